"""The stretch of a text that shows best why it was found."""

from collections.abc import Callable
from typing import NamedTuple

from search.words import Token, tokens_among


class Piece(NamedTuple):
    """A part of a fragment, and whether it is a word that was looked for."""

    text: str
    is_marked: bool


def fragment(text: str, is_match: Callable[[str], bool], length: int = 240) -> list[Piece]:
    """About `length` characters of `text` that hold most of the distinct words that match, with those words marked.

    It goes from and to the end of a word, with … where it is cut. Empty when no word matches.
    """
    found = tokens_among(text, is_match)
    if not found:
        return []
    first, last = _fullest(found, length)
    start, end = _around(text, found[first].start, found[last].end, length)
    return _pieces(text, [token for token in found if start <= token.start and token.end <= end], start, end)


def _fullest(found: list[Token], length: int) -> tuple[int, int]:
    """The first and last of the matches that fit in `length` and are most different words; then most, then first."""
    best, best_worth = (0, 0), (0, 0)
    inside: dict[str, int] = {}
    first = 0
    for last, token in enumerate(found):
        inside[token.word] = inside.get(token.word, 0) + 1
        while first < last and token.end - found[first].start > length:
            inside[found[first].word] -= 1
            if not inside[found[first].word]:
                del inside[found[first].word]
            first += 1
        worth = (len(inside), last - first)
        if worth > best_worth:
            best, best_worth = (first, last), worth
    return best


def _around(text: str, start: int, end: int, length: int) -> tuple[int, int]:
    """From `start` to `end` with what fits before and after it, whole words only."""
    spare = max(0, length - (end - start))
    before = min(start, spare // 3)
    after = min(len(text) - end, spare - before)
    before = min(start, spare - after)
    return _word_start(text, start - before, start), _word_end(text, end + after, end)


def _word_start(text: str, place: int, limit: int) -> int:
    """The first start of a word at or after `place`, but not after `limit`."""
    if place == 0 or text[place - 1].isspace():
        return place
    while place < limit and not text[place].isspace():
        place += 1
    while place < limit and text[place].isspace():
        place += 1
    return place


def _word_end(text: str, place: int, limit: int) -> int:
    """The last end of a word at or before `place`, but not before `limit`."""
    if place == len(text) or text[place].isspace():
        return place
    while place > limit and not text[place - 1].isspace():
        place -= 1
    while place > limit and text[place - 1].isspace():
        place -= 1
    return place


def _pieces(text: str, marked: list[Token], start: int, end: int) -> list[Piece]:
    pieces = []
    place = start
    lead = "…" if start else ""
    for token in marked:
        if before := lead + text[place : max(place, token.start)]:
            pieces.append(Piece(before, is_marked=False))
        lead = ""
        if token.end > place:
            pieces.append(Piece(text[max(place, token.start) : token.end], is_marked=True))
        place = max(place, token.end)
    if rest := text[place:end] + ("…" if end < len(text) else ""):
        pieces.append(Piece(rest, is_marked=False))
    return pieces
