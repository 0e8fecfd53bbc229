"""What this process knows of the public publications: read in three queries, kept while the log of changes says so."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from pyroaring import BitMap

from curation.rich_text import sort_key
from initiatives.browsed import Browsed, Kept, codes_of_cases, findables_of
from initiatives.facets import THEME, YEAR, FacetValues
from initiatives.postings import NumbersByCode
from publications.browsing.facets import KIND_CODES, OF_CASES, values_of_publications
from publications.models import Publication
from publications.querysets import BrowsedPublication

FINDABLE = "publication"


def _read(catalogue_values: FacetValues) -> Browsed:
    """Numbered in the order in which they came out."""
    rows = list(Publication.objects.published().to_browse())
    values = values_of_publications(catalogue_values)
    of_cases = codes_of_cases((case for row in rows for case in row.cases), OF_CASES)
    numbered = dict(enumerate(rows))
    keys = {number: row.key for number, row in numbered.items()}
    by_code: dict[int, BitMap] = defaultdict(BitMap)
    for number, row in numbered.items():
        for code in _codes(row, of_cases):
            by_code[code].add(number)
    return Browsed(
        values,
        NumbersByCode(BitMap(numbered), by_code),
        keys,
        {number: values.themes(row.themes) for number, row in numbered.items()},
        findables_of(FINDABLE, keys),
        tuple(sorted(numbered, key=lambda number: sort_key(numbered[number].title))),
    )


_kept = Kept(_read)
current = _kept.current


def _codes(row: BrowsedPublication, of_cases: Mapping[int, list[int]]) -> Iterator[int]:
    yield KIND_CODES[row.kind]
    yield from (THEME.code(theme) for theme in row.themes)
    if row.issued:
        yield YEAR.code(int(row.issued[:4]))
    for case in row.cases:
        yield from of_cases.get(case, ())
