"""Going back to a moment that was kept, and opening a case to a colleague."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from curation.workflow import leave_trace, lock
from initiatives.models import Initiative, InitiativeVersion
from notices.workflow import tell
from workspace.models import Typing
from workspace.records import moments


class NobodyFound(Exception):
    """No researcher, or more than one, answers to what was given; the message says so, for people."""


@transaction.atomic
def bring_back(record: Initiative, kept: InitiativeVersion, *, by: User) -> InitiativeVersion:
    """The same as for any record; what was typed in the draft and could not be saved comes along."""
    lock(record)
    opened = InitiativeVersion.objects.open().filter(record=record).first()
    draft: InitiativeVersion = moments.bring_back(record, kept, by=by)
    Typing.objects.filter(version=opened or kept).update(version=draft)
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
