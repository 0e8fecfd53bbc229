"""Composing a bundle: cases and lessons are put in it, ordered and taken out again, in an open version of it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from curation.open_versions import note_work, opened
from curation.workflow import TransitionNotAllowed
from initiatives.models import Initiative
from lessons.models import Lesson
from publications.bundles.editions import record_of, rows_of
from publications.models import InitiativeInPublication, LessonInPublication, PublicationVersion

MOST_CHAPTERS = 600
CASE, LESSON = "zaak", "les"


def name_of(record: Any) -> str:
    """By which forms know a case or a lesson: “zaak.krachtstation”."""
    return f"{CASE if isinstance(record, Initiative) else LESSON}.{record.slug}"


@transaction.atomic
def add(version: PublicationVersion, names: Iterable[str], *, by: User) -> int:
    """Put these at the end, in this order; returns how many were not in it yet.

    Only what everybody may read can be put in a bundle. Raises TransitionNotAllowed.
    """
    draft = opened(version)
    rows = rows_of(draft)
    there = {name_of(record_of(row)) for row in rows}
    wanted = [name for name in dict.fromkeys(names) if name not in there and "\0" not in name]
    found = _public(wanted)
    new = [found[name] for name in wanted if name in found]
    if len(rows) + len(new) > MOST_CHAPTERS:
        raise TransitionNotAllowed(_("A bundle holds %(number)s chapters at most.") % {"number": MOST_CHAPTERS})
    for place, record in enumerate(new, start=len(rows)):
        known = {"version": draft, "position": place}
        if isinstance(record, Initiative):
            InitiativeInPublication.objects.create(initiative=record, **known)
        else:
            LessonInPublication.objects.create(lesson=record, **known)
    _changed(draft, rows, by)
    return len(new)


@transaction.atomic
def arrange(version: PublicationVersion, names: Sequence[str], *, by: User) -> None:
    """Put the chapters in this order; what is not named, since somebody else added it, stands after them."""
    draft = opened(version)
    places = {name: place for place, name in enumerate(names)}
    rows = sorted(rows_of(draft), key=lambda row: places.get(name_of(record_of(row)), len(places)))
    _changed(draft, rows, by)


@transaction.atomic
def shift(version: PublicationVersion, name: str, step: int, *, by: User) -> None:
    """Let a chapter change places with the one before (-1) or after it (1); at the end it stays."""
    draft = opened(version)
    rows = rows_of(draft)
    here = next((place for place, row in enumerate(rows) if name_of(record_of(row)) == name), None)
    if here is not None and 0 <= here + step < len(rows):
        rows[here], rows[here + step] = rows[here + step], rows[here]
        _changed(draft, rows, by)


@transaction.atomic
def take_out(version: PublicationVersion, name: str, *, by: User) -> None:
    draft = opened(version)
    rows = rows_of(draft)
    for row in [row for row in rows if name_of(record_of(row)) == name]:
        row.delete()
        rows.remove(row)
    _changed(draft, rows, by)


def _public(names: Iterable[str]) -> dict[str, Any]:
    slugs = [name.partition(".")[2] for name in names]
    found = [*Initiative.objects.published().filter(slug__in=slugs), *Lesson.objects.published().filter(slug__in=slugs)]
    return {name_of(record): record for record in found}


def _changed(version: PublicationVersion, rows: Sequence[Any], by: User) -> None:
    """Number the rows as they stand, and say that the version was worked on."""
    moved = [row for place, row in enumerate(rows) if row.position != place]
    for place, row in enumerate(rows):
        row.position = place
    for model in (InitiativeInPublication, LessonInPublication):
        several: Any = [row for row in moved if isinstance(row, model)]
        model._default_manager.bulk_update(several, ["position"])
    note_work(version, by=by)
