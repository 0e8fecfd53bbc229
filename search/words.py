"""The words of a text, folded: without case, accents and signs, and where in the text each one stands."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple

from curation.rich_text import fold

_BEYOND_ASCII = re.compile("[^\x00-\x7f]")
_WORD = re.compile(r"[^\s]+")
_ASCII_SPACED = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}
_APOSTROPHE_LIKE_A_LETTER = "\u02bc"
_FEW = 40  # up to here, replacing sign by sign is faster than looking at each place in the text


class Token(NamedTuple):
    """A word as it stands in a text: folded, and from which code point up to which."""

    word: str
    start: int
    end: int


class _Spaced(dict[int, str]):
    """What each sign becomes: its folded letters and digits, a space, or nothing when it does not break a word."""

    def __missing__(self, code: int) -> str:
        if len(self) > 5_000:  # somebody is going through all of Unicode
            self.clear()
            self.update(_ASCII_SPACED)
        self[code] = spaced = _spaced_sign(chr(code))
        return spaced


def _spaced_sign(sign: str) -> str:
    if is_invisible(sign):
        return ""
    folded = "".join(" " if not _is_of_a_word(char) else char for char in fold(sign) if not is_invisible(char))
    return " " if folded and not folded.strip() else folded


def _is_of_a_word(char: str) -> bool:
    return (char.isalnum() and char != _APOSTROPHE_LIKE_A_LETTER) or unicodedata.category(char)[0] == "M"


def is_invisible(sign: str) -> bool:
    """Whether `sign` shows nothing of its own: a soft hyphen, a zero-width space, a mark on the sign before it."""
    return bool(unicodedata.combining(sign)) or unicodedata.category(sign) == "Cf" or "\ufe00" <= sign <= "\ufe0f"


_SPACED = _Spaced(_ASCII_SPACED)


def spaced(text: str) -> tuple[str, bool]:
    """`text` folded, with a space for each sign that is not of a word; and whether all still stands in its place."""
    if text.isascii():
        return text.translate(_ASCII_SPACED), True
    signs = set(_BEYOND_ASCII.findall(text))
    changes = {sign: _SPACED[ord(sign)] for sign in signs}
    in_place = all(len(change) == 1 for change in changes.values())
    if len(changes) > _FEW:
        return text.translate(_SPACED), in_place
    for sign, change in changes.items():
        text = text.replace(sign, change)
    return text.translate(_ASCII_SPACED if text.isascii() else _SPACED), in_place


def words(text: str) -> list[str]:
    """The folded words of `text`, in order."""
    return spaced(text)[0].split()


def tokens(text: str) -> list[Token]:
    """The folded words of `text` in order, each with its place; marks after its last letter are of the word."""
    folded, in_place = spaced(text)
    if in_place:
        return [Token(match[0], match.start(), match.end()) for match in _WORD.finditer(folded)]
    places = [place for place, sign in enumerate(text) for _ in _SPACED[ord(sign)]]
    return [
        Token(match[0], places[match.start()], end_with_marks(text, places[match.end() - 1] + 1))
        for match in _WORD.finditer(folded)
    ]


def tokens_among(text: str, is_wanted: Callable[[str], bool]) -> list[Token]:
    """Those of the tokens of `text` whose word is wanted; faster than looking at them all."""
    folded, in_place = spaced(text)
    wanted = [word for word in set(folded.split()) if is_wanted(word)]
    if not wanted:
        return []
    if not in_place:
        return [token for token in tokens(text) if token.word in wanted]
    padded = f" {folded} "
    return sorted((token for word in wanted for token in _each(word, padded)), key=lambda token: token.start)


def _each(word: str, padded: str) -> Iterator[Token]:
    surrounded = f" {word} "
    start = padded.find(surrounded)
    while start >= 0:
        yield Token(word, start, start + len(word))
        start = padded.find(surrounded, start + len(word) + 1)


def end_with_marks(text: str, end: int) -> int:
    """`end`, moved past the marks that stand on the sign before it."""
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end
