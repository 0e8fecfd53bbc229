"""The contract's table of roles: what each may do, as Django permissions."""

from fnmatch import fnmatchcase

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    READER = "reader", _("reader")
    RESEARCHER = "researcher", _("researcher")
    EDITOR = "editor", _("editor")
    ADMINISTRATOR = "administrator", _("administrator")


# Patterns of Django permissions. "Own and shared" is asked per record, in the room that owns the record.
_RESEARCHER = (
    "initiatives.add_initiative",
    "initiatives.change_initiative",
    "initiatives.submit_initiative",
    "lessons.add_passage",
    "lessons.propose_lesson",
    "publications.propose_publication",
)
_EDITOR = (
    *_RESEARCHER,
    "initiatives.*",
    "lessons.*",
    "publications.*",
    "curation.view_merge",
    "curation.undo_merge",
    "places.view_*",
)
_PERMISSIONS: dict[str, tuple[str, ...]] = {
    Role.READER: (),
    Role.RESEARCHER: _RESEARCHER,
    Role.EDITOR: _EDITOR,
    Role.ADMINISTRATOR: ("*",),
}


def role_allows(role: str, permission: str) -> bool:
    """Whether people with `role` hold `permission`, written as Django does: "app.verb_noun"."""
    return any(fnmatchcase(permission, pattern) for pattern in _PERMISSIONS.get(role, ()))


def role_enters(role: str, app_label: str) -> bool:
    """Whether people with `role` may do anything in the room `app_label`."""
    return any(fnmatchcase(app_label, pattern.split(".")[0]) for pattern in _PERMISSIONS.get(role, ()))
