"""Records that are browsed by facets beside cases, as a process knows them: read at once, kept while the log allows."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from pyroaring import BitMap

from changes.log import Mark, look
from changes.models import Kind
from curation.rich_text import sort_key
from initiatives import index
from initiatives.facets import BASE, Facet, FacetValue, FacetValues
from initiatives.hits import CountedHits
from initiatives.models import CatalogueEntry
from initiatives.postings import NumbersByCode
from initiatives.selection import Selection
from search import findable_text
from search.finding import Finding, finding_of
from search.matching import Matches, match
from search.models import Findable
from search.query import parse


@dataclass(frozen=True)
class Browsed:
    """Public records of one kind at one moment, numbered so that the greatest number is the newest.

    `keys`, `themes` and `findables` are by that number; `by_title` is all numbers in that order.
    """

    values: FacetValues
    held: NumbersByCode
    keys: Mapping[int, int]
    themes: Mapping[int, tuple[FacetValue, ...]]
    findables: Mapping[int, int]
    by_title: tuple[int, ...]

    def match(self, words: str) -> Matches | None:
        """The records that answer `words`; None when nothing is asked."""
        if not words:
            return None
        numbers = {findable: number for number, findable in self.findables.items()}
        found = match(parse(words), findable_text.current(), lambda: BitMap(numbers))
        tiers = [BitMap(numbers[each] for each in tier if each in numbers) for tier in found.tiers]
        return replace(found, tiers=tuple(tier for tier in tiers if tier))

    def ask(self, selection: Selection | None = None, matches: Matches | None = None) -> CountedHits:
        """What answers `selection`; `matches` is what answers its words, when that is known already."""
        selection = selection or Selection()
        if selection.words and matches is None:
            matches = self.match(selection.words)
        return CountedHits(selection, matches, self.held, self.values)

    def findings(self, numbers: Sequence[int], matches: Matches | None) -> Mapping[int, Finding]:
        """Why those with these numbers were found, in one query; nothing when no words were asked."""
        if matches is None:
            return {}
        findables = {self.findables[number]: number for number in numbers if number in self.findables}
        rows = Findable.objects.in_bulk(list(findables)) if findables else {}
        return {findables[key]: finding_of(row, matches) for key, row in rows.items()}


AnyBrowsed = TypeVar("AnyBrowsed", bound=Browsed)


class Kept(Generic[AnyBrowsed]):
    """What stays of it from request to request; `read` makes it anew with the facet values of the catalogue."""

    def __init__(self, read: Callable[[FacetValues], AnyBrowsed]) -> None:
        self._read = read
        self._browsed: AnyBrowsed | None = None
        self._state: tuple[Mark | None, FacetValues | None] = (None, None)

    def current(self) -> AnyBrowsed:
        """As it is now: one look at the log of changes, and all anew when something changed."""
        mark = look().mark(Kind.CONTENT, Kind.ENTRIES, Kind.VALUES, Kind.FINDABLES)
        values = index.current_values()
        if mark is None:
            return self._read(values)
        if self._browsed is None or self._state[0] != mark or self._state[1] is not values:
            self._browsed, self._state = self._read(values), (mark, values)
        return self._browsed


def browsed_of(
    rows: Sequence[Any], values: FacetValues, codes_of: Callable[[Any], Iterable[int]], *, findable: str
) -> Browsed:
    """What is known of these rows, which have `key`, `title` and `themes` (keys); they are numbered in their order.

    `codes_of` gives the codes of all values that a row has; `findable` is its kind in the index of texts.
    """
    numbered = dict(enumerate(rows))
    keys = {number: row.key for number, row in numbered.items()}
    by_code: dict[int, BitMap] = defaultdict(BitMap)
    for number, row in numbered.items():
        for code in codes_of(row):
            by_code[code].add(number)
    return Browsed(
        values,
        NumbersByCode(BitMap(numbered), by_code),
        keys,
        {number: values.themes(row.themes) for number, row in numbered.items()},
        _findables_of(findable, keys),
        tuple(sorted(numbered, key=lambda number: sort_key(numbered[number].title))),
    )


def _findables_of(kind: str, keys: Mapping[int, int]) -> dict[int, int]:
    """By number: the row in the index of texts of what has that number and this key."""
    rows = dict(Findable.objects.of_kind(kind).values_list("key", "number"))
    return {number: rows[str(key)] for number, key in keys.items() if str(key) in rows}


def codes_of_cases(cases: Iterable[int], facets: Iterable[Facet]) -> dict[int, list[int]]:
    """What the public ones among the cases with these keys have of these facets, by key."""
    wanted = {facet.number for facet in facets}
    entries = CatalogueEntry.objects.filter(pk__in=set(cases)).values_list("pk", "facets")
    return {case: [code for code in codes if code // BASE in wanted] for case, codes in entries}


def values_with(own: Iterable[FacetValue], shared: Iterable[Facet], values: FacetValues) -> FacetValues:
    """The values by which something is browsed: its `own`, and those of the `shared` facets of the catalogue."""
    facets = set(shared)
    made = FacetValues(values.register)
    for value in own:
        made.add(value)
    made.by_facet |= {facet: listed for facet, listed in values.by_facet.items() if facet in facets}
    listed = {value for facet in facets for value in values.by_facet.get(facet, ())}
    made.by_slug |= {key: value for key, value in values.by_slug.items() if value in listed}
    made.by_code |= {code: value for code, value in values.by_code.items() if value in listed}
    return made
