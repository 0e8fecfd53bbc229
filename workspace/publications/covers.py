"""The cover of an open version: one picture, with what is said of it."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from curation.workflow import TransitionNotAllowed, lock
from media.models import Picture
from publications.models import PublicationCover, PublicationVersion


@transaction.atomic
def put(version: PublicationVersion, picture: Picture, *, by: User) -> None:
    """Let `picture` be the cover; what was said of another one is gone with it. Raises TransitionNotAllowed."""
    opened = _opened(version)
    if opened.covers.filter(picture=picture).exists():
        return
    opened.covers.all().delete()
    PublicationCover.objects.create(version=opened, picture=picture)
    _touch(opened, by)


@transaction.atomic
def describe(version: PublicationVersion, form: Any, *, by: User) -> None:
    """Keep what a valid form says of the cover. Raises TransitionNotAllowed."""
    opened = _opened(version)
    form.save()
    _touch(opened, by)


@transaction.atomic
def remove(version: PublicationVersion, *, by: User) -> None:
    opened = _opened(version)
    opened.covers.all().delete()
    _touch(opened, by)


def _opened(version: PublicationVersion) -> PublicationVersion:
    """The version, locked as long as it is open."""
    lock(version.record)
    opened: PublicationVersion | None = PublicationVersion.objects.open().filter(pk=version.pk).first()
    if opened is None:
        raise TransitionNotAllowed(_("This version is not open any more."))
    return opened


def _touch(version: PublicationVersion, by: User) -> None:
    version.save(update_fields=["changed_at"])
    version.authors.add(by)
