"""What became of a record: its moments, what differs between two of them, going back to one, beginning a revision."""

from typing import Any

from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from curation.actions import name_of
from curation.models import OPEN, StatusChange
from workspace.comparing.versions import comparable, usual_pair
from workspace.records.sheets.access import person_of, record_page, taken
from workspace.records.sheets.comparing import differences
from workspace.records.sheets.desk import SheetDesk
from workspace.records.sheets.moments import bring_back
from workspace.records.versions import shown_version

MOST = 100


@record_page
@require_safe
def history(request: HttpRequest, record: Any, desk: SheetDesk) -> HttpResponse:
    """The moments that were kept, those published and submitted among them, and what happened."""
    versions = record.versions.exclude(status__in=OPEN).select_related("kept_by")
    context = {
        "desk": desk,
        "record": record,
        "shown": desk.open_version(record) or shown_version(record),
        "moments": versions.annotate(at=Coalesce("published_at", "changed_at")).order_by("-at", "-pk"),
        "changes": [(change, name_of(change)) for change in StatusChange.objects.of(record).newest_first()[:MOST]],
    }
    return render(request, "workspace/records/history.html", context)


@record_page
@require_safe
def difference(request: HttpRequest, record: Any, desk: SheetDesk) -> HttpResponse:
    """All that differs between two versions: `van` and `naar`; without them, from what is published to the draft."""
    choices = comparable(record)
    usual = usual_pair(record, choices)
    names = [request.GET.get(name) or usually for name, usually in zip(("van", "naar"), usual, strict=True)]
    if not all(name in choices for name in names):
        raise Http404
    old, new = (choices[name] for name in names)
    context = {
        "desk": desk,
        "record": record,
        "shown": new.version or old.version,
        "choices": choices.values(),
        "old": old,
        "new": new,
        "sections": [*differences(desk.sheet, old, new), *desk.besides(old, new)],
    }
    return render(request, "workspace/records/difference.html", context)


@record_page
@require_POST
def bringing_back(request: HttpRequest, record: Any, desk: SheetDesk, version: int) -> HttpResponse:
    kept = get_object_or_404(record.versions.exclude(status__in=OPEN), pk=version)
    if taken(request, lambda: bring_back(record, kept, by=person_of(request))):
        return redirect(desk.page, record.slug)
    return redirect(f"{desk.prefix}history", record.slug)


@record_page
@require_POST
def revision(request: HttpRequest, record: Any, desk: SheetDesk) -> HttpResponse:
    """Begin a revision of what is published."""
    taken(request, lambda: desk.workflow.open_draft(record, by=person_of(request)))
    return redirect(desk.page, record.slug)
