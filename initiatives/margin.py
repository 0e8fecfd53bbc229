"""The text of a case with the words marked that something rests on, and in its margin what that is.

Marked words begin with an anchor, `fragment-<key>`, and end with a letter that leads to what rests on them.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from string import ascii_lowercase

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from curation.margins import CODED, MarkedWords, Resting
from curation.marked_text import Piece, Stretch, mark, mark_plain
from initiatives.models import InitiativeVersion
from initiatives.reading_text import STORY, reading_text

_KEY = re.compile(r"<!--(?P<key>\d+)-->")
_TOKEN = re.compile(r"<!--(?P<key>\d+)-->|<(?P<end>/?)(?P<name>[a-z][a-z0-9]*)\b[^<>]*>|[^<]+|<")
_VOID = {"br", "hr", "img"}
_NOTE = "note"


@dataclass(frozen=True)
class Note:
    """What the margin says of marked words: their letter, and what rests on them."""

    key: int
    letter: str
    resting: tuple[Resting, ...]

    @property
    def lessons(self) -> int:
        """How many lessons rest on the words; the rest is coding."""
        return sum(each.kind != CODED for each in self.resting)


@dataclass(frozen=True)
class MarkedReading:
    """The parts of a version for its page. Without marked words they are as they are, at no cost."""

    version: InitiativeVersion
    notes: dict[int, Note] = field(default_factory=dict)
    stretches: dict[str, list[Stretch]] = field(default_factory=lambda: defaultdict(list))
    first: dict[int, str] = field(default_factory=dict)
    last: dict[int, str] = field(default_factory=dict)

    def plain(self, name: str) -> str:
        """A part that is plain text."""
        text: str = getattr(self.version, name)
        stretches = self.stretches.get(name)
        if not stretches:
            return text
        text = text.replace("\r\n", "\n")
        indent = len(text) - len(text.lstrip())
        moved = [Stretch(each.start - indent, each.end - indent, each.key) for each in stretches]
        return mark_safe(_KEY.sub(self._sign, mark_plain(text, moved, lambda piece: self._wrapped(name, piece))))

    def margin(self, name: str) -> str:
        """What stands in the margin of a part that is plain text."""
        stretches = self.stretches.get(name, ())
        return self._margin([each.key for each in stretches if self.last[each.key] == name])

    def story(self, markup: str) -> str:
        """The story, in reading order (see curation.rich_text.in_reading_order), with its margin."""
        stretches = self.stretches.get(STORY)
        if not stretches:
            return markup
        return "".join(self._with_margins(mark(markup, stretches, lambda piece: self._wrapped(STORY, piece))))

    def _wrapped(self, part: str, piece: Piece) -> str:
        """A bit of marked words; as a comment, the key of those that end with it."""
        anchors = [key for key in piece.begins if self.first[key] == part]
        within = ' class="passage passage--several"' if len(piece.keys) > 1 else ' class="passage"'
        opened = "".join(f'<mark{within} id="fragment-{key}">' for key in anchors) or f"<mark{within}>"
        ends = "".join(f"<!--{key}-->" for key in piece.ends if self.last[key] == part)
        return f"{opened}{piece.markup}{'</mark>' * max(1, len(anchors))}{ends}"

    def _sign(self, found: re.Match[str]) -> str:
        return render_to_string("initiatives/_passage_sign.html", {"note": self.notes[int(found["key"])]}).strip()

    def _margin(self, keys: Sequence[int]) -> SafeString:
        if not keys:
            return mark_safe("")
        notes = [self.notes[key] for key in keys]
        return mark_safe(render_to_string("initiatives/_margin.html", {"notes": notes}).strip())

    def _with_margins(self, markup: str) -> list[str]:
        """Signs for the keys, never within a link, and after each outermost block the margin of what ends in it."""
        written: list[str] = []
        ended: list[int] = []
        held: list[str] = []
        depth, begin, link = 0, 0, False
        for token in _TOKEN.finditer(markup):
            name, is_end = token["name"], bool(token["end"])
            if token["key"]:
                ended.append(int(token["key"]))
                (held if link else written).append(self._sign(token))
                continue
            if name and name not in _VOID:
                begin = len(written) if depth == 0 else begin
                depth += -1 if is_end else 1
                link = not is_end if name == "a" else link
            closes = is_end and depth == 0
            if closes and name == _NOTE and ended:
                written.append(self._margin(ended))
            written.append(token[0])
            if not link:
                written += held
                held.clear()
            if closes and ended:
                if name != _NOTE:
                    written.insert(begin, '<div class="noted">')
                    written += [self._margin(ended), "</div>"]
                ended.clear()
        return [*written, self._margin(ended)]


def marked_reading(version: InitiativeVersion, words: Iterable[MarkedWords]) -> MarkedReading:
    """The text of `version` in which `words` are marked, given in the order in which they begin."""
    reading = MarkedReading(version)
    found = list(words)
    if not found:
        return reading
    text = reading_text(version)
    letters = _letters()
    for each in found:
        touched = [
            (part, start, end)
            for part, start, end in text.parts_with(each.start, each.end)
            if text.text[part.start + start : part.start + end].strip()
        ]
        for part, start, end in touched:
            reading.stretches[part.name].append(Stretch(start, end, each.key))
        if touched:
            reading.notes[each.key] = Note(each.key, next(letters), each.resting)
            reading.first[each.key], reading.last[each.key] = touched[0][0].name, touched[-1][0].name
    return reading


def _letters() -> Iterator[str]:
    """a to z, and then aa, ab and on."""
    before = [""]
    while True:
        made = [first + letter for first in before for letter in ascii_lowercase]
        yield from made
        before = made
