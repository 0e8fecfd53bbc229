"""Which cases have which facet value, kept in this process as bitmaps of their numbers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db import connection
from pyroaring import BitMap

from changes.log import Seen, numbers_since
from changes.models import Kind
from initiatives.facets import YEAR, FacetValue, FacetValues
from initiatives.models import CatalogueEntry
from search import word_lists

_BY_CODE = "SELECT code, array_agg(number) FROM initiatives_catalogueentry, unnest(facets) AS code GROUP BY code"
_ALL = "SELECT array_agg(number) FROM initiatives_catalogueentry"


class NumbersByCode:
    """Numbers of whatever has facet values, by their codes; `every` are the numbers of all."""

    def __init__(self, every: BitMap, by_code: Mapping[int, BitMap]) -> None:
        self.every = every
        self._by_code = defaultdict(BitMap, by_code)
        self._of_value: dict[FacetValue, BitMap] = {}
        self._sizes: tuple[FacetValues | None, dict[FacetValue, int]] = (None, {})

    def of(self, value: FacetValue) -> BitMap:
        """Those that have `value`; not to be changed."""
        if value not in self._of_value:
            bitmaps = [self._by_code[code] for code in value.codes if code in self._by_code]
            self._of_value[value] = bitmaps[0] if len(bitmaps) == 1 else BitMap.union(*bitmaps) if bitmaps else BitMap()
        return self._of_value[value]

    def of_any(self, values: Iterable[FacetValue]) -> BitMap:
        bitmaps = [self.of(value) for value in values]
        return BitMap.union(*bitmaps) if bitmaps else BitMap()

    def sizes(self, values: FacetValues) -> dict[FacetValue, int]:
        """How many have each of the values."""
        of, sizes = self._sizes
        if of is not values:
            sizes = {value: len(self.of(value)) for listed in values.by_facet.values() for value in listed}
            self._sizes = (values, sizes)
        return sizes

    def started(self, since: int | None, until: int | None) -> BitMap:
        """Those that started in these years, both included."""
        first, last = YEAR.code(since or 0), YEAR.code(until or 9999)
        years = [numbers for code, numbers in self._by_code.items() if first <= code <= last]
        return BitMap.union(*years) if years else BitMap()


class Postings(NumbersByCode):
    """Numbers of cases by facet code, as of one moment in the log of changes."""

    def __init__(self, seen: Seen) -> None:
        self.seen = seen
        if kept := word_lists.read_codes(Kind.ENTRIES):
            super().__init__(kept.every, kept.by_code)
            self._renew(word_lists.changed_since(kept.position, Kind.ENTRIES))
        else:
            super().__init__(*self._read_rows())

    def follow(self, seen: Seen) -> bool:
        """Bring up to what was seen; False when that cannot be done, and they are to be read anew."""
        if (seen.era, seen.position) == (self.seen.era, self.seen.position):
            return True
        changed = numbers_since(self.seen.position, Kind.ENTRIES) if seen.era == self.seen.era else None
        if changed is None:
            return False
        self._renew(changed)
        self._of_value.clear()
        self._sizes = (None, {})
        self.seen = seen
        return True

    def _read_rows(self) -> tuple[BitMap, Mapping[int, BitMap]]:
        with connection.cursor() as cursor:
            cursor.execute(_ALL)
            [numbers] = cursor.fetchone()
            cursor.execute(_BY_CODE)
            return BitMap(numbers or ()), {code: BitMap(having) for code, having in cursor}

    def _renew(self, changed: set[int]) -> None:
        if not changed:
            return
        rows = dict(CatalogueEntry.objects.filter(number__in=changed).values_list("number", "facets"))
        gone = BitMap(changed)
        self.every = (self.every - gone) | BitMap(rows)
        for numbers in self._by_code.values():
            numbers.difference_update(gone)
        for number, codes in rows.items():
            for code in codes:
                self._by_code[code].add(number)
