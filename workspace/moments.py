"""Going back to a moment that was kept, and opening a case to a colleague."""

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from curation.workflow import TransitionNotAllowed, copy_version, leave_trace, lock, set_aside
from initiatives.models import Initiative, InitiativeVersion
from notices.workflow import tell
from workspace.models import Typing


class NobodyFound(Exception):
    """No researcher, or more than one, answers to what was given; the message says so, for people."""


@transaction.atomic
def bring_back(record: Initiative, kept: InitiativeVersion, *, by: User) -> InitiativeVersion:
    """A draft that says what `kept` (a kept or published version of this case) says.

    What an open draft says is kept first, under a name, so that this can be undone. Raises TransitionNotAllowed while a
    version is in review.
    """
    lock(record)
    opened = InitiativeVersion.objects.open().filter(record=record).first()
    if opened and opened.status != opened.Status.DRAFT:
        raise TransitionNotAllowed(_("This case is in review: ask for it back first."))
    authors: list[Any] = [by]
    if opened:
        set_aside(opened, label=_("Before going back to an earlier moment"), by=by)
        authors += opened.authors.all()
    draft = copy_version(kept)
    draft.authors.set(authors)
    Typing.objects.filter(version=opened or kept).update(version=draft)
    leave_trace(record, "bring_back", by=by, reason=kept.kept_as or str(kept))
    return draft


@transaction.atomic
def share(record: Initiative, whom: str, *, by: User) -> User:
    """Let a researcher work on this case too, by e-mail address or name; raises NobodyFound."""
    words = whom.strip()
    people = User.objects.filter(role=Role.RESEARCHER, is_active=True)
    found = list(people.filter(Q(email__iexact=words) | Q(name__iexact=words)).order_by("pk")[:2])
    if not found:
        raise NobodyFound(_("No researcher has this e-mail address or name."))
    if len(found) > 1:
        raise NobodyFound(_("More than one researcher has this name: give the e-mail address."))
    record.owners.add(found[0])
    leave_trace(record, "share", by=by, whom=found[0])
    title = record.versions.order_by("-pk").values_list("title", flat=True).first()
    tell(found, "shared", about=record, title=title or record.slug, by=by)
    return found[0]


@transaction.atomic
def unshare(record: Initiative, person: int, *, by: User) -> None:
    """Take a case from somebody it was shared with; nobody takes it from themselves, and it keeps an owner."""
    lock(record)
    owner = record.owners.filter(pk=person).exclude(pk=by.pk).first()
    if owner and record.owners.exclude(pk=person).exists():
        record.owners.remove(owner)
        leave_trace(record, "unshare", by=by, whom=owner)
