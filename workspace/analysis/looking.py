"""Saying that one looked and found nothing, and taking that back."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from initiatives.models import Initiative
from lessons.models import Looked
from workspace.analysis.kinds import Kind


class NothingToSay(Exception):
    """This cannot be said of the cell; the message says why, for people."""


@transaction.atomic
def say_nothing_found(kind: Kind, row: int, case: Initiative, *, note: str, by: User) -> Looked:
    """Keep that `by` looked for it in what is published of the case. Raises NothingToSay when there are passages."""
    Initiative.objects.select_for_update(no_key=True).get(pk=case.pk)
    if kind.passages(row, case.pk).exists():
        raise NothingToSay(_("Something was found here: there are passages."))
    cell: dict[str, Any] = {f"{kind.field}_id": row}
    said = {"version": case.published_version, "note": note.strip(), "by": by, "at": timezone.now()}
    looked, _is_new = Looked.objects.update_or_create(said, initiative=case, **cell)
    return looked


def take_back(looked: Looked, *, by: User) -> None:
    """Let nobody have looked. Raises NothingToSay for what somebody else said, unless `by` curates lessons."""
    if looked.by_id != by.pk and not by.has_perm("lessons.change_lesson"):
        raise NothingToSay(_("Somebody else said so."))
    looked.delete()
