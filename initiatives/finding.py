"""Why a case was found: the words marked where they stand, and by which other words it was."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from initiatives.facets import FacetValue
from initiatives.models import CatalogueEntry
from search.documents import IN_TITLE, NEAR, WHOLE_TITLE
from search.fragments import Piece, fragment
from search.matching import Matches
from search.words import words

MOST_NAMED = 3


@dataclass(frozen=True)
class Finding:
    """A hit as it is shown: texts in pieces, of which some are marked; `reasons` are sentences."""

    title: list[Piece]
    summary: list[Piece]
    fragment: list[Piece]
    reasons: list[str]


def finding_of(
    entry: CatalogueEntry, matches: Matches, themes: Iterable[FacetValue], synonyms: Mapping[FacetValue, frozenset[str]]
) -> Finding:
    """Why `entry`, which has `themes`, answers what was looked for; `synonyms` are other words for themes."""
    having = {word.lstrip(IN_TITLE + NEAR) for word in entry.words if not word.startswith(WHOLE_TITLE)}
    counting = {word: forms & having for word, forms in matches.counting.items()}
    marked = frozenset[str]().union(*counting.values())
    title, summary = _marked(entry.title, marked), _marked(entry.summary, marked)
    in_sight = {word for piece in (*title, *summary) if piece.is_marked for word in words(piece.text)}
    story = fragment(entry.text, (marked - in_sight).__contains__) and fragment(entry.text, marked.__contains__)
    visible = in_sight.union(words(entry.text), words(entry.neighbourhood))
    of_theme = {word: theme for theme in themes for word in synonyms.get(theme, ()) if word not in visible}
    return Finding(title, summary, story, list(_reasons(counting, of_theme)))


def _marked(text: str, marked: frozenset[str]) -> list[Piece]:
    return fragment(text, marked.__contains__, len(text)) or [Piece(text, is_marked=False)]


def _reasons(counting: Mapping[str, frozenset[str]], of_theme: Mapping[str, FacetValue]) -> Iterator[str]:
    """For each word that was looked for: the synonym or the other words by which it was found, if it was."""
    for word, found in counting.items():
        if found and found <= of_theme.keys():
            yield _("found as a synonym of %(theme)s") % {"theme": of_theme[min(found)].label}
        elif found and word not in found:
            yield _("found by %(words)s") % {"words": ", ".join(sorted(found, key=_shortest_first)[:MOST_NAMED])}


def _shortest_first(word: str) -> tuple[int, str]:
    return len(word), word
