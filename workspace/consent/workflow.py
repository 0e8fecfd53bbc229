"""Withdrawing consent for words or for a picture: removed everywhere, in one transaction, with a trace."""

from collections.abc import Collection
from typing import Any

from django.db import transaction

from accounts.models import User
from curation import erasure
from curation.erasure import Erased
from curation.passages import Passage
from initiatives import projection
from initiatives.findables import THEME
from initiatives.models import CatalogueEntry, Initiative, InitiativePicture, InitiativeVersion, Theme
from lessons import workflow as lessons
from lessons.models import Lesson
from lessons.models import Passage as MarkedPassage
from lessons.words_removed import anchor_anew, texts_with_passages
from media import access
from media.models import Picture
from media.removal import remove
from previews import subjects as previews
from publications import workflow as publications
from publications.bundles import editions, files
from publications.infographics import editions as infographics
from publications.models import Edition, Moment, Publication, PublicationVersion, Recording
from publications.recordings.words_removed import anchor_moments_anew, spoken_with_moments
from search import findables, forgetting
from search.models import Findable
from workspace.consent.beside import clear_beside, clear_beside_picture
from workspace.models import Typing
from workspace.review.models import Review
from workspace.review.workflow import digest_of

PICTURES = "pictures"  # the part of the entry page that says what there is to say of pictures


@transaction.atomic
def remove_words(passage: Passage, record: Initiative, *, besides: Collection[str], by: User, reason: str) -> Erased:
    """Take the passage out of a case, and of the groups `besides`; see curation.erasure.erase for what it refuses."""
    plans = _plans_that_hold()
    texts, spoken = texts_with_passages(), spoken_with_moments()
    erased = erasure.erase(passage, record, besides=besides, by=by, reason=reason)
    versions, marked = erased.changed.get(InitiativeVersion, ()), erased.changed.get(MarkedPassage, ())
    anchor_anew(passage, texts, versions, marked)
    recordings, moments = erased.changed.get(Recording, ()), erased.changed.get(Moment, ())
    anchor_moments_anew(passage, spoken, recordings, moments)
    _make_anew(erased)
    _keep(plans)
    forgetting.forget(passage.words, [CatalogueEntry.objects.all(), Findable.objects.all()])
    clear_beside(passage)
    return erased


@transaction.atomic
def remove_picture(picture: Picture, *, by: User, reason: str) -> Erased:
    """Remove a picture from all versions of all that shows it, with what these say of the people in it."""
    rows = rows_with(picture)
    records = list(dict.fromkeys(row.version.record for row in rows))
    versions = [row.version_id for row in rows if isinstance(row, InitiativePicture)]
    for typing in Typing.objects.filter(version__in=versions, part=PICTURES):
        typing.value = _without_words_about(picture, typing.value)
        typing.save(update_fields=["value"])
    plans = _plans_that_hold()
    remove(picture, by=by)
    editions.leave_out_picture(picture.key)
    infographics.leave_out_picture(picture.key)
    _keep(plans)
    erased = erasure.trace_of_picture(records[0], by=by, reason=reason, places=len(rows), about=records)
    _make_anew(erased)
    clear_beside_picture()
    return erased


def rows_with(picture: Picture) -> list[Any]:
    """The rows by which versions of cases and of publications show a picture, those of one record together."""
    shown = (rows.select_related("version__record") for rows in access.rows_showing(picture))
    return [row for rows in shown for row in rows.order_by("version__record", "version")]


def _make_anew(erased: Erased) -> None:
    """Make what is made of texts from the texts as they are now."""
    projection.project(erased.records(Initiative))
    versions = erased.changed.get(Edition, set()) | erased.changed.get(PublicationVersion, set())
    for edition in Edition.objects.filter(pk__in=versions):  # the key of an edition is that of its version
        files.forget(edition)
    previews.forget(erased.changed)
    if erased.changed.get(Theme):
        findables.renew(THEME)
        findables.renew_followers(Theme)
    for model, kind in ((Lesson, lessons.KIND), (Publication, publications.KIND)):
        if keys := erased.records(model):
            findables.renew(kind, keys)


def _plans_that_hold() -> list[Review]:
    """The publications that were planned, of versions that still say what they said then."""
    plans = Review.objects.planned().select_related("version__record")
    return [plan for plan in plans if plan.planned_text == digest_of(plan.version)]


def _keep(plans: list[Review]) -> None:
    """What is removed at request calls no planned publication off: nobody wrote anything since."""
    for plan in plans:
        plan.version.refresh_from_db()
        if plan.planned_text != (digest := digest_of(plan.version)):
            plan.planned_text = digest
            plan.save(update_fields=["planned_text"])


def _without_words_about(picture: Picture, value: Any) -> Any:
    rows = [
        row | dict.fromkeys(("alternative_text", "caption", "consent_note"), "")
        if row.get("picture") == str(picture.pk)
        else row
        for row in value.get("rows", [])
    ]
    return value | {"rows": rows}
