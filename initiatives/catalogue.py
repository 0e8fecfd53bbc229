"""A page of the catalogue: what was asked, what was found, and the ways on from here."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from initiatives import facets, index
from initiatives.cards import Card, card_of, in_order
from initiatives.facets import (
    FACETS,
    MUNICIPALITY,
    PROVINCE,
    THEME,
    Facet,
    FacetValue,
    FacetValues,
    ValueCount,
)
from initiatives.filters import ALSO, CatalogueFilterSet, Display, Sorting
from initiatives.hits import Counts
from initiatives.likeness import COMPANIONS, PLACE, PlaceLike
from initiatives.models import CatalogueEntry
from initiatives.querysets import CatalogueEntryQuerySet
from search.words import tokens

PAGE_SIZE = 20
OPEN_FROM_THE_START = (THEME, PROVINCE)
MOST_WORDS_TO_DROP = 5


class PageNotFound(Exception):
    """There is no such page of results."""


class Address:
    """The query string that says what was understood, and variations on it."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self.pairs = tuple(pairs)

    def __str__(self) -> str:
        query = QueryDict(mutable=True)
        for name, value in self.pairs:
            query.appendlist(name, value)
        return f"?{query.urlencode()}" if query else "?"

    def without(self, name: str, value: str | None = None) -> "Address":
        """Leaves out what is nothing without it too."""
        names = (name, *COMPANIONS) if name == PLACE else (name,)
        return Address(pair for pair in self.pairs if pair[0] not in names or (value is not None and pair[1] != value))

    def adding(self, name: str, value: object) -> "Address":
        return Address((*self.pairs, (name, str(value))))

    @property
    def question(self) -> str:
        """What is asked and in which order, however it is shown; empty when that is everything."""
        asked = Address(pair for pair in self.pairs if pair[0] not in {"weergave", "rijen", "kolommen"})
        return str(asked) if asked.pairs else ""

    @property
    def narrowing(self) -> str:
        """What is asked; empty when that is everything."""
        return self.without("sorteer").question

    def turning(self, name: str, value: str) -> str:
        """With `value` added to those of `name`, or taken out when it is one of them."""
        return str(self.without(name, value) if (name, value) in self.pairs else self.adding(name, value))

    def having(self, name: str, value: object) -> "Address":
        """With `value` as the only value of `name`; nothing at all when it is empty."""
        rest = self.without(name)
        return rest.adding(name, value) if value else rest


def also_text(value: FacetValue) -> str:
    """What asks for `value` beside the choices in its facet."""
    return f"{value.facet.name}.{value.slug}"


@dataclass(frozen=True)
class Chip:
    """A chosen filter, with the address without it."""

    name: str
    label: str
    without: Address


@dataclass(frozen=True)
class Relaxation:
    """A filter to drop when nothing is found, and how many results that gives."""

    label: str
    without: Address
    count: int


@dataclass(frozen=True)
class Correction:
    """Words that nothing has, and the question that was answered instead."""

    typed: str
    meant: str
    address: Address

    @property
    def url(self) -> str:
        return f"{reverse('initiative_list')}{self.address}"

    @property
    def link(self) -> str:
        return f"{self.meant}?"


@dataclass(frozen=True)
class DisplayLink:
    """A way to show or sort the same result."""

    label: str
    address: Address
    is_current: bool


@dataclass(frozen=True)
class FacetPart:
    """A facet as it is shown: the values first in sight, and whether there are more."""

    facet: Facet
    items: list[ValueCount]
    has_more: bool
    is_open: bool


class Result:
    """What the catalogue answers to a query string.

    Makes two queries: a look at what has changed, and the rows of the page. Words that this process has not been asked
    before take two or three more.
    Raises PageNotFound for a page past the end.
    """

    def __init__(self, query: QueryDict) -> None:
        self.catalogue = catalogue = index.current()
        self.values: FacetValues = catalogue.values
        self.filterset = CatalogueFilterSet(query, values=self.values)
        self.selection = self.filterset.selection
        self.chosen = self.selection.chosen
        self.problems = self.filterset.problems
        self.matches = catalogue.match(self.selection.words)
        if self.matches:
            said = _("“%(phrase)s” is too common to be found as a phrase; its words may stand anywhere.")
            self.problems.extend(said % {"phrase": phrase} for phrase in self.matches.loose)
        self.hits = catalogue.ask(self.selection, self.matches)
        self.counts: Counts = self.hits.counts
        self.page_number = self._read_page_number(query.get("pagina", ""))
        if self.page_number > self.page_count:
            raise PageNotFound

    @property
    def total(self) -> int:
        return self.counts.total

    @property
    def page_count(self) -> int:
        return max(1, math.ceil(self.total / PAGE_SIZE))

    @cached_property
    def display(self) -> str:
        return self.filterset.cleaned.get("weergave") or Display.LIST

    @cached_property
    def words(self) -> str:
        return self.selection.words

    @cached_property
    def correction(self) -> Correction | None:
        """When words were taken for typing errors: what was answered instead."""
        corrected = self.matches.corrected if self.matches else {}
        if not corrected:
            return None
        meant = correction_of(self.words, corrected)
        return Correction(", ".join(corrected), meant, self.address.having("q", meant))

    @cached_property
    def sorting(self) -> str:
        return self.filterset.cleaned.get("sorteer") or (Sorting.RELEVANCE if self.words else Sorting.NEWEST)

    @cached_property
    def address(self) -> Address:
        """What was understood, the page left out: the address to share, and the ground of all links."""
        cleaned = self.filterset.cleaned
        plain = [(name, str(cleaned[name])) for name in ("q", "jaar_van", "jaar_tot") if cleaned.get(name)]
        facet_pairs = [(facet.name, value.slug) for facet, values in self.chosen.items() for value in values]
        also = [(ALSO, also_text(value)) for value in self.filterset.also]
        like = self.filterset.likeness.pairs if self.filterset.likeness else ()
        shape = [(name, cleaned[name]) for name in ("sorteer", "weergave", "rijen", "kolommen") if cleaned.get(name)]
        return Address([*plain, *facet_pairs, *also, *like, *shape])

    @cached_property
    def cards(self) -> list[Card]:
        start = (self.page_number - 1) * PAGE_SIZE
        entries = self._page(start, start + PAGE_SIZE)
        return [card_of(entry, self.values, self.matches) for entry in entries]

    @cached_property
    def chips(self) -> list[Chip]:
        filters = self.filterset.filters
        plain = [
            Chip(name, f"{filters[name].label}: {self.filterset.cleaned[name]}", self.address.without(name))
            for name in ("q", "jaar_van", "jaar_tot")
            if self.filterset.cleaned.get(name)
        ]
        chosen = [
            Chip(facet.name, value.label, self.address.without(facet.name, value.slug))
            for facet, values in self.chosen.items()
            for value in values
        ]
        also = [
            Chip(ALSO, f"{filters[ALSO].label}: {value.label}", self.address.without(ALSO, also_text(value)))
            for value in self.filterset.also
        ]
        like = [Chip(PLACE, label, self.address.without(PLACE)) for name, label in self._asked() if name == PLACE]
        return [*plain, *chosen, *also, *like]

    @property
    def displays(self) -> list[DisplayLink]:
        return [
            DisplayLink(str(label), self.address.having("weergave", value), value == self.display)
            for value, label in Display.choices
        ]

    @property
    def sortings(self) -> dict[str, DisplayLink]:
        """The orders by name."""
        return {
            value: DisplayLink(str(label), self.address.having("sorteer", value), value == self.sorting)
            for value, label in Sorting.choices
        }

    @cached_property
    def places_like(self) -> list[PlaceLike]:
        """The places that those of cases must be among, if likeness to one is asked, with their number of results."""
        likeness = self.filterset.likeness
        return likeness.counted(self.values, self.counts)[: likeness.number] if likeness else []

    @cached_property
    def facet_parts(self) -> list[FacetPart]:
        parts = []
        for facet in FACETS:
            chosen = self.chosen.get(facet, ())
            items, has_more = facets.in_sight(facet, self.values, self.counts.by_value, chosen)
            parts.append(FacetPart(facet, items, has_more, is_open=bool(chosen) or facet in OPEN_FROM_THE_START))
        return parts

    def every_value(self, facet: Facet) -> list[ValueCount]:
        return facets.every_value(facet, self.values, self.counts.by_value, self.chosen.get(facet, ()))

    def count_per_municipality(self) -> dict[str, ValueCount]:
        """For each municipality of today, by slug: the results there, its own facet's choices left out."""
        return {item.value.slug: item for item in self.every_value(MUNICIPALITY)}

    @cached_property
    def relaxations(self) -> list[Relaxation]:
        """When nothing is found: each filter that could be dropped alone, with what that gives, most first."""
        if self.total:
            return []
        ways = [
            Relaxation(label, self.address.without(name), number)
            for name, label in self._asked()
            if (number := self.hits.total_without(name))
        ]
        return sorted([*ways, *self._with_fewer_words()], key=lambda way: -way.count)

    def _with_fewer_words(self) -> Iterator[Relaxation]:
        """Each word that could be left out, when there are more."""
        looked_for = list(self.matches.counting) if self.matches else []
        for word in looked_for[:MOST_WORDS_TO_DROP] if len(looked_for) > 1 else ():
            rest = correction_of(self.words, {word: ""}).strip()
            number = self.catalogue.ask(replace(self.selection, words=rest)).total
            if number:
                yield Relaxation(f"“{word}”", self.address.having("q", rest), number)

    def _asked(self) -> Iterator[tuple[str, str]]:
        """The parameters that narrow the result, with what they ask."""
        filters = self.filterset.filters
        if self.words:
            yield "q", f"“{self.words}”"
        for name, year in (("jaar_van", self.selection.since), ("jaar_tot", self.selection.until)):
            if year:
                yield name, f"{filters[name].label}: {year}"
        for facet, values in self.chosen.items():
            yield facet.name, f"{facet.label}: {', '.join(value.label for value in values)}"
        if self.filterset.also:
            yield ALSO, f"{filters[ALSO].label}: {', '.join(value.label for value in self.filterset.also)}"
        if likeness := self.filterset.likeness:
            yield PLACE, f"{filters[PLACE].label} {likeness.here} ({likeness.number})"

    def _page(self, start: int, stop: int) -> list[CatalogueEntry]:
        """The entries from place `start` up to `stop`, in the order that was asked."""
        show = CatalogueEntryQuerySet.for_findings if self.words else CatalogueEntryQuerySet.for_cards
        return in_order(show(CatalogueEntry.objects.all()), self._numbers(start, stop))

    def _numbers(self, start: int, stop: int) -> list[int]:
        if self.sorting == Sorting.TITLE:
            return self.hits.sorted_by(CatalogueEntryQuerySet.by_title, start, stop)
        if self.sorting == Sorting.MUNICIPALITY:
            return self.hits.sorted_by(CatalogueEntryQuerySet.by_place, start, stop)
        by_relevance = self.sorting == Sorting.RELEVANCE
        return self.hits.most_relevant(start, stop) if by_relevance else self.hits.newest(start, stop)

    def _read_page_number(self, text: str) -> int:
        if not text:
            return 1
        if text.isascii() and text.isdigit() and int(text[:9]) > 0:
            return int(text[:9])
        self.problems.append(_("“%(value)s” is not a page; this is the first.") % {"value": text[:60]})
        return 1


def correction_of(text: str, instead: Mapping[str, str]) -> str:
    """`text` with some of its words, as search reads them, replaced."""
    replaced, place = "", 0
    for token in tokens(text):
        replaced += text[place : token.start] + instead.get(token.word, text[token.start : token.end])
        place = token.end
    return replaced + text[place:]
