"""What this process knows of the public lessons: read in three queries, kept while the log of changes says that it is
right."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pyroaring import BitMap

from curation.rich_text import sort_key
from initiatives.browsed import Browsed, Kept, codes_of_cases, findables_of
from initiatives.facets import THEME, FacetValues
from initiatives.postings import NumbersByCode
from lessons.browsing.facets import AUDIENCE_CODES, CERTAINTY_CODES, OF_CASES, OUTDATED, values_of_lessons
from lessons.models import Certainty, Lesson
from lessons.querysets import BrowsedLesson

FINDABLE = "lesson"
_SUREST_FIRST = [*Certainty.values, ""]


@dataclass(frozen=True)
class Lessons(Browsed):
    """The public lessons, numbered in the order of their first publication; `surest_first` is all numbers in that."""

    surest_first: tuple[int, ...]


def _read(catalogue_values: FacetValues) -> Lessons:
    rows = list(Lesson.objects.published().to_browse())
    values = values_of_lessons(catalogue_values)
    of_cases = codes_of_cases((case for row in rows for case in row.cases), OF_CASES)
    numbered = dict(enumerate(rows))
    keys = {number: row.key for number, row in numbered.items()}
    by_code: dict[int, BitMap] = defaultdict(BitMap)
    for number, row in numbered.items():
        for code in _codes(row, of_cases):
            by_code[code].add(number)
    return Lessons(
        values,
        NumbersByCode(BitMap(numbered), by_code),
        keys,
        {number: values.themes(row.themes) for number, row in numbered.items()},
        findables_of(FINDABLE, keys),
        tuple(sorted(numbered, key=lambda number: sort_key(numbered[number].title))),
        tuple(sorted(numbered, key=lambda number: _surest_first(numbered[number]))),
    )


_kept = Kept(_read)
current = _kept.current


def _codes(row: BrowsedLesson, of_cases: Mapping[int, list[int]]) -> Iterator[int]:
    yield from (AUDIENCE_CODES[audience] for audience in row.audiences)
    yield from (THEME.code(theme) for theme in row.themes)
    yield CERTAINTY_CODES[row.certainty]
    if row.is_outdated:
        yield CERTAINTY_CODES[OUTDATED]
    for case in row.cases:
        yield from of_cases.get(case, ())


def _surest_first(row: BrowsedLesson) -> tuple[object, ...]:
    return _SUREST_FIRST.index(row.certainty), row.is_outdated, sort_key(row.title)
