"""A transcript as readers follow it: chapters, turns with their moments, and where what they look for is said."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from publications.models import Chapter
from publications.recordings.clock import clock
from publications.recordings.cues import BETWEEN_WORDS, Cue, turns

LONGEST_QUESTION = 100
Span = tuple[int, int]


@dataclass(frozen=True)
class Line:
    """Words that are said from `start` up to `end`, in seconds as scripts read them; in pieces that were looked for
    (True) or not."""

    start: str
    end: str
    pieces: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Turn:
    """What somebody says without a break, after the heading of a chapter when one begins there.

    `moment` is "12:31", or empty when it is not known; `anchor` is its place on the page.
    """

    lines: tuple[Line, ...]
    voice: str = ""
    moment: str = ""
    anchor: str = ""
    chapters: tuple[Chapter, ...] = ()
    hits: int = 0


@dataclass(frozen=True)
class FollowedTranscript:
    """All turns, and what was looked for in them."""

    turns: list[Turn] = field(default_factory=list)
    asked: str = ""

    @property
    def hits(self) -> int:
        return sum(turn.hits for turn in self.turns)

    @property
    def found(self) -> list[Turn]:
        """The turns in which it is said."""
        return [turn for turn in self.turns if turn.hits]


def followed(cues: Iterable[Cue], chapters: Sequence[Chapter], asked: str = "") -> FollowedTranscript:
    """The transcript with these chapters, in their order; `asked` is marked, whatever its capitals and accents."""
    asked = " ".join(asked.split())[:LONGEST_QUESTION]
    waiting, used, found = list(chapters), set[str](), []
    for cues_of_turn in turns(cues):
        turn = _turn(cues_of_turn, _folded(asked))
        until = cues_of_turn[-1].end
        begun = [chapter for chapter in waiting if until is not None and chapter.begins * 1000 < until]
        waiting = waiting[len(begun) :]
        used |= {chapter.moment for chapter in begun}
        anchor = f"t={turn.moment}" if turn.moment and turn.moment not in used else ""
        used.add(turn.moment)
        found.append(replace(turn, chapters=tuple(begun), anchor=anchor))
    if waiting and found:
        found[-1] = replace(found[-1], chapters=(*found[-1].chapters, *waiting))
    return FollowedTranscript(found, asked)


def _turn(cues: list[Cue], needle: str) -> Turn:
    text = BETWEEN_WORDS.join(cue.words for cue in cues)
    hits = list(_places(_folded(text), needle)) if needle else []
    lines, position = [], 0
    for cue in cues:
        pieces = tuple(_pieces(cue.words, [(start - position, end - position) for start, end in hits]))
        lines.append(Line(_seconds(cue.start), _seconds(cue.end), pieces))
        position += len(cue.words) + len(BETWEEN_WORDS)
    first = cues[0]
    return Turn(tuple(lines), first.voice, clock(first.start) if first.start is not None else "", hits=len(hits))


def _places(text: str, needle: str) -> Iterator[Span]:
    place = text.find(needle)
    while place >= 0:
        yield place, place + len(needle)
        place = text.find(needle, place + len(needle))


def _pieces(words: str, hits: Iterable[Span]) -> Iterator[tuple[str, bool]]:
    position = 0
    for start, end in hits:
        begins, ends = max(start, position), min(end, len(words))
        if begins < ends:
            yield words[position:begins], False
            yield words[begins:ends], True
            position = ends
    yield words[position:], False


def _folded(text: str) -> str:
    """Without capitals and accents, sign for sign: positions stay."""
    return "".join((unicodedata.normalize("NFKD", sign)[:1] or sign).casefold()[:1] or sign for sign in text)


def _seconds(milliseconds: int | None) -> str:
    return "" if milliseconds is None else f"{milliseconds / 1000:.3f}"
