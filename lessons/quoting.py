"""Quoting: words found in a text, and what stands around them."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

AROUND = 64  # code points kept of what stands before and after
MOST_FOUND = 20
_LOOSE = {"'": "['’‘`´]", "-": "[-‐‑–—]", '"': '["“”„«»]'}


class NoPassage(Exception):
    """These words cannot be marked; the message says why, for people."""


@dataclass(frozen=True)
class Found:
    """Words where they stand in a text, with what stands around them."""

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


def find(text: str, words: str, *, before: str = "") -> list[Found]:
    """Where `words` stand in `text`, whatever their spaces, quotation marks and dashes; at most twenty places.

    `before` is what stands before them, as far as the one who gives them knows: when it tells one place from the
    others, only that one is given.
    """
    places = [_found(text, match.start(), match.end()) for match in _matches(text, words)]
    tail = _folded(before)[-AROUND:]
    if tail and len(places) > 1:
        there = [each for each in places if _folded(text[: each.start]).endswith(tail)]
        places = there or places
    return places[:MOST_FOUND]


def at(text: str, start: int, end: int) -> Found:
    """The words between two code points, without the spaces around them. Raises NoPassage."""
    if not 0 <= start < end <= len(text) or not text[start:end].strip():
        raise NoPassage(_("Choose some words."))
    said = text[start:end]
    start += len(said) - len(said.lstrip())
    return _found(text, start, start + len(said.strip()))


def _matches(text: str, words: str) -> Iterator[re.Match[str]]:
    said = unicodedata.normalize("NFC", words).split()
    if not said:
        return iter(())
    pattern = r"\s+".join("".join(_loose(sign) for sign in word) for word in said)
    return re.finditer(pattern, text)


def _loose(sign: str) -> str:
    return next((signs for signs in _LOOSE.values() if sign in signs[1:-1]), re.escape(sign))


def _folded(text: str) -> str:
    return "".join(text.split())


def _found(text: str, start: int, end: int) -> Found:
    return Found(start, end, text[start:end], text[max(0, start - AROUND) : start], text[end : end + AROUND])
