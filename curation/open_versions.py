"""Working on an open version, one step at a time: what is composed of rows is changed there, not in one form."""

from typing import Any, TypeVar, cast

from django.utils.translation import gettext as _

from accounts.models import User
from curation.models import RecordVersion
from curation.workflow import TransitionNotAllowed, lock

AnyVersion = TypeVar("AnyVersion", bound=RecordVersion)


def opened(version: AnyVersion) -> AnyVersion:
    """The version as it is now, with its record locked until the transaction ends.

    Raises TransitionNotAllowed when it can be worked on no more: it is published, or set aside.
    """
    versions: Any = type(version)._default_manager
    lock(version.record)  # type: ignore[attr-defined]
    found = versions.open().filter(pk=version.pk).first()
    if found is None:
        raise TransitionNotAllowed(_("This version is not open any more."))
    return cast("AnyVersion", found)


def note_work(version: RecordVersion, *, by: User) -> None:
    """Say that somebody worked on a version, just now."""
    version.save(update_fields=["changed_at"])
    version.authors.add(by)
