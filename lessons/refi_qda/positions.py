"""Positions as other programs count them, brought back to code points of our text.

The standard counts characters, and programs differ in what that is: code points or UTF-16 units, and the two signs with
which Windows ends a line as one or as two. Where these readings give the same words there is nothing to choose. Where
they differ, the words that programs give as the name of a selection are a witness; without one, nothing is guessed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from django.db import models
from django.utils.translation import gettext_lazy as _

from lessons.refi_qda.writing import CUT

SHORTEST_WITNESS = 3
_OUTSIDE_THE_BASIC_PLANE = "\U00010000"
Span = tuple[int, int]


class Counting(models.TextChoices):
    """What a program counts as one character."""

    UNTOLD = "untold", _("find out from the words")
    CODE_POINTS = "code-points", _("characters (code points)")
    UTF_16 = "utf-16", _("UTF-16 units")


@dataclass(frozen=True)
class Given:
    """A selection as a file gives it: positions, and the words that it is called by, if it is."""

    start: int
    end: int
    name: str = ""


class OtherText(Exception):
    """The text that came is not ours, so that no position in it can be trusted."""


class Untold(Exception):
    """The positions can be read in more than one way, and nothing tells which one is meant."""


class Positions:
    """Positions in `came`, which is our `text` but for how its lines end. Raises OtherText."""

    def __init__(self, text: str, came: str, counting: Counting = Counting.UNTOLD) -> None:
        if came != text and _plain(came) != text:
            raise OtherText
        self._text = text
        self._counting = counting
        self._has_wide = any(sign >= _OUTSIDE_THE_BASIC_PLANE for sign in text)
        self._long_ends = _long_ends(came) if came != text else frozenset()

    def spans(self, selections: Sequence[Given]) -> list[Span | None]:
        """Code points of our text for each; None where a position stands nowhere. Raises Untold."""
        readings: list[list[Span | None]] = []
        for starts in self._readings():
            spans = [_span(starts, each) for each in selections]
            if spans not in readings:
                readings.append(spans)
        return readings[0] if len(readings) == 1 else self._witnessed(selections, readings)

    def _readings(self) -> Iterable[dict[int, int]]:
        """For each way of counting: at which position each sign of our text begins."""
        wide = {Counting.CODE_POINTS: (1,), Counting.UTF_16: (2,)}.get(self._counting, (1, 2))
        for width in wide if self._has_wide else (1,):
            for ends in dict.fromkeys((frozenset[int](), self._long_ends)):
                widths = (
                    (width if sign >= _OUTSIDE_THE_BASIC_PLANE else 1) + (place in ends)
                    for place, sign in enumerate(self._text)
                )
                yield {start: place for place, start in enumerate(accumulate(widths, initial=0))}

    def _witnessed(self, selections: Sequence[Given], readings: Sequence[Sequence[Span | None]]) -> list[Span | None]:
        """The only reading in which selections stand on the words that they are called by."""
        somewhere = [n for n in range(len(selections)) if any(reading[n] for reading in readings)]
        differing = [n for n in somewhere if len({reading[n] for reading in readings}) > 1]
        fits = [[self._fits(selections[n], reading[n]) for n in differing] for reading in readings]
        able = [number for number, said in enumerate(fits) if False not in said]
        sure = [number for number in able if None not in fits[number]]
        chosen = able if len(able) == 1 else sure
        if len(chosen) != 1:
            raise Untold
        return list(readings[chosen[0]])

    def _fits(self, selection: Given, span: Span | None) -> bool | None:
        """Whether the words there are those it is called by; None when it is called by no words of this text."""
        name = " ".join(selection.name.split()).removesuffix(CUT).removesuffix("...").strip()
        if span is None:
            return False
        if len(name) < SHORTEST_WITNESS or name not in self._line:
            return None
        return " ".join(self._text[slice(*span)].split()).startswith(name)

    @cached_property
    def _line(self) -> str:
        return " ".join(self._text.split())


def _span(starts: dict[int, int], given: Given) -> Span | None:
    start, end = starts.get(given.start), starts.get(given.end)
    return None if start is None or end is None or start >= end else (start, end)


def _plain(text: str) -> str:
    """The text with one sign for the end of a line."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _long_ends(text: str) -> frozenset[int]:
    """Where, in the plain text, lines end that end with two signs here."""
    ends, place = set(), 0
    for line in text.split("\r\n")[:-1]:
        place += len(line)
        ends.add(place)
        place += 1
    return frozenset(ends)
