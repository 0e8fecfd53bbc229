"""The cover of an open version: one picture, with what is said of it."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from curation.open_versions import note_work, opened
from curation.workflow import TransitionNotAllowed
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
    """Keep what a valid form says of the cover, if that is still the picture that its writer saw (`seen`).

    Raises TransitionNotAllowed: consent and alternative text of one picture never become those of another.
    """
    draft = opened(version)
    if not draft.covers.filter(pk=form.instance.pk, picture=form.cleaned_data["seen"]).exists():
        raise TransitionNotAllowed(_("The cover is another one by now: look at it, and say what is to be said of it."))
    form.save()
    note_work(draft, by=by)


@transaction.atomic
def remove(version: PublicationVersion, *, by: User) -> None:
    draft = opened(version)
    draft.covers.all().delete()
    note_work(draft, by=by)
