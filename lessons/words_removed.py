"""Passages after words were removed at request: found again in texts that are shorter now, or told to be lost.

Positions are not guessed. What cannot be told apart any more loses its place and its words, and waits for a person.
"""

from collections.abc import Collection
from typing import Any

from curation.passages import MARK, is_marked
from initiatives.models import InitiativeVersion
from initiatives.reading_text import reading_text
from lessons import grounds
from lessons.following_texts import note_shifts
from lessons.models import Evidence, Passage, PassagePlace, PassageState, Shift
from lessons.quoting import AROUND


def anchor_anew(versions: Collection[int], passages: Collection[int]) -> None:
    """Give the passages in these versions their places anew; `passages` are those that read otherwise now (keys)."""
    touched: set[int] = set()
    shifted = {key for key, exact in _words(passages) if is_marked(exact)}
    for version in InitiativeVersion.objects.filter(pk__in=versions, number__isnull=False):
        text = reading_text(version).text
        for passage in version.passages.all():
            touched.add(passage.pk)
            if not _anchor_passage(passage, text):
                shifted.add(passage.pk)
        for place in version.passage_places.exclude(start=None).select_related("passage"):
            touched.add(place.passage_id)
            if not _anchor_place(place, text):
                shifted.add(place.passage_id)
    note_shifts(dict.fromkeys(shifted, Shift.Cause.WORDS_REMOVED))
    rests = Evidence.objects.filter(passage__in=touched | shifted, dropped_at=None)
    grounds.renew(rests.values_list("lesson_id", flat=True))


def _words(passages: Collection[int]) -> Any:
    return Passage.objects.filter(pk__in=passages).values_list("pk", "exact")


def _anchor_passage(passage: Passage, text: str) -> bool:
    """Whether it is plain where the passage stands."""
    start = _only_place(text, passage.exact, passage.prefix, passage.suffix)
    if start is None:
        passage.start = passage.end = None
        passage.exact, passage.prefix, passage.suffix = MARK, "", ""
    else:
        passage.start, passage.end = start, start + len(passage.exact)
        passage.prefix = text[max(0, start - AROUND) : start]
        passage.suffix = text[passage.end : passage.end + AROUND]
    passage.save(update_fields=["start", "end", "exact", "prefix", "suffix"])
    return start is not None


def _anchor_place(place: PassagePlace, text: str) -> bool:
    passage = place.passage
    if place.version_id == passage.version_id:
        start = passage.start
    else:
        start = _only_place(text, place.exact, passage.prefix, passage.suffix)
    if start is None:
        place.start = place.end = None
        place.exact, place.state, place.by = "", PassageState.AMBIGUOUS, None
    else:
        place.exact = passage.exact if place.version_id == passage.version_id else place.exact
        place.start, place.end = start, start + len(place.exact)
    place.save(update_fields=["start", "end", "exact", "state", "by"])
    return start is not None


def _only_place(text: str, exact: str, prefix: str, suffix: str) -> int | None:
    """Where the words stand when they stand once, or once with what is around them."""
    if text.count(exact) == 1:
        return text.index(exact)
    whole = prefix + exact + suffix
    return text.index(whole) + len(prefix) if exact and text.count(whole) == 1 else None
