"""A passage: words as somebody gives them, found in texts whatever marks, spaces and signs they stand with there."""

import html
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify

MARK = "[verwijderd op verzoek]"
SHORT_MARK = "[…]"
ADDRESS_MARK = "verwijderd-op-verzoek"
SHORTEST = 3  # letters and digits; the short mark takes no more room than these
AROUND = 60  # signs that an excerpt shows before and after

Span = tuple[int, int]

_MARKS_ON_LETTERS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)\b[^<>]*>")
_NOTE = re.compile(r"<note>.*?</note>", re.S)
_SIGN = re.compile(
    rf"</?[a-zA-Z][a-zA-Z0-9]*\b[^<>]*>|&(?:\#\d+|\#x[0-9a-fA-F]+|[a-zA-Z]+);|.[{_MARKS_ON_LETTERS}]*", re.S
)
_BLOCKS = {
    *("p", "br", "hr", "li", "ul", "ol", "blockquote", "figure", "div", "td", "tr"),
    *(f"h{size}" for size in range(1, 7)),
}
_QUOTES = "'\"`´‘’‚‛“”„‟‹›«»′″"
_DASHES = "-‐‑‒–—―−"
_SAME = str.maketrans(dict.fromkeys(_QUOTES, "'") | dict.fromkeys(_DASHES, "-"))
_LETTER = r"[^\W_]"
_GAP = r"(?:[\s*+_\-]|%20)+"
_ADDRESS_GAP = r"(?:[-_+.]|%20)+"
_HREF = re.compile(r'(?<=href=")[^"]*')
_EMPTIED = re.compile(r"<(\w+)\b[^<>]*>\0+</\1>")
ADDRESSES = {"slug", "url"}  # under these names JSON has addresses
CODES = {"model", "field", "pk", "kind", "scheme", "pictogram", "measure"}  # and under these what programs read


class TooShort(Exception):
    """So few letters stand anywhere."""


@dataclass(frozen=True)
class Excerpt:
    """The words where they were found, with what stands around them."""

    before: str
    found: str
    after: str


class Passage:
    """Words to be found and taken out, as whole words; `any_case`: also where other letters are capitals.

    Spaces, HTML, kinds of quotation marks and dashes, invisible signs and the two ways of writing an accent make no
    difference. Raises TooShort.
    """

    def __init__(self, words: str, *, any_case: bool = True) -> None:
        self._any_case = any_case
        plain = "".join(sign for sign, _start, _end in self._read(words)).replace("\0", "")
        self.words = plain.strip().strip("'").strip()
        if sum(sign.isalnum() for sign in self.words) < SHORTEST:
            raise TooShort
        self._pattern = _whole(self.words, _GAP.join(map(re.escape, self.words.split())))
        self._slug = slugify(words)
        is_slug = len(self._slug) >= SHORTEST
        address = _ADDRESS_GAP.join(map(re.escape, self._slug.split("-")))
        self._address = re.compile(rf"(?<![a-z0-9]){address}(?![a-z0-9])", re.I) if is_slug else None
        has_several = is_slug and "-" in self._slug
        self._slug_in_text = _whole(self._slug, re.escape(self._slug), re.I) if has_several else None

    @property
    def needle(self) -> str:
        """Letters that stand in every text that has the passage, for a first look by the database; "" without any."""
        return max(re.findall(r"[a-zA-Z0-9]+", self.words), key=len, default="")

    def stands_in(self, value: Any) -> bool:
        """Whether the passage stands in a text, a list, or what JSON holds."""
        return bool(self.without(value) != value)

    def stands_in_address(self, text: str) -> bool:
        return self._address is not None and self._address.search(text) is not None

    def excerpt(self, value: Any) -> Excerpt | None:
        """The first place in a text, list or JSON where it stands, with the words around it."""
        for text in _texts_in(value):
            for start, end in self._spans(text):
                before, after = _plain(text[:start]), _plain(text[end:])
                return Excerpt(before[-AROUND:], _plain(text[start:end]), after[:AROUND])
        return None

    def without(self, value: Any, longest: int | None = None, *, name: str = "") -> Any:
        """`value` with a mark in the place of the passage, and nothing else changed.

        With `longest`, the mark is a short one where the long one makes a text longer than that. `name` is that of the
        value in JSON.
        """
        if isinstance(value, list):
            return [self.without(each, longest, name=name) for each in value]
        if isinstance(value, dict):
            return {key: self.without(each, longest, name=key) for key, each in value.items()}
        if not isinstance(value, str) or name in CODES:
            return value
        if name in ADDRESSES:
            return self.without_in_address(value)
        if value[:1] in ("[", "{") and (held := _json_in(value)) is not None:
            cleaned = self.without(held)
            return value if cleaned == held else json.dumps(cleaned, ensure_ascii=False)
        text = self._marked(value, MARK)
        return text if longest is None or len(text) <= longest else self._marked(value, SHORT_MARK)

    def without_in_address(self, text: str, longest: int | None = None) -> str:
        """The slug or web address `text` without the passage as addresses write it."""
        if self._address is None:
            return text
        found = self._address.sub(ADDRESS_MARK, text)
        return found if longest is None or len(found) <= longest else self._address.sub("x", text)

    def _marked(self, text: str, mark: str) -> str:
        if "href=" in text:
            text = _HREF.sub(lambda found: self.without_in_address(found[0]), text)
        found = [(span, not number) for pieces in self._places(text) for number, span in enumerate(pieces)]
        for (start, end), is_first in sorted(found, reverse=True):
            text = text[:start] + (mark if is_first else "\0") + text[end:]
        if self._slug_in_text:
            text = self._slug_in_text.sub(mark, text)
        return _without_emptied(text) if "\0" in text else text

    def _spans(self, text: str) -> Iterator[Span]:
        for pieces in self._places(text):
            yield pieces[0][0], pieces[-1][1]
        if self._slug_in_text and (found := self._slug_in_text.search(text)):
            yield found.span()

    def _places(self, text: str) -> Iterator[list[Span]]:
        """For each time the passage stands in `text`: the stretches of it, cut where a tag stands in between."""
        read = list(self._read(text))
        plain = "".join(sign for sign, _start, _end in read)
        for found in self._pattern.finditer(plain):
            pieces: list[Span] = []
            for _sign, start, end in read[found.start() : found.end()]:
                if pieces and start >= pieces[-1][1] and not _TAG.search(text, pieces[-1][1], start):
                    pieces[-1] = (pieces[-1][0], end)
                elif start < end and (not pieces or start > pieces[-1][1]):
                    pieces.append((start, end))
            yield pieces

    def _read(self, text: str) -> Iterator[tuple[str, int, int]]:
        """What a reader sees of `text`, sign by sign and made plain, each with its place; a tag has no width.

        Notes come after the rest: a sentence goes on over the place of its note.
        """
        notes = [found.span() for found in _NOTE.finditer(text)] if "<note>" in text else []
        ends = [0, *(end for _start, end in notes)]
        for start, end in [*zip(ends, [*(start for start, _end in notes), len(text)], strict=True), *notes]:
            if (start, end) in notes:
                yield "\0", start, start
            yield from self._read_from(text, start, end)

    def _read_from(self, text: str, begin: int, finish: int) -> Iterator[tuple[str, int, int]]:
        for found in _SIGN.finditer(text, begin, finish):
            start, end = found.span()
            if tag := _TAG.fullmatch(found[0]):
                if tag[1].lower() in _BLOCKS:
                    yield " ", start, start
                continue
            for sign in self._made_plain(html.unescape(found[0])):
                yield sign, start, end

    def _made_plain(self, sign: str) -> str:
        if sign.isascii():
            return (sign.casefold() if self._any_case else sign).translate(_SAME)
        plain = unicodedata.normalize("NFKC", sign.translate(_SAME))
        if self._any_case:
            plain = unicodedata.normalize("NFKC", plain.casefold())
        return "".join(each for each in plain if unicodedata.category(each) != "Cf").translate(_SAME)


def is_marked(value: Any) -> bool:
    """Whether words were once taken out of a text, a list, or what JSON holds."""
    return any(mark in text for text in _texts_in(value) for mark in (MARK, SHORT_MARK, ADDRESS_MARK))


def _whole(words: str, pattern: str, flags: int = 0) -> re.Pattern[str]:
    """`pattern` where it is not part of a longer word."""
    before = f"(?<!{_LETTER})" if words[0].isalnum() else ""
    after = f"(?!{_LETTER})" if words[-1].isalnum() else ""
    return re.compile(before + pattern + after, flags)


def _without_emptied(text: str) -> str:
    """Without the tags around nothing but what was taken out: an empty link or heading says nothing to anybody."""
    before = ""
    while text != before:
        before, text = text, _EMPTIED.sub("\0", text)
    return text.replace("\0", "")


def _json_in(text: str) -> Any:
    try:
        held = json.loads(text)
    except ValueError:
        return None
    return held if isinstance(held, (list, dict)) else None


def _texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        held = _json_in(value) if value[:1] in ("[", "{") else None
        yield from _texts_in(held) if held is not None else [value]
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from _texts_in(each)
    elif isinstance(value, dict):
        yield from _texts_in(list(value.values()))


def _plain(markup: str) -> str:
    return html.unescape(_TAG.sub(lambda tag: " " if tag[1].lower() in _BLOCKS else "", markup))
