"""A transcript as somebody types it: a line or paragraph for each turn, with the moment and who speaks if they like.

    [12:31] Fatma: Wij begonnen met koffie.

Without any moment it is a text to read; with them, each lasts until the next.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _

from publications.recordings.clock import clock, read_clock
from publications.recordings.cues import Cue, turns
from publications.recordings.webvtt import MOST_CUES, BrokenTranscript

LAST = 5000  # milliseconds that the last line takes when nobody knows how long it is
_TIMED = re.compile(r"\s*(?:\[([\d:]+)\]|(\d{1,3}(?::\d{1,2}){1,2}))(?=\s)[ \t\-–—]*(.*)", re.ASCII | re.S)
_VOICED = re.compile(r"([^\W\d][^:\n.!?]{0,59}):\s+(.+)", re.S)


@dataclass
class _Turn:
    line: int
    start: int | None
    words: str


def read_typed(text: str, *, lasts: int | None = None) -> list[Cue]:
    """The lines of a typed text; `lasts` is the length of the recording in milliseconds. Raises BrokenTranscript."""
    found = list(_turns(text))
    if not found:
        raise BrokenTranscript(1, _("there are no words here."))
    if len(found) > MOST_CUES:
        raise BrokenTranscript(
            found[MOST_CUES].line, _("there are more than %(number)d lines.") % {"number": MOST_CUES}
        )
    timed = [turn for turn in found if turn.start is not None]
    if timed and found[0].start is None:
        raise BrokenTranscript(found[0].line, _("others have a time; give the first one a time too, such as [0:00]."))
    for before, turn in pairwise(timed):
        if (turn.start or 0) <= (before.start or 0):
            raise BrokenTranscript(turn.line, _("this time is not later than the one before it."))
    return _cues(found, timed, lasts)


def as_typed(cues: Iterable[Cue]) -> str:
    """Lines without times as somebody would type them."""
    return "\n\n".join(
        f"{turn[0].voice}: " * bool(turn[0].voice) + " ".join(cue.words for cue in turn) for turn in turns(cues)
    )


def as_read(cues: Iterable[Cue]) -> str:
    """A transcript as plain text to keep: paragraphs with their moment and who speaks."""
    return "\n\n".join(_as_read(turn) for turn in turns(cues)) + "\n"


def _as_read(turn: list[Cue]) -> str:
    moment = f"[{clock(turn[0].start)}] " if turn[0].start is not None else ""
    return f"{moment}{turn[0].voice}{': ' if turn[0].voice else ''}{' '.join(cue.words for cue in turn)}"


def _turns(text: str) -> Iterable[_Turn]:
    """What begins with a moment, or else each paragraph; a line without one goes on with the turn before it."""
    is_timed = any(_moment_of(line) for line in text.splitlines())
    turn: _Turn | None = None
    for number, line in enumerate(text.splitlines(), 1):
        moment = _moment_of(line)
        if moment or (turn is None and line.strip()):
            if turn:
                yield turn
            turn = _Turn(number, moment[0] if moment else None, moment[1] if moment else line)
        elif turn and line.strip():
            turn.words += f" {line}"
        elif turn and not is_timed:
            yield turn
            turn = None
    if turn:
        yield turn


def _moment_of(line: str) -> tuple[int, str] | None:
    found = _TIMED.fullmatch(line + " ")
    if not found:
        return None
    start = read_clock(found[1] or found[2])
    return None if start is None else (start, found[3])


def _cues(found: list[_Turn], timed: list[_Turn], lasts: int | None) -> list[Cue]:
    ends = [turn.start for turn in timed[1:]]
    if timed:
        last = timed[-1].start or 0
        ends.append(lasts if lasts and lasts > last else last + LAST)
    cues = []
    for number, turn in enumerate(found):
        voiced = _VOICED.fullmatch(turn.words.strip())
        voice, words = voiced.groups() if voiced else ("", turn.words)
        if plain := " ".join(words.split()):
            cues.append(Cue(turn.start, ends[number] if timed else None, plain, " ".join(voice.split())))
    return cues
