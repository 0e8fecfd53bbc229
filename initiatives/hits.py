"""What answers a selection: how many, which, in what order, and how many there would be with each value.

Two ways to the same answer. One counts with bitmaps in this process. The other asks the database; it is the reference
that tests compare with, and what serves inside a transaction that has itself changed the catalogue.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Protocol

from django.db import transaction
from django.db.models import Case, Count, F, Func, IntegerField, Value, When
from pyroaring import BitMap

from initiatives.facets import Facet, FacetValue, FacetValues
from initiatives.facets import matches as has_any
from initiatives.models import CatalogueEntry
from initiatives.postings import NumbersByCode
from initiatives.querysets import CatalogueEntryQuerySet
from initiatives.selection import Selection
from search.matching import Matches

EVERY_ENTRY = 0
WALKED_AT_ONCE = 500
FEW = 5000  # numbers that go to the database as a list rather than as a condition

Order = Callable[[CatalogueEntryQuerySet], CatalogueEntryQuerySet]


@dataclass(frozen=True)
class Counts:
    """How many results there are, and how many each value would give."""

    total: int
    by_value: Mapping[FacetValue, int]

    def of(self, value: FacetValue) -> int:
        return self.by_value.get(value, 0)


class Hits(Protocol):
    """The answer to one selection."""

    @property
    def total(self) -> int: ...

    @property
    def counts(self) -> Counts: ...

    def total_without(self, name: str) -> int:
        """How many there would be if the parameter `name` asked nothing."""

    def newest(self, start: int, stop: int) -> list[int]:
        """Numbers of the hits from place `start` up to `stop`, newest first."""

    def most_relevant(self, start: int, stop: int) -> list[int]:
        """The same, those first that fit the words best."""

    def sorted_by(self, order: Order, start: int, stop: int) -> list[int]:
        """Numbers of the hits from place `start` up to `stop` in an order that the database keeps."""

    def entries(self) -> CatalogueEntryQuerySet:
        """The rows of all hits, in no order."""

    def among(self, values: Iterable[FacetValue]) -> Mapping[FacetValue, int]:
        """How many hits have each value, for those that any has."""

    def together(self, rows: Iterable[FacetValue], columns: Iterable[FacetValue]) -> list[list[int]]:
        """How many hits have both values: a list for each row, with a number for each column."""


class CountedHits:
    """Counted with bitmaps, whatever the numbers stand for; the greatest is the newest."""

    def __init__(
        self, selection: Selection, matches: Matches | None, postings: NumbersByCode, values: FacetValues
    ) -> None:
        self._selection = selection
        self._matches = matches
        self._postings = postings
        self._values = values
        self._having = {facet: postings.of_any(chosen) for facet, chosen in selection.chosen.items()}

    @cached_property
    def numbers(self) -> BitMap:
        return self._narrowed()

    @property
    def total(self) -> int:
        return len(self.numbers)

    @cached_property
    def counts(self) -> Counts:
        if not self._narrows:
            return Counts(self.total, self._postings.sizes(self._values))
        counts: dict[FacetValue, int] = {}
        for facet, values in self._values.by_facet.items():
            among = self._narrowed(facet) if facet in self._having else self.numbers
            for value in (*values, *self._selection.chosen.get(facet, ())):
                counts[value] = among.intersection_cardinality(self._postings.of(value))
        return Counts(self.total, counts)

    def total_without(self, name: str) -> int:
        selection = self._selection.without(name)
        matches = self._matches if selection.words else None
        return CountedHits(selection, matches, self._postings, self._values).total

    def newest(self, start: int, stop: int) -> list[int]:
        size = len(self.numbers)
        return list(self.numbers[max(size - stop, 0) : max(size - start, 0)])[::-1]

    def most_relevant(self, start: int, stop: int) -> list[int]:
        return self._matches.best(self.numbers, start, stop) if self._matches else self.newest(start, stop)

    def among(self, values: Iterable[FacetValue]) -> Mapping[FacetValue, int]:
        counted = {value: self.numbers.intersection_cardinality(self._postings.of(value)) for value in values}
        return {value: number for value, number in counted.items() if number}

    def together(self, rows: Iterable[FacetValue], columns: Iterable[FacetValue]) -> list[list[int]]:
        having = [self._postings.of(column) & self.numbers for column in columns]
        return [
            [of_column.intersection_cardinality(of_row) for of_column in having]
            for of_row in [self._postings.of(row) for row in rows]
        ]

    @property
    def _narrows(self) -> bool:
        selection = self._selection
        asked = self._having or selection.since or selection.until or selection.further
        return bool(self._matches is not None or asked)

    def _narrowed(self, but_for: Facet | None = None) -> BitMap:
        """What answers all that is asked, but for one facet."""
        parts = [having for facet, having in self._having.items() if facet != but_for]
        if self._matches is not None:
            parts.append(self._matches.numbers)
        if self._selection.since or self._selection.until:
            parts.append(self._postings.started(self._selection.since, self._selection.until))
        parts += [self._postings.of_any(group) for groups in self._selection.further.values() for group in groups]
        return BitMap.intersection(*parts) if parts else self._postings.every


class HitsInProcess(CountedHits):
    """Cases, counted with bitmaps."""

    def sorted_by(self, order: Order, start: int, stop: int) -> list[int]:
        if len(self.numbers) <= FEW:
            return list(order(self.entries()).values_list("number", flat=True)[start:stop])
        # They are many, so walking along the order soon meets enough of them.
        with transaction.atomic():
            walk = order(CatalogueEntry.objects.all()).values_list("number", flat=True).iterator(WALKED_AT_ONCE)
            return list(islice((number for number in walk if number in self.numbers), start, stop))

    def entries(self) -> CatalogueEntryQuerySet:
        if len(self.numbers) <= FEW:
            return CatalogueEntry.objects.filter(number__in=list(self.numbers))
        return _chosen(_entries(self._selection, self._matches), self._selection)


class Unnest(Func):
    function = "unnest"
    set_returning = True
    output_field = IntegerField()


class HitsInDatabase:
    """Counted by PostgreSQL."""

    def __init__(self, selection: Selection, matches: Matches | None, values: FacetValues) -> None:
        self._selection = selection
        self._matches = matches
        self._values = values

    @property
    def total(self) -> int:
        return self.entries().count()

    @cached_property
    def counts(self) -> Counts:
        """All counts in one statement.

        Each entry that misses at most one chosen facet is counted once per code, under the number of the facet it
        misses (0: none). A value's count is then what misses nothing plus what misses only its own facet.
        """
        chosen = self._selection.chosen
        misses = [Case(When(has_any(chosen[facet]), then=0), default=1) for facet in chosen]
        missed = [Case(When(has_any(chosen[facet]), then=0), default=facet.number) for facet in chosen]
        rows = (
            _entries(self._selection, self._matches)
            .order_by()
            .annotate(misses=sum(misses, Value(0)), missed=sum(missed, Value(0)))
            .filter(misses__lte=1)
            .annotate(code=Unnest(Func(F("facets"), Value(EVERY_ENTRY), function="array_append")))
            .values_list("code", "missed")
            .annotate(amount=Count("*"))
        )
        total, by_code = 0, defaultdict[int, list[tuple[int, int]]](list)
        for code, facet_missed, amount in rows:
            if code == EVERY_ENTRY:
                total += amount if facet_missed == 0 else 0
            else:
                by_code[code].append((facet_missed, amount))
        return Counts(total, {value: _sum(value, by_code) for value in self._counted()})

    def total_without(self, name: str) -> int:
        selection = self._selection.without(name)
        matches = self._matches if selection.words else None
        return HitsInDatabase(selection, matches, self._values).total

    def newest(self, start: int, stop: int) -> list[int]:
        return list(self.entries().newest_first().values_list("number", flat=True)[start:stop])

    def most_relevant(self, start: int, stop: int) -> list[int]:
        if not self._matches:
            return self.newest(start, stop)
        return self._matches.best(BitMap(self.entries().values_list("number", flat=True)), start, stop)

    def sorted_by(self, order: Order, start: int, stop: int) -> list[int]:
        return list(order(self.entries()).values_list("number", flat=True)[start:stop])

    def entries(self) -> CatalogueEntryQuerySet:
        return _chosen(_entries(self._selection, self._matches), self._selection)

    def among(self, values: Iterable[FacetValue]) -> Mapping[FacetValue, int]:
        having = [set(codes) for codes in self.entries().values_list("facets", flat=True)]
        counted = {value: sum(not has.isdisjoint(value.codes) for has in having) for value in values}
        return {value: number for value, number in counted.items() if number}

    def together(self, rows: Iterable[FacetValue], columns: Iterable[FacetValue]) -> list[list[int]]:
        across = [column.codes for column in columns]
        having = [set(codes) for codes in self.entries().values_list("facets", flat=True)]
        return [
            [sum(not (has.isdisjoint(of_row) or has.isdisjoint(of_column)) for has in having) for of_column in across]
            for of_row in [row.codes for row in rows]
        ]

    def _counted(self) -> Iterable[FacetValue]:
        for facet, values in self._values.by_facet.items():
            yield from (*values, *self._selection.chosen.get(facet, ()))


def _sum(value: FacetValue, by_code: Mapping[int, list[tuple[int, int]]]) -> int:
    own = {0, value.facet.number}
    return sum(number for code in value.codes for missed, number in by_code.get(code, ()) if missed in own)


def _chosen(entries: CatalogueEntryQuerySet, selection: Selection) -> CatalogueEntryQuerySet:
    for values in selection.chosen.values():
        entries = entries.filter(has_any(values))
    return entries


def _entries(selection: Selection, matches: Matches | None) -> CatalogueEntryQuerySet:
    """The rows with the words, years and further values of the selection, whatever is chosen in its facets."""
    entries = CatalogueEntry.objects.all()
    if matches is not None:
        entries = entries.filter(number__in=list(matches.numbers))
    if selection.since:
        entries = entries.filter(started_year__gte=selection.since)
    if selection.until:
        entries = entries.filter(started_year__lte=selection.until)
    for group in (group for groups in selection.further.values() for group in groups):
        entries = entries.filter(has_any(group))
    return entries
