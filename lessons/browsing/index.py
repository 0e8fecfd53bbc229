"""What this process knows of the public lessons: read in three queries, kept while the log of changes says that it is
right."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from curation.rich_text import sort_key
from initiatives.browsed import Browsed, Kept, browsed_of, codes_of_cases
from initiatives.facets import THEME, FacetValues
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
    browsed = browsed_of(rows, values, lambda row: _codes(row, of_cases), findable=FINDABLE)
    surest_first = sorted(range(len(rows)), key=lambda number: _surest_first(rows[number]))
    return Lessons(**vars(browsed), surest_first=tuple(surest_first))


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
