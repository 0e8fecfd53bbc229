"""A page of the catalogue: what was asked, what was found, and the ways on from here."""

from collections.abc import Iterable
from functools import cached_property

from django.http import QueryDict

from initiatives import index
from initiatives.address import Chip, DisplayLink
from initiatives.cards import Card, card_of, entries_by_number
from initiatives.facets import FACETS, MUNICIPALITY, PROVINCE, THEME, FacetValue, ValueCount
from initiatives.filters import ALSO, CatalogueFilterSet, Display, Sorting
from initiatives.hits import Hits
from initiatives.listing import PAGE_SIZE, Listing
from initiatives.models import CatalogueEntry
from initiatives.querysets import CatalogueEntryQuerySet


def also_text(value: FacetValue) -> str:
    """What asks for `value` beside the choices in its facet."""
    return f"{value.facet.name}.{value.slug}"


class Result(Listing):
    """What the catalogue answers to a query string.

    Makes two queries: a look at what has changed, and the rows of the page. Words that this process has not been asked
    before take two or three more.
    """

    filters = CatalogueFilterSet
    sorting_choices = Sorting
    list_name = "initiative_list"
    facet_name = "initiative_facet"
    feed_name = "initiative_feed"
    shown_facets = FACETS
    open_facets = (THEME, PROVINCE)
    hits: Hits

    def __init__(self, query: QueryDict) -> None:
        super().__init__(query, index.current())

    @cached_property
    def display(self) -> str:
        return self.filterset.cleaned.get("weergave") or Display.LIST

    @property
    def further_pairs(self) -> list[tuple[str, str]]:
        return [(ALSO, also_text(value)) for value in self.filterset.also]

    @cached_property
    def cards(self) -> list[Card]:
        start = (self.page_number - 1) * PAGE_SIZE
        entries = self._page(start, start + PAGE_SIZE)
        return [card_of(entry, self.values, self.matches) for entry in entries]

    @property
    def further_chips(self) -> list[Chip]:
        label = self.filterset.filters[ALSO].label
        return [
            Chip(ALSO, f"{label}: {value.label}", self.address.without(ALSO, also_text(value)))
            for value in self.filterset.also
        ]

    @property
    def displays(self) -> list[DisplayLink]:
        return [
            DisplayLink(str(label), self.address.having("weergave", value), value == self.display)
            for value, label in Display.choices
        ]

    def count_per_municipality(self) -> dict[str, ValueCount]:
        """For each municipality of today, by slug: the results there, its own facet's choices left out."""
        return {item.value.slug: item for item in self.every_value(MUNICIPALITY)}

    def _asked_further(self) -> Iterable[tuple[str, str]]:
        if self.filterset.also:
            label = self.filterset.filters[ALSO].label
            yield ALSO, f"{label}: {', '.join(value.label for value in self.filterset.also)}"

    def _page(self, start: int, stop: int) -> list[CatalogueEntry]:
        """The entries from place `start` up to `stop`, in the order that was asked."""
        return entries_by_number(self._numbers(start, stop), found_by_words=bool(self.words))

    def _numbers(self, start: int, stop: int) -> list[int]:
        if self.sorting == Sorting.TITLE:
            return self.hits.sorted_by(CatalogueEntryQuerySet.by_title, start, stop)
        if self.sorting == Sorting.MUNICIPALITY:
            return self.hits.sorted_by(CatalogueEntryQuerySet.by_place, start, stop)
        by_relevance = self.sorting == Sorting.RELEVANCE
        return self.hits.most_relevant(start, stop) if by_relevance else self.hits.newest(start, stop)
