"""What the pages of every kind of record show: what became of it, and two of its versions to compare."""

from typing import Any

from django.db.models.functions import Coalesce
from django.http import Http404, QueryDict

from curation.actions import name_of
from curation.models import OPEN, StatusChange
from workspace.comparing.versions import comparable, usual_pair
from workspace.records.desks import Desk
from workspace.records.versions import shown_version

MOST = 100


def history_of(desk: Desk, record: Any, version: Any) -> dict[str, Any]:
    """What records/history.html shows: the moments that were kept, those published and submitted among them, and what
    happened. `version` is the open one."""
    kept = record.versions.exclude(status__in=OPEN).select_related("kept_by")
    return {
        "desk": desk,
        "record": record,
        "version": version,
        "shown": version or shown_version(record),
        "moments": kept.annotate(at=Coalesce("published_at", "changed_at")).order_by("-at", "-pk"),
        "changes": [(change, name_of(change)) for change in StatusChange.objects.of(record).newest_first()[:MOST]],
    }


def compared(desk: Desk, record: Any, query: QueryDict) -> dict[str, Any]:
    """What records/difference.html shows besides the `sections` that differ: two versions, `old` and `new`.

    They are named by `van` and `naar`; else what is published, and the draft. Raises Http404 for others.
    """
    choices = comparable(record)
    usual = usual_pair(record, choices)
    names = [query.get(name) or usually for name, usually in zip(("van", "naar"), usual, strict=True)]
    if not all(name in choices for name in names):
        raise Http404
    old, new = (choices[name] for name in names)
    shown = new.version or old.version
    return {"desk": desk, "record": record, "shown": shown, "choices": choices.values(), "old": old, "new": new}
