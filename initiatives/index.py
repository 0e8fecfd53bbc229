"""What this process knows of the public catalogue, and the door by which everybody asks it."""

from dataclasses import dataclass
from functools import cached_property

from pyroaring import BitMap

from changes.log import Mark, Seen, look
from changes.models import Kind
from initiatives.facets import FacetValues, load_values
from initiatives.hits import Hits, HitsInDatabase, HitsInProcess
from initiatives.models import CatalogueEntry
from initiatives.postings import Postings
from initiatives.selection import Selection
from places.register import register
from search.matching import Matches, match
from search.query import parse
from search.text_index import TextIndex


@dataclass(frozen=True)
class Catalogue:
    """The public catalogue at one moment. Without `postings`, the database counts."""

    values: FacetValues
    text: TextIndex
    postings: Postings | None

    def match(self, words: str) -> Matches | None:
        """What answers `words`; None when nothing is asked."""
        return match(parse(words), self.text, self._everything) if words else None

    def ask(self, selection: Selection | None = None, matches: Matches | None = None) -> Hits:
        """What answers `selection`; `matches` is what answers its words, when that is known already."""
        selection = selection or Selection()
        if selection.words and matches is None:
            matches = self.match(selection.words)
        if self.postings is None:
            return HitsInDatabase(selection, matches, self.values)
        return HitsInProcess(selection, matches, self.postings, self.values)

    def _everything(self) -> BitMap:
        if self.postings is not None:
            return self.postings.every
        return BitMap(CatalogueEntry.objects.values_list("number", flat=True))


class _Kept:
    """What stays from request to request, while the log of changes says that it is right."""

    values: FacetValues | None = None
    values_at: tuple[Mark | None, object] = (None, None)
    postings: Postings | None = None

    @cached_property
    def text(self) -> TextIndex:
        return TextIndex(CatalogueEntry, Kind.ENTRIES)


_kept = _Kept()


def current() -> Catalogue:
    """The public catalogue as it is now: one look at the log of changes, and what is new since the last."""
    seen = look()
    return Catalogue(current_values(), _kept.text.at(seen), _postings(seen))


def current_values() -> FacetValues:
    """The values of all facets as they are now."""
    mark = look().mark(Kind.VALUES)
    places = register()
    if mark is None or _kept.values is None or _kept.values_at != (mark, places):
        _kept.values, _kept.values_at = load_values(), (mark, places)
    return _kept.values


def _postings(seen: Seen) -> Postings | None:
    """None in a transaction that has changed the catalogue itself, and when they cannot be read."""
    if seen.mark(Kind.ENTRIES, Kind.VALUES) is None:
        return None
    if _kept.postings is None or not _kept.postings.follow(seen):
        _kept.postings = Postings(seen)
    return _kept.postings
