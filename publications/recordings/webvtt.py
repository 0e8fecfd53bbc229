"""Reading and writing WebVTT (https://www.w3.org/TR/webvtt1/): stricter than browsers are, so that what is wrong is
said with its line instead of being left out.

Of settings, regions, styles and marks only who speaks (`<v Name>`) is kept.
"""

import html
import re
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from publications.recordings.clock import LONGEST, exact_clock
from publications.recordings.cues import Cue

LARGEST = 4 * 1024**2  # bytes
MOST_CUES = 20_000
_TIME = r"(?:(\d{2,9}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMING = re.compile(rf"\s*{_TIME}\s+-->\s+{_TIME}(?:\s.*)?", re.ASCII)
# No mark is looked for beyond the next "<": a file full of them is read as fast as any other.
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?\s([^<>]*)>")
_MARK = re.compile(r"</?(?:[a-z]+(?:\.[^\s<>]*)?(?:\s[^<>]*)?|[\d:.]+)?>")
_NO_SIGN = re.compile(r"&#(?:[0-9]{8,}|[xX][0-9a-fA-F]{7,});?")
_BLOCKS_LEFT_OUT = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")

Block = list[tuple[int, str]]


class BrokenTranscript(Exception):
    """A transcript that cannot be read; the message gives the line and the reason, for people."""

    def __init__(self, line: int, reason: str) -> None:
        self.line, self.reason = line, reason
        super().__init__(_("Line %(line)d: %(reason)s") % {"line": line, "reason": reason})


def decoded(content: bytes) -> str:
    """The text of an uploaded file. Raises BrokenTranscript."""
    if len(content) > LARGEST:
        raise BrokenTranscript(1, _("this file is larger than %(size)d MB.") % {"size": LARGEST // 1024**2})
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise BrokenTranscript(line, _("this is not text in UTF-8. Save the file anew as UTF-8.")) from error


def read(text: str) -> list[Cue]:
    """The lines of a WebVTT file that say something. Raises BrokenTranscript."""
    if "\0" in text:
        raise BrokenTranscript(text[: text.index("\0")].count("\n") + 1, _("there is a sign in it that is no text."))
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not re.fullmatch(r"WEBVTT(?:[ \t].*)?", lines[0]):
        raise BrokenTranscript(1, _("a WebVTT file begins with the word WEBVTT."))
    cues: list[Cue] = []
    for block in _blocks(lines):
        if _BLOCKS_LEFT_OUT.match(block[0][1]):
            _refuse_times(block)
        else:
            cues += _cues_of(block, cues[-1] if cues else None)
        if len(cues) > MOST_CUES:
            raise BrokenTranscript(block[0][0], _("there are more than %(number)d lines.") % {"number": MOST_CUES})
    if not cues:
        raise BrokenTranscript(len(lines), _("there are no words in this file."))
    return cues


def written(cues: Iterable[Cue]) -> str:
    """The lines that have a time, as a WebVTT file."""
    parts = ["WEBVTT\n"]
    for cue in cues:
        if cue.start is not None and cue.end is not None:
            voice = f"<v {_one_line(cue.voice)}>" if cue.voice else ""
            parts.append(f"{exact_clock(cue.start)} --> {exact_clock(cue.end)}\n{voice}{_one_line(cue.words)}\n")
    return "\n".join(parts)


def _one_line(words: str) -> str:
    return html.escape(" ".join(words.split()), quote=False)


def _blocks(lines: list[str]) -> Iterator[Block]:
    """The stretches between empty lines, after the head, with their line numbers."""
    block: Block = []
    is_head = True
    for number, line in enumerate([*lines, ""], 1):
        if line.strip():
            if is_head and "-->" in line:
                raise BrokenTranscript(number, _("there must be an empty line after WEBVTT."))
            block.append((number, line))
            continue
        if block and not is_head:
            yield block
        block, is_head = [], False


def _cues_of(block: Block, before: Cue | None) -> list[Cue]:
    timing, words = _parts(block)
    line, said = timing
    start, end = _times(line, said)
    if end <= start:
        raise BrokenTranscript(line, _("the end is not later than the beginning."))
    if before and before.start is not None and start < before.start:
        raise BrokenTranscript(line, _("this begins earlier than the line before it."))
    _refuse_times(words)
    return list(_voices(start, end, "\n".join(each for _number, each in words)))


def _refuse_times(block: Block) -> None:
    for number, line in block:
        if "-->" in line:
            raise BrokenTranscript(number, _("there must be an empty line before the next time."))


def _parts(block: Block) -> tuple[tuple[int, str], Block]:
    """The line with the times, and those with the words after it; a name may stand before."""
    if "-->" in block[0][1]:
        return block[0], block[1:]
    if len(block) > 1 and "-->" in block[1][1]:
        return block[1], block[2:]
    raise BrokenTranscript(block[0][0], _("a time is missing here, such as 00:12:31.000 --> 00:12:34.500."))


def _times(line: int, said: str) -> tuple[int, int]:
    found = _TIMING.fullmatch(said)
    if not found:
        raise BrokenTranscript(line, _("this time cannot be read: write it as 00:12:31.000 --> 00:12:34.500."))
    numbers = [int(part or 0) for part in found.groups()]
    start, end = (
        ((hours * 60 + minutes) * 60 + seconds) * 1000 + rest
        for hours, minutes, seconds, rest in (numbers[:4], numbers[4:])
    )
    if end > LONGEST:
        raise BrokenTranscript(line, _("no recording is as long as that."))
    return start, end


def _voices(start: int, end: int, said: str) -> Iterator[Cue]:
    """A line for each who speaks in it, at the same time."""
    pieces = _VOICE.split(said)
    for voice, words in [("", pieces[0]), *zip(pieces[1::2], pieces[2::2], strict=True)]:
        plain = _plain(_MARK.sub("", words))
        if plain:
            yield Cue(start, end, plain, _plain(voice))


def _plain(words: str) -> str:
    """Words without references to signs. Python refuses to read a number of thousands of digits, which is none."""
    return " ".join(html.unescape(_NO_SIGN.sub("\ufffd", words)).split())
