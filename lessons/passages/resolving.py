"""The door of this package: from a passage in a text to what became of it in a newer one."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from lessons.passages.alignment import align
from lessons.passages.judging import State, Verdict, judge
from lessons.passages.places import end_in, start_in
from lessons.passages.words import Words, words_of

__all__ = ["Passage", "Resolution", "State", "WrongPassage", "resolve"]


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
    check(old_text, passage)
    if old_text == new_text:
        return Resolution(State.FOUND, passage.start, passage.end)
    old, new = words_of(old_text), words_of(new_text)
    first, last = old.within(passage.start, passage.end)
    if first == last:  # signs alone are everywhere
        return Resolution(State.AMBIGUOUS)
    verdict = judge(align(old, new), first, last)
    if verdict.state in {State.AMBIGUOUS, State.ORPHANED}:
        return Resolution(verdict.state)
    return _placed(verdict, passage, old, new)


def check(text: str, passage: Passage) -> None:
    """Refuse a passage that is not in `text`."""
    if not 0 <= passage.start < passage.end <= len(text):
        values = {"start": passage.start, "end": passage.end, "length": len(text)}
        raise WrongPassage(
            _("the passage from %(start)d to %(end)d is not in a text of %(length)d characters") % values
        )
    if text[passage.start : passage.end] != passage.exact:
        raise WrongPassage(_("“exact” is not what stands from “start” to “end”, counted in code points"))


def _placed(verdict: Verdict, passage: Passage, old: Words, new: Words) -> Resolution:
    first, last = old.within(passage.start, passage.end)
    start = start_in(old, first, passage.start, new, verdict.first)
    end = end_in(old, last - 1, passage.end, new, verdict.last - 1)
    return Resolution(verdict.state, start, max(start + 1, end))
