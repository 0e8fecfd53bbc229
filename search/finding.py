"""Why something was found: the words marked where they stand, and by which other words it was."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext as _

from search.documents import IN_TITLE, NEAR, WHOLE_TITLE
from search.fragments import Piece, fragment
from search.matching import Matches
from search.words import words

MOST_NAMED = 3


class Indexed(Protocol):
    """A row of an index of texts."""

    title: str
    summary: str
    text: str
    words: list[str]


@dataclass(frozen=True)
class Finding:
    """A hit as it is shown: texts in pieces, of which some are marked; `reasons` are sentences."""

    title: list[Piece]
    summary: list[Piece]
    fragment: list[Piece]
    reasons: list[str]


def finding_of(row: Indexed, matches: Matches, synonyms: Mapping[str, str] | None = None) -> Finding:
    """Why `row` answers what was looked for; `synonyms` names, by folded word, what the row has another word for."""
    having = {word.lstrip(IN_TITLE + NEAR) for word in row.words if not word.startswith(WHOLE_TITLE)}
    counting = {word: forms & having for word, forms in matches.counting.items()}
    marked = frozenset[str]().union(*counting.values())
    title, summary = _marked(row.title, marked), _marked(row.summary, marked)
    in_sight = {word for piece in (*title, *summary) if piece.is_marked for word in words(piece.text)}
    story = _story(row.text, marked, in_sight) if marked - in_sight else []
    return Finding(title, summary, story, list(_reasons(counting, synonyms or {})))


def _story(text: str, marked: frozenset[str], in_sight: set[str]) -> list[Piece]:
    """A fragment of the story, when it shows more than what is in sight already."""
    pieces = fragment(text, marked.__contains__)
    shown = {word for piece in pieces if piece.is_marked for word in words(piece.text)}
    return pieces if shown - in_sight else fragment(text, (marked - in_sight).__contains__)


def _marked(text: str, marked: frozenset[str]) -> list[Piece]:
    return fragment(text, marked.__contains__, len(text)) or [Piece(text, is_marked=False)]


def _reasons(counting: Mapping[str, frozenset[str]], synonyms: Mapping[str, str]) -> Iterator[str]:
    """For each word that was looked for: the synonym or the other words by which it was found, if it was."""
    for word, found in counting.items():
        if found and found <= synonyms.keys():
            yield _("found as a synonym of %(theme)s") % {"theme": synonyms[min(found)]}
        elif found and word not in found:
            yield _("found by %(words)s") % {"words": ", ".join(sorted(found, key=_shortest_first)[:MOST_NAMED])}


def _shortest_first(word: str) -> tuple[int, str]:
    return len(word), word
