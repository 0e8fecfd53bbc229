"""Who hears what happened to a case: the people who work on it, or the editors."""

from django.db.models import Q

from accounts.models import User
from accounts.roles import Role
from initiatives.models import InitiativeVersion
from notices import workflow as notices

EDITORS = (Role.EDITOR, Role.ADMINISTRATOR)


def tell_makers(version: InitiativeVersion | None, kind: str, *, by: User | None, words: str = "") -> None:
    """Let the owners of a case, and the authors of this version, know."""
    if version is None:
        return
    is_maker = Q(owned_initiatives=version.record_id) | Q(written_initiativeversions=version.pk)
    people = User.objects.filter(is_maker, is_active=True).distinct()
    notices.tell(people, kind, about=version.record, title=version.title, by=by, words=words)


def tell_editors(version: InitiativeVersion, kind: str, *, by: User | None) -> None:
    """Let everybody know who can take a case up."""
    people = User.objects.filter(role__in=EDITORS, is_active=True)
    notices.tell(people, kind, about=version.record, title=version.title, by=by)
