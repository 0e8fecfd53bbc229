"""Who hears what happened to a record: the people who work on it, or the editors."""

from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import User
from accounts.roles import Role
from notices import workflow as notices

EDITORS = (Role.EDITOR, Role.ADMINISTRATOR)


def tell_makers(version: Any, kind: str, *, by: User | None, words: str = "") -> None:
    """Let the owners of a record, and the authors of this version, know; nobody when there is no version."""
    if version is None:
        return
    record = version.record
    owned, written = f"owned_{record._meta.model_name}s", f"written_{version._meta.model_name}s"
    is_maker = Q(**{owned: record.pk}) | Q(**{written: version.pk})
    people = User.objects.filter(is_maker, is_active=True).distinct()
    notices.tell(people, kind, about=record, title=version.title, by=by, words=words)


def tell_editors(version: Any, kind: str, *, by: User | None) -> None:
    """Let everybody know who can look at it."""
    notices.tell(editors(), kind, about=version.record, title=version.title, by=by)


def editors() -> QuerySet[User]:
    """Everybody who looks at what is submitted."""
    return User.objects.filter(role__in=EDITORS, is_active=True)
