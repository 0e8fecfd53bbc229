"""The words of a recording in time: lines with a beginning and an end, kept as one text.

Each line is kept as `<cue 12000-15500 1>words</cue>`, in milliseconds, after the names of those who speak, as
`<voice 1>Name</voice>`; both are left out when they are not known. Times are in tags and names stand apart, so that
words which somebody wants removed are found where they run on over several lines too.
"""

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

_VOICE = re.compile(r"<voice (\d+)>(.*?)</voice>", re.S)
_CUE = re.compile(r"<cue(?: (\d+)-(\d+))?(?: (\d+))?>(.*?)</cue>", re.S)
BETWEEN_WORDS, BETWEEN_TURNS = " ", "\n\n"
SILENCE = 3000  # milliseconds after which a new paragraph begins


@dataclass(frozen=True)
class Cue:
    """Words that are said from `start` up to `end`, in milliseconds; both None when it is not known when."""

    start: int | None
    end: int | None
    words: str
    voice: str = ""

    @property
    def is_timed(self) -> bool:
        return self.start is not None


def packed(cues: Iterable[Cue]) -> str:
    """The one text in which they are kept."""
    cues = list(cues)
    names = dict.fromkeys(cue.voice for cue in cues if cue.voice)
    numbers = {name: number for number, name in enumerate(names, 1)}
    voices = [f"<voice {number}>{html.escape(name, quote=False)}</voice>" for name, number in numbers.items()]
    return "\n".join([*voices, *(_packed(cue, numbers) for cue in cues)])


def unpacked(text: str) -> list[Cue]:
    """The lines of a text that `packed` made, also when words were taken out of it since."""
    voices = {number: _plain(name) for number, name in _VOICE.findall(text)}
    return [
        Cue(int(start) if start else None, int(end) if end else None, said, voices.get(voice, ""))
        for start, end, voice, words in _CUE.findall(text)
        if (said := _plain(words))
    ]


def _plain(words: str) -> str:
    return " ".join(html.unescape(words).split())


def turns(cues: Iterable[Cue]) -> Iterator[list[Cue]]:
    """The lines in paragraphs: a new one where somebody else speaks, after a silence, and where no time is known."""
    turn: list[Cue] = []
    for cue in cues:
        if turn and _begins_turn(turn[-1], cue):
            yield turn
            turn = []
        turn.append(cue)
    if turn:
        yield turn


def _begins_turn(before: Cue, cue: Cue) -> bool:
    if cue.start is None or before.end is None:
        return True
    return cue.voice != before.voice or cue.start - before.end >= SILENCE


@dataclass(frozen=True)
class SpokenText:
    """All words as a reader sees them, and where in them each line stands: code points `start` up to `end`."""

    text: str
    places: tuple[tuple[Cue, int, int], ...]

    def words_between(self, begins: int, ends: int) -> tuple[int, int] | None:
        """The code points of all lines that are said, wholly or partly, between these moments; None without any."""
        there = [
            (start, end)
            for cue, start, end in self.places
            if cue.start is not None and cue.end is not None and cue.start < ends and begins < cue.end
        ]
        return (there[0][0], there[-1][1]) if there else None

    def time_of(self, start: int, end: int) -> tuple[int, int] | None:
        """When the words between these code points are said; None when that is not known."""
        there = [cue for cue, begins, ends in self.places if begins < end and start < ends]
        times = [(cue.start, cue.end) for cue in there if cue.start is not None and cue.end is not None]
        return (min(begins for begins, _ends in times), max(ends for _begins, ends in times)) if times else None


def spoken_text(transcript: str) -> SpokenText:
    """What is said, without who says it: how the lines are cut makes no difference to it."""
    pieces: list[str] = []
    places: list[tuple[Cue, int, int]] = []
    position = 0
    for turn in turns(unpacked(transcript)):
        for number, cue in enumerate(turn):
            between = BETWEEN_WORDS if number else BETWEEN_TURNS if pieces else ""
            pieces += [between, cue.words]
            position += len(between)
            places.append((cue, position, position + len(cue.words)))
            position += len(cue.words)
    return SpokenText("".join(pieces), tuple(places))


def _packed(cue: Cue, numbers: Mapping[str, int]) -> str:
    times = f" {cue.start}-{cue.end}" if cue.is_timed else ""
    voice = f" {numbers[cue.voice]}" if cue.voice else ""
    return f"<cue{times}{voice}>{html.escape(cue.words, quote=False)}</cue>"
