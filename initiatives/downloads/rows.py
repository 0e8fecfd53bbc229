"""What a download says of a case, and of the question that it answers."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from initiatives import facets
from initiatives.cards import Card, card_of, in_order
from initiatives.catalogue import Result
from initiatives.facets import FacetValue
from initiatives.filters import Sorting
from initiatives.models import CatalogueEntry
from initiatives.querysets import CatalogueEntryQuerySet

Value = str | int | list[str]

BATCH = 500
_LISTS = {
    "themas": facets.THEME,
    "actoren": facets.ACTOR,
    "accommodaties": facets.ACCOMMODATION,
    "toegang": facets.ACCESS,
    "doelgroepen": facets.TARGET_GROUP,
    "verbindingen": facets.CONNECTION,
    "functies": facets.COMMUNITY_WORK,
    "bundels": facets.BUNDLE,
}
COLUMNS = (
    "slug",
    "titel",
    "adres",
    "gemeente",
    "cbs_code",
    "gemeente_nu",
    "cbs_code_nu",
    "provincie",
    "wijk",
    "online",
    "gestart",
    *_LISTS,
    "gepubliceerd",
    "versie",
)


@dataclass(frozen=True)
class Place:
    """Where a case is: under the code it was written with, what that is called today, and the middle of it."""

    code: str = ""
    today_code: str = ""
    today: str = ""
    middle: tuple[float, float] | None = None


class Question:
    """A question to the catalogue with all its answers, in the order that was asked."""

    def __init__(self, result: Result) -> None:
        self._result = result
        self.at: datetime = timezone.localtime()
        self._places: dict[str, Place] = {}
        self._labels: dict[FacetValue, str] = {}

    @property
    def total(self) -> int:
        return self._result.total

    @property
    def address(self) -> str:
        """Where a browser shows the same result."""
        return f"{settings.SITE_URL}{reverse('initiative_list')}{self._result.address.question}"

    @property
    def filters(self) -> list[str]:
        """What narrows the result, in words."""
        return [chip.label for chip in self._result.chips]

    @property
    def sorting(self) -> str:
        return str(Sorting(self._result.sorting).label)

    @property
    def slugs(self) -> list[str]:
        """The values that were asked for, as they stand in addresses."""
        return [value for name, value in self._result.address.pairs if name not in {"weergave", "rijen", "kolommen"}]

    def cards(self) -> Iterator[tuple[int, Card]]:
        """All hits with the number of their version; one that goes away while this is under way is left out."""
        numbers = self._numbers
        for start in range(0, len(numbers), BATCH):
            entries = CatalogueEntry.objects.for_downloads()
            for entry in in_order(entries, numbers[start : start + BATCH].tolist()):
                version: int = entry.version_number  # type: ignore[attr-defined]
                yield version, card_of(entry, self._result.values)

    def rows(self) -> Iterator[Mapping[str, Value]]:
        """Each case as what stands in the columns."""
        for version, card in self.cards():
            yield self.row(version, card)

    def row(self, version: int, card: Card) -> dict[str, Value]:
        entry, place = card.entry, self.place_of(card.entry)
        return {
            "slug": entry.slug,
            "titel": entry.title,
            "adres": f"{settings.SITE_URL}{entry.get_absolute_url()}",
            "gemeente": card.place,
            "cbs_code": place.code,
            "gemeente_nu": place.today,
            "cbs_code_nu": place.today_code,
            "provincie": card.province,
            "wijk": entry.neighbourhood,
            "online": "ja" if entry.online else "",
            "gestart": entry.started,
            **{name: self._labels_of(card.values.get(facet.name, ())) for name, facet in _LISTS.items()},
            "gepubliceerd": timezone.localtime(entry.first_published_at).date().isoformat(),
            "versie": version,
        }

    def _labels_of(self, values: Sequence[FacetValue]) -> list[str]:
        labels = self._labels
        for value in values:
            if value not in labels:
                labels[value] = value.label
        return [labels[value] for value in values]

    def place_of(self, entry: CatalogueEntry) -> Place:
        code = entry.municipality_code
        if code not in self._places:
            self._places[code] = self._place(code)
        return self._places[code]

    def _place(self, code: str) -> Place:
        places = self._result.values.register
        written = places.municipality(code) if code else None
        if written is None:
            return Place()
        today = places.municipality(places.today(code) or code) or written
        middles = [
            (place.longitude, place.latitude)
            for place in (written, today)
            if place.longitude is not None and place.latitude is not None
        ]
        return Place(code, today.code, today.display_name, middles[0] if middles else None)

    @cached_property
    def _numbers(self) -> "array[int]":
        """The numbers of all hits in order: four bytes each."""
        hits, sorting, total = self._result.hits, self._result.sorting, self._result.total
        if sorting in {Sorting.TITLE, Sorting.MUNICIPALITY}:
            by_title, by_place = CatalogueEntryQuerySet.by_title, CatalogueEntryQuerySet.by_place
            return array("i", hits.sorted_by(by_title if sorting == Sorting.TITLE else by_place, 0, total))
        if sorting == Sorting.RELEVANCE:
            return array("i", hits.most_relevant(0, total))
        return array("i", hits.newest(0, total))
