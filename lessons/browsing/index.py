"""What this process knows of the public lessons: read in three queries, kept while the log says that it is right."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from pyroaring import BitMap

from changes.log import Mark, look
from changes.models import Kind
from curation.rich_text import sort_key
from initiatives import index
from initiatives.facets import BASE, THEME, FacetValue, FacetValues
from initiatives.hits import CountedHits
from initiatives.models import CatalogueEntry
from initiatives.postings import NumbersByCode
from initiatives.selection import Selection
from lessons.browsing.facets import AUDIENCE_CODES, CERTAINTY_CODES, OF_CASES, OUTDATED, values_of_lessons
from lessons.models import Certainty, Lesson
from lessons.querysets import BrowsedLesson
from search import findable_text
from search.matching import Matches, match
from search.models import Findable
from search.query import parse

FINDABLE = "lesson"
_SUREST_FIRST = [*Certainty.values, ""]
_OF_CASES = {facet.number for facet in OF_CASES}


@dataclass(frozen=True)
class Lessons:
    """The public lessons at one moment, numbered in the order of their first publication.

    `keys`, `themes` and `findables` are by that number; `by_title` and `surest_first` are all numbers in that order.
    """

    values: FacetValues
    held: NumbersByCode
    keys: Mapping[int, int]
    themes: Mapping[int, tuple[FacetValue, ...]]
    findables: Mapping[int, int]
    by_title: tuple[int, ...]
    surest_first: tuple[int, ...]

    def match(self, words: str) -> Matches | None:
        """The lessons that answer `words`; None when nothing is asked."""
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


class _Kept:
    """What stays from request to request."""

    lessons: Lessons | None = None
    mark: Mark | None = None
    values: FacetValues | None = None


_kept = _Kept()


def current() -> Lessons:
    """The public lessons as they are now: one look at the log of changes, and all anew when something changed."""
    mark = look().mark(Kind.CONTENT, Kind.ENTRIES, Kind.VALUES, Kind.FINDABLES)
    values = index.current_values()
    if mark is None:
        return _read(values)
    if _kept.lessons is None or _kept.mark != mark or _kept.values is not values:
        _kept.lessons, _kept.mark, _kept.values = _read(values), mark, values
    return _kept.lessons


def _read(catalogue_values: FacetValues) -> Lessons:
    rows = list(Lesson.objects.published().to_browse())
    values = values_of_lessons(catalogue_values)
    of_cases = _codes_of_cases(rows)
    numbered = dict(enumerate(rows))
    by_code: dict[int, BitMap] = defaultdict(BitMap)
    for number, row in numbered.items():
        for code in _codes(row, of_cases):
            by_code[code].add(number)
    findables = dict(Findable.objects.of_kind(FINDABLE).values_list("key", "number"))
    return Lessons(
        values,
        NumbersByCode(BitMap(numbered), by_code),
        {number: row.key for number, row in numbered.items()},
        {number: _themes(row, values) for number, row in numbered.items()},
        {number: findables[str(row.key)] for number, row in numbered.items() if str(row.key) in findables},
        tuple(sorted(numbered, key=lambda number: sort_key(numbered[number].title))),
        tuple(sorted(numbered, key=lambda number: _surest_first(numbered[number]))),
    )


def _codes(row: BrowsedLesson, of_cases: Mapping[int, list[int]]) -> Iterator[int]:
    yield from (AUDIENCE_CODES[audience] for audience in row.audiences)
    yield from (THEME.code(theme) for theme in row.themes)
    yield CERTAINTY_CODES[row.certainty]
    if row.is_outdated:
        yield CERTAINTY_CODES[OUTDATED]
    for case in row.cases:
        yield from of_cases.get(case, ())


def _codes_of_cases(rows: list[BrowsedLesson]) -> dict[int, list[int]]:
    """What the public ones among the cases behind lessons have of the facets that lessons take from them."""
    cases = {case for row in rows for case in row.cases}
    entries = CatalogueEntry.objects.filter(pk__in=cases).values_list("pk", "facets")
    return {case: [code for code in codes if code // BASE in _OF_CASES] for case, codes in entries}


def _themes(row: BrowsedLesson, values: FacetValues) -> tuple[FacetValue, ...]:
    found = (values.by_code.get(THEME.code(theme)) for theme in row.themes)
    return tuple(value for value in found if value)


def _surest_first(row: BrowsedLesson) -> tuple[object, ...]:
    return _SUREST_FIRST.index(row.certainty), row.is_outdated, sort_key(row.title)
