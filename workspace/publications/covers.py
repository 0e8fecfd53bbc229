"""The cover of an open version: one picture, with what is said of it."""

from typing import Any

from django.db import transaction

from accounts.models import User
from curation.open_versions import note_work, opened
from media.models import Picture
from publications.models import PublicationCover, PublicationVersion


@transaction.atomic
def put(version: PublicationVersion, picture: Picture, *, by: User) -> None:
    """Let `picture` be the cover; what was said of another one is gone with it. Raises TransitionNotAllowed."""
    draft = opened(version)
    if draft.covers.filter(picture=picture).exists():
        return
    draft.covers.all().delete()
    PublicationCover.objects.create(version=draft, picture=picture)
    note_work(draft, by=by)


@transaction.atomic
def describe(version: PublicationVersion, form: Any, *, by: User) -> None:
    """Keep what a valid form says of the cover. Raises TransitionNotAllowed."""
    draft = opened(version)
    form.save()
    note_work(draft, by=by)


@transaction.atomic
def remove(version: PublicationVersion, *, by: User) -> None:
    draft = opened(version)
    draft.covers.all().delete()
    note_work(draft, by=by)
