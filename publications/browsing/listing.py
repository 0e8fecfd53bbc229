"""A page of the list of publications: what was asked, what was found, and the ways on from here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict

from initiatives.browsed import Browsed
from initiatives.facets import THEME, FacetValue
from initiatives.hits import CountedHits
from initiatives.listing import PAGE_SIZE, Listing
from media.models import Picture
from publications.browsing import index
from publications.browsing.facets import FACETS, KIND
from publications.browsing.filters import PublicationFilterSet, Sorting
from publications.models import Publication, PublicationVersion
from search.finding import Finding


@dataclass(frozen=True)
class PublicationCard:
    """A publication in a list, with its themes, and why it was found."""

    publication: Publication
    version: PublicationVersion
    themes: tuple[FacetValue, ...]
    finding: Finding | None = None

    @property
    def picture(self) -> Picture | None:
        """The one on its front."""
        return next((cover.picture for cover in self.version.covers.all()), None)

    @property
    def theme_labels(self) -> list[str]:
        return [theme.label for theme in self.themes]


class PublicationResult(Listing):
    """What the list of publications answers to a query string.

    Makes three queries: a look at what has changed, and the rows of the page with their covers; with words one more,
    and two or three for words that this process has not been asked before.
    """

    filters = PublicationFilterSet
    sorting_choices = Sorting
    list_name = "publication_list"
    facet_name = "publication_facet"
    feed_name = "publication_feed"
    shown_facets = FACETS
    open_facets = (KIND, THEME)
    index: Browsed
    hits: CountedHits

    def __init__(self, query: QueryDict) -> None:
        super().__init__(query, index.current())

    @cached_property
    def cards(self) -> list[PublicationCard]:
        start = (self.page_number - 1) * PAGE_SIZE
        numbers = self._numbers(start, start + PAGE_SIZE)
        return self._cards_of(numbers, self.index.findings(numbers, self.matches))

    def newest(self, most: int) -> list[PublicationCard]:
        return self._cards_of(self.hits.newest(0, most))

    def everything(self) -> list[PublicationCard]:
        """All that answer, in the order that was asked."""
        return self._cards_of(self._numbers(0, self.total))

    def _cards_of(self, numbers: Sequence[int], findings: Mapping[int, Finding] | None = None) -> list[PublicationCard]:
        """Those with these numbers in this order, in two queries; one that went away a moment ago is left out."""
        keys = [self.index.keys[number] for number in numbers]
        rows = Publication.objects.published().with_card_details().with_covers().in_bulk(keys) if keys else {}
        return [
            PublicationCard(row, version, self.index.themes[number], (findings or {}).get(number))
            for number, key in zip(numbers, keys, strict=True)
            if (row := rows.get(key)) and (version := row.published_version)
        ]

    def _numbers(self, start: int, stop: int) -> list[int]:
        if self.sorting == Sorting.RELEVANCE:
            return self.hits.most_relevant(start, stop)
        if self.sorting == Sorting.NEWEST:
            return self.hits.newest(start, stop)
        return [number for number in self.index.by_title if number in self.hits.numbers][start:stop]
