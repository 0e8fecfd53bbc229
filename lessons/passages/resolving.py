"""The door of this package: from passages in a text to what became of them in a newer one."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lessons.passages.alignment import Alignment, align
from lessons.passages.judging import State, judge
from lessons.passages.places import end_in, start_in
from lessons.passages.words import words_of

__all__ = ["Passage", "Resolution", "State", "WrongPassage", "resolve", "resolve_all"]


class WrongPassage(ValueError):
    """The passage is not in the text where it says; the message says why, for people."""


@dataclass(frozen=True)
class Passage:
    """A stretch of a text: code points `start` up to `end` (not included), which read `exact`."""

    start: int
    end: int
    exact: str


@dataclass(frozen=True)
class Resolution:
    """What became of a passage, and where it stands now; without a place for those that a person has to look for."""

    state: State
    start: int | None = None
    end: int | None = None


def resolve(old_text: str, passage: Passage, new_text: str) -> Resolution:
    """What became of `passage` of `old_text` in `new_text`. Raises WrongPassage."""
    return resolve_all(old_text, [passage], new_text)[0]


def resolve_all(old_text: str, passages: Sequence[Passage], new_text: str) -> list[Resolution]:
    """What became of each of these passages: as `resolve` says, at the cost of comparing the texts once."""
    for passage in passages:
        check(old_text, passage)
    if not passages or old_text == new_text:
        return [Resolution(State.FOUND, passage.start, passage.end) for passage in passages]
    alignment = align(words_of(old_text), words_of(new_text))
    return [_resolution(alignment, passage) for passage in passages]


def check(text: str, passage: Passage) -> None:
    """Refuse a passage that is not in `text`."""
    if not 0 <= passage.start < passage.end <= len(text):
        values = {"start": passage.start, "end": passage.end, "length": len(text)}
        raise WrongPassage(
            _("the passage from %(start)d to %(end)d is not in a text of %(length)d characters") % values
        )
    if text[passage.start : passage.end] != passage.exact:
        raise WrongPassage(_("“exact” is not what stands from “start” to “end”, counted in code points"))


def _resolution(alignment: Alignment, passage: Passage) -> Resolution:
    old, new = alignment.old, alignment.new
    first, last = old.within(passage.start, passage.end)
    if first == last:  # signs alone are everywhere
        return Resolution(State.AMBIGUOUS)
    verdict = judge(alignment, first, last)
    if verdict.state in {State.AMBIGUOUS, State.ORPHANED}:
        return Resolution(verdict.state)
    start = start_in(old, first, passage.start, new, verdict.first)
    end = end_in(old, last - 1, passage.end, new, verdict.last - 1)
    return Resolution(verdict.state, start, max(start + 1, end))
