"""Who hears what happened to a record: the people who work on it, or the editors."""

from functools import cache
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from accounts.roles import Role
from curation.statements import Statement, among_keys
from notices import workflow as notices

EDITORS = (Role.EDITOR, Role.ADMINISTRATOR)


def tell_makers(version: Any, kind: str, *, by: User | None, words: str = "") -> None:
    """Let the owners of a record, and the authors of this version, know; nobody when there is no version."""
    if version is None:
        return
    model: Any = type(version)
    if makers := {key for (key,) in _makers(model).rows([version.pk]) if key}:
        people = User.objects.filter(pk__in=makers, is_active=True)
        notices.tell(people, kind, about=version.record, title=version.title, by=by, words=words)


@cache
def _makers(model: Any) -> Statement:
    """The keys of the owners and authors of versions of this model; none for those that have neither."""

    def owners_and_authors() -> QuerySet:
        versions = model._default_manager.filter(among_keys("pk"))
        return versions.values_list("record__owners").union(versions.values_list("authors"))

    return Statement(owners_and_authors)


def tell_editors(version: Any, kind: str, *, by: User | None) -> None:
    """Let everybody know who can look at it."""
    notices.tell(editors(), kind, about=version.record, title=version.title, by=by)


def editors() -> QuerySet[User]:
    """Everybody who looks at what is submitted."""
    return User.objects.filter(role__in=EDITORS, is_active=True)
