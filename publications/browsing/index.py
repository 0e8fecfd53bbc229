"""What this process knows of the public publications: read in three queries, kept while the log of changes says so."""

from collections.abc import Iterator, Mapping

from initiatives.browsed import Browsed, Kept, browsed_of, codes_of_cases
from initiatives.facets import THEME, YEAR, FacetValues
from publications.browsing.facets import KIND_CODES, OF_CASES, values_of_publications
from publications.models import Publication
from publications.querysets import BrowsedPublication

FINDABLE = "publication"


def _read(catalogue_values: FacetValues) -> Browsed:
    """Numbered in the order in which they came out."""
    rows = list(Publication.objects.published().to_browse())
    values = values_of_publications(catalogue_values)
    of_cases = codes_of_cases((case for row in rows for case in row.cases), OF_CASES)
    return browsed_of(rows, values, lambda row: _codes(row, of_cases), findable=FINDABLE)


_kept = Kept(_read)
current = _kept.current


def _codes(row: BrowsedPublication, of_cases: Mapping[int, list[int]]) -> Iterator[int]:
    yield KIND_CODES[row.kind]
    yield from (THEME.code(theme) for theme in row.themes)
    if row.issued:
        yield YEAR.code(int(row.issued[:4]))
    for case in row.cases:
        yield from of_cases.get(case, ())
