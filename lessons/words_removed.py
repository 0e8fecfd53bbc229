"""Passages after words were removed at request: where they stand in texts that read otherwise now, or told to be lost.

Positions are not guessed. The text of before says where each stretch that was not removed stands now; half a word that
was removed is never kept. Where that cannot be told, a passage loses its place and its words, and waits for a person.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from django.db.models import Exists, OuterRef

from curation.passages import MARK, SHORT_MARK, is_marked
from curation.passages import Passage as Words
from initiatives.models import InitiativeVersion
from initiatives.reading_text import reading_text
from lessons import grounds
from lessons.following_texts import note_shifts
from lessons.models import Evidence, Passage, PassagePlace, PassageState, Shift
from lessons.quoting import AROUND

_MARKS = re.compile("|".join(map(re.escape, (MARK, SHORT_MARK))))
MOST_ATTEMPTS = 50
Span = tuple[int, int]


def texts_with_passages() -> dict[int, str]:
    """The texts of the versions in which passages stand, by the keys of these: to be asked before words are removed."""
    marked = Exists(Passage.objects.filter(version=OuterRef("pk")))
    placed = Exists(PassagePlace.objects.filter(version=OuterRef("pk")))
    versions = InitiativeVersion.objects.filter(marked | placed)
    return {version.pk: reading_text(version).text for version in versions.iterator(chunk_size=100)}


def anchor_anew(words: Words, before: Mapping[int, str], versions: Collection[int], passages: Collection[int]) -> None:
    """Give the passages in these versions, from which `words` were removed, their places anew.

    `before` are the texts of `texts_with_passages`; `passages` are those that read otherwise now (keys).
    """
    touched: set[int] = set()
    shifted = {key for key, exact in _words(passages) if is_marked(exact)}
    for version in InitiativeVersion.objects.filter(pk__in=[key for key in versions if key in before]):
        now = reading_text(version).text
        if now != before[version.pk]:
            moved = moved_by(words, before[version.pk], now)
            for found in (anchor_marked(version.passages, now, moved), _anchor_places(version, now, moved)):
                touched |= found.keys()
                shifted |= {key for key, is_changed in found.items() if is_changed}
    note_shifts(dict.fromkeys(shifted, Shift.Cause.WORDS_REMOVED))
    rests = Evidence.objects.filter(passage__in=touched | shifted, dropped_at=None)
    grounds.renew(rests.values_list("lesson_id", flat=True))


def _words(passages: Collection[int]) -> Any:
    return Passage.objects.filter(pk__in=passages).values_list("pk", "exact")


Moved = Callable[[Span], Span | None]


def anchor_marked(marked: Any, text: str, moved: Moved) -> dict[int, bool]:
    """Give what is marked in a version (a queryset of MarkedWords, or their manager) its places in `text` anew.

    Returns by key whether it says something else now. Two that come to stand at the same place would be one: the second
    loses its place.
    """
    rows = list(marked.order_by("pk"))
    spans = {row.pk: None if row.start is None else moved((row.start, row.end or 0)) for row in rows}
    taken: set[Span] = set()
    marked.update(start=None, end=None)
    for row in rows:
        span = spans[row.pk]
        if span is None or span in taken:
            row.start = row.end = None
            row.exact, row.prefix, row.suffix = MARK, "", ""
        else:
            taken.add(span)
            row.start, row.end = span
            row.exact = text[slice(*span)]
            row.prefix, row.suffix = text[max(0, span[0] - AROUND) : span[0]], text[span[1] : span[1] + AROUND]
        row.save(update_fields=["start", "end", "exact", "prefix", "suffix"])
    return {row.pk: is_marked(row.exact) for row in rows}


def _anchor_places(version: InitiativeVersion, text: str, moved: Moved) -> dict[int, bool]:
    """The passages that stand in the version by key, and whether they read otherwise there, or are lost there."""
    found = {}
    for place in version.passage_places.exclude(start=None).select_related("passage"):
        passage, span = place.passage, moved((place.start or 0, place.end or 0))
        if passage.version_id == version.pk and passage.start is None:
            span = None
        if span is None:
            place.start = place.end = None
            place.exact, place.state, place.by = "", PassageState.AMBIGUOUS, None
        else:
            place.start, place.end = span
            place.exact = text[slice(*span)]
        place.save(update_fields=["start", "end", "exact", "state", "by"])
        found[place.passage_id] = span is None or is_marked(place.exact)
    return found


@dataclass(frozen=True)
class _Gap:
    """A stretch of the text of before, and that of now in which a mark stands in its place."""

    old: Span
    new: Span


def moved_by(words: Words, old: str, new: str) -> Moved:
    """Where a stretch of the old text stands in the new one; None for all when that is not plain."""
    gaps = _gaps(words, old, new)

    def moved(span: Span) -> Span | None:
        if gaps is None:
            return None
        start, end = (_position(gaps, place, is_end=bool(number)) for number, place in enumerate(span))
        return (start, end) if new[start:end].strip() else None

    return moved


def _gaps(words: Words, old: str, new: str) -> list[_Gap] | None:
    """The stretches that marks replace, in their order; None when the rest of the texts is not the same."""
    gaps: list[_Gap] = []
    left, right = 0, 0
    marks = [*_MARKS.finditer(new)]
    for mark, following in zip_longest(marks, marks[1:]):
        kept = new[right : mark.start()]
        if not old.startswith(kept, left):
            return None
        left += len(kept)
        after = new[mark.end() : following.start() if following else len(new)]
        end = _end_of_removed(words, old, left, after, is_last=following is None)
        if end is None:
            return None
        gaps.append(_Gap((left, end), mark.span()))
        left, right = end, mark.end()
    return gaps if old[left:] == new[right:] else None


def _end_of_removed(words: Words, old: str, start: int, after: str, *, is_last: bool) -> int | None:
    """Where the stretch from `start` ends that a mark replaces: what follows it is `after`."""
    if is_last:
        end = len(old) - len(after)
        return end if end >= start and _is_removed(words, old[start:end]) else None
    end = old.find(after, start)
    for _attempt in range(MOST_ATTEMPTS):
        if end < 0 or _is_removed(words, old[start:end]):
            break
        end = old.find(after, end + 1)
    return end if end >= 0 and _is_removed(words, old[start:end]) else None


def _is_removed(words: Words, said: str) -> bool:
    return bool(_MARKS.fullmatch(said) or _MARKS.fullmatch(words.without(said)))


def _position(gaps: list[_Gap], place: int, *, is_end: bool) -> int:
    """Where a place stands now; within what was removed, the edge of its mark."""
    shift = 0
    for gap in gaps:
        if place <= gap.old[0]:
            break
        if place < gap.old[1]:
            return gap.new[1] if is_end else gap.new[0]
        shift = gap.new[1] - gap.old[1]
    return place + shift
