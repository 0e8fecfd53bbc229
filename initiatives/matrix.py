"""The same result as a table of any facet by any facet: how many cases have both values, and where a click leads.

A case with two values of a facet stands in two rows; a total counts every case once, those without any value included.
Beside the values stands what is not there: what was looked for and not found, and what nobody has looked at.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlencode

from django.utils.safestring import SafeString, mark_safe

from initiatives.catalogue import Result, also_text
from initiatives.facets import BY_NAME, CONNECTION, THEME, UNSEEN, Facet, FacetValue
from initiatives.filters import ALSO
from initiatives.map import level

SIDES = ("rijen", "kolommen")
USUAL_ROWS, USUAL_COLUMNS = THEME, CONNECTION

AND = "&amp;"
LONGEST_REST = 2000  # letters of the rest of a question that thousands of cells can each say again

Pair = tuple[str, str]


@dataclass(frozen=True)
class Heading:
    """A value at the side of the matrix. `sign` is empty, or says why there is no value (a key of UNSEEN)."""

    value: FacetValue
    total: int
    url: str
    sign: str


class Cell(NamedTuple):
    """`level` goes from 1 to 4 (the most); 0 where one of the sides says that there is no value. `url` is empty when
    the question is too long to say it in every cell."""

    number: int
    level: int
    url: str


@dataclass(frozen=True)
class Row:
    heading: Heading
    cells: list[Cell | None]


@dataclass(frozen=True)
class Matrix:
    """`others` are the parameters of the question but for its sides; `turned` is the address with sides changed."""

    rows_facet: Facet
    columns_facet: Facet
    columns: list[Heading]
    rows: list[Row]
    total: int
    others: list[Pair]
    turned: str


def matrix_of(result: Result) -> Matrix:
    """The matrix that `result` asks for."""
    cleaned = result.filterset.cleaned
    rows_facet = BY_NAME.get(cleaned.get("rijen", ""), USUAL_ROWS)
    columns_facet = BY_NAME.get(cleaned.get("kolommen", ""), USUAL_COLUMNS)
    links = _Links(result, rows_facet, columns_facet)
    rows = list(_headings(result, rows_facet, links))
    columns = list(_headings(result, columns_facet, links))
    numbers = result.hits.together([row.value for row in rows], [column.value for column in columns])
    return Matrix(
        rows_facet,
        columns_facet,
        columns,
        list(_rows(rows, columns, numbers, links)),
        result.total,
        [pair for pair in result.address.pairs if pair[0] not in SIDES],
        str(result.address.having("rijen", columns_facet.name).having("kolommen", rows_facet.name)),
    )


def _rows(rows: list[Heading], columns: list[Heading], numbers: list[list[int]], links: "_Links") -> Iterator[Row]:
    present = [at for at, column in enumerate(columns) if not column.sign]
    most = max((line[at] for row, line in zip(rows, numbers, strict=True) if not row.sign for at in present), default=0)
    values = [column.value for column in columns]
    for row, line in zip(rows, numbers, strict=True):
        signs = [row.sign or column.sign for column in columns]
        url_at = links.along(row.value, values)
        yield Row(
            row,
            [
                Cell(count, 0 if signs[at] else level(count, most), url_at(at)) if count else None
                for at, count in enumerate(line)
            ],
        )


def _headings(result: Result, facet: Facet, links: "_Links") -> Iterator[Heading]:
    """The values of `facet` that hits have, in its own order, and then those that say that there is none."""
    unseen = result.values.unseen(facet)
    listed = [*result.values.by_facet.get(facet, ()), *unseen]
    having = result.hits.among(listed)
    for value in listed:
        if value in having:
            sign = next((name for name in UNSEEN if value in unseen and value.slug.endswith(name)), "")
            yield Heading(value, having[value], links.to(value), sign)


class _Links:
    """From values to the list of exactly the cases that have them all; put together from pieces that are made once.

    Values that are chosen in a facet are alternatives. So a value of a facet in which nothing is chosen, or that is
    among what is chosen, becomes the choice; any other is asked for beside it.
    """

    def __init__(self, result: Result, *facets: Facet) -> None:
        names = {facet.name for facet in facets}
        rest = [pair for pair in result.address.pairs if pair[0] not in {*names, *SIDES, "weergave"}]
        self._chosen = result.chosen
        self._facets = dict.fromkeys(facets)
        self._end = _encoded(rest)
        self._ends: list[str] = []
        self._pieces: dict[tuple[FacetValue, ...], str] = {}

    def to(self, *wanted: FacetValue) -> SafeString:
        asked = {value.facet: tuple(each for each in wanted if each.facet is value.facet) for value in wanted}
        others = [self._kept(facet) for facet in self._facets if facet not in asked]
        return mark_safe(_question(*(self._piece(values) for values in asked.values()), *others, self._end))

    def along(self, row: FacetValue, columns: list[FacetValue]) -> Callable[[int], SafeString]:
        """From the place of a column to the address of its cell in this row. There may be a hundred thousand cells,
        so what a row or a column adds is made once when that can be."""
        if len(self._end) > LONGEST_REST:
            return lambda _at: mark_safe("")
        if len(self._facets) == 1:
            return lambda at: self.to(row, columns[at])
        self._ends = self._ends or [AND + _joined(self._piece((column,)), self._end) for column in columns]
        begin, ends = _question(self._piece((row,))), self._ends
        return lambda at: mark_safe(begin + ends[at])

    def _piece(self, wanted: tuple[FacetValue, ...]) -> str:
        """What asks for these values of one facet."""
        wanted = tuple(dict.fromkeys(wanted))
        if wanted not in self._pieces:
            facet = wanted[0].facet
            chosen = self._chosen.get(facet, ())
            choice = [value for value in wanted if not chosen or value in chosen][:1]
            kept = [(facet.name, value.slug) for value in choice or chosen]
            beside = [(ALSO, also_text(value)) for value in wanted if value not in choice]
            self._pieces[wanted] = _encoded([*kept, *beside])
        return self._pieces[wanted]

    def _kept(self, facet: Facet) -> str:
        return _encoded((facet.name, value.slug) for value in self._chosen.get(facet, ()))


def _question(*pieces: str) -> str:
    """An address within HTML, as seen from the catalogue, to which it is said thousands of times."""
    return f"?{_joined(*pieces)}"


def _joined(*pieces: str) -> str:
    return AND.join(filter(None, pieces))


def _encoded(pairs: Iterable[Pair]) -> str:
    return _joined(*(urlencode([pair]) for pair in pairs))
