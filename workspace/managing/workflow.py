"""Assigning cases, reminding people of them, and laying drafts aside, several at once."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from curation.models import OPEN, Status
from curation.workflow import leave_trace, lock, set_aside
from initiatives.models import Initiative, InitiativeVersion
from notices.workflow import tell


@transaction.atomic
def assign(records: Iterable[Initiative], *, to: User, by: User) -> int:
    """Let a researcher work on these cases; returns how many were not theirs yet."""
    several = list(records)
    theirs = set(
        Initiative.objects.filter(pk__in=[each.pk for each in several], owners=to).values_list("pk", flat=True)
    )
    new = [each for each in several if each.pk not in theirs]
    titles = _titles(new)
    for record in new:
        record.owners.add(to)
        leave_trace(record, "assign", by=by, whom=to)
        tell([to], "assigned", about=record, title=titles.get(record.pk, record.slug), by=by)
    return len(new)


@transaction.atomic
def remind(records: Iterable[Initiative], *, by: User) -> int:
    """Remind the owners of those of these cases that are being worked on; returns how many there are."""
    several = list(records)
    opened = InitiativeVersion.objects.filter(record__in=several, status__in=OPEN).values_list("record", flat=True)
    waiting, titles = set(opened), _titles(several)
    reminded = [record for record in several if record.pk in waiting]
    for record in reminded:
        tell(record.owners.all(), "reminded", about=record, title=titles.get(record.pk, record.slug), by=by)
    return len(reminded)


@transaction.atomic
def lay_aside(records: Iterable[Initiative], *, by: User) -> int:
    """Make of the drafts of these cases moments that one can go back to; returns how many there were.

    What is in review stays as it is: it is given back first.
    """
    several = list(records)
    for record in several:
        lock(record)
    drafts = list(
        InitiativeVersion.objects.filter(record__in=several, status=Status.DRAFT)
        .select_related("record")
        .order_by("pk")
    )
    for draft in drafts:
        set_aside(draft, label=_("Laid aside"), by=by)
        leave_trace(draft.record, "lay_aside", by=by)
        tell(draft.record.owners.all(), "laid_aside", about=draft.record, title=draft.title, by=by)
    return len(drafts)


def _titles(records: list[Initiative]) -> dict[int, str]:
    """The title of the newest version of each."""
    found = InitiativeVersion.objects.filter(record__in=records).exclude(status="kept").order_by("pk")
    return dict(found.values_list("record", "title"))
