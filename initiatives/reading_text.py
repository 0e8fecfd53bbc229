"""The text of a case as a reader sees it from top to bottom: in it passages have their places.

It is a promise: positions in it are kept for ever, so it must not change for a version that is published, but when
words are removed from it at request. Titles, facts, pictures and sources are not part of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from curation.rich_text import text_of
from initiatives.models import InitiativeVersion

STORY = "body"
PARTS = ("summary", STORY, "bonding", "bridging", "linking")
BETWEEN = "\n\n"


@dataclass(frozen=True)
class PartText:
    """A part of a version by the name of its field, and where its text stands: code points `start` up to `end`."""

    name: str
    start: int
    end: int


@dataclass(frozen=True)
class ReadingText:
    text: str
    parts: tuple[PartText, ...]

    def parts_with(self, start: int, end: int) -> Iterator[tuple[PartText, int, int]]:
        """The parts that a stretch of the text touches, and the stretch counted from the start of each."""
        for part in self.parts:
            if start < part.end and part.start < end:
                yield part, max(start, part.start) - part.start, min(end, part.end) - part.start

    def part_at(self, position: int) -> PartText | None:
        return next((part for part in self.parts if part.start <= position < part.end), None)


def reading_text(version: InitiativeVersion) -> ReadingText:
    """What a reader of this version reads, part after part; a part that says nothing is left out."""
    parts: list[PartText] = []
    texts: list[str] = []
    place = 0
    for name in PARTS:
        if said := _said(version, name):
            texts.append(said)
            parts.append(PartText(name, place, place + len(said)))
            place += len(said) + len(BETWEEN)
    return ReadingText(BETWEEN.join(texts), tuple(parts))


def _said(version: InitiativeVersion, name: str) -> str:
    text: str = getattr(version, name)
    return text_of(text) if name == STORY else text.replace("\r\n", "\n")
