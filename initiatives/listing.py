"""A page of a list with facets: what was asked, what was found, and the ways on from here."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import ClassVar, Protocol

from django.db.models import TextChoices
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from initiatives import facets
from initiatives.address import Address, Chip, Correction, DisplayLink, FacetPart, Relaxation
from initiatives.facets import Facet, FacetValue, FacetValues, ValueCount
from initiatives.hits import Counts
from initiatives.likeness import PLACE, PlaceLike
from initiatives.questions import QuestionFilterSet
from initiatives.selection import Selection
from search.matching import Matches
from search.words import tokens

PAGE_SIZE = 20
MOST_WORDS_TO_DROP = 5


class PageNotFound(Exception):
    """There is no such page of results."""


class Answer(Protocol):
    """What the index of a list says of one selection."""

    @property
    def total(self) -> int: ...

    @property
    def counts(self) -> Counts: ...

    def total_without(self, name: str) -> int: ...


class Index(Protocol):
    """What this process knows of all that a list may show."""

    @property
    def values(self) -> FacetValues: ...

    def match(self, words: str) -> Matches | None: ...

    def ask(self, selection: Selection | None = None, matches: Matches | None = None) -> Answer: ...


class Listing:
    """What a list answers to a query string. Raises PageNotFound for a page past the end.

    A list of its own says by what it is filtered (`filters`), how it can be sorted, where it lives (`list_name`), which
    facets are shown and which of these stand open.
    """

    filters: ClassVar[type[QuestionFilterSet]]
    sorting_choices: ClassVar[type[TextChoices]]
    list_name: ClassVar[str]
    facet_name: ClassVar[str]
    feed_name: ClassVar[str]
    shown_facets: ClassVar[tuple[Facet, ...]]
    open_facets: ClassVar[tuple[Facet, ...]]

    def __init__(self, query: QueryDict, index: Index) -> None:
        self.index = index
        self.values = index.values
        self.filterset = self.filters(query, values=self.values)
        self.selection = self.filterset.selection
        self.chosen = self.selection.chosen
        self.problems = self.filterset.problems
        self.matches = index.match(self.selection.words)
        if self.matches:
            said = _("“%(phrase)s” is too common to be found as a phrase; its words may stand anywhere.")
            self.problems.extend(said % {"phrase": phrase} for phrase in self.matches.loose)
        self.hits = index.ask(self.selection, self.matches)
        self.counts = self.hits.counts
        self.page_number = self._read_page_number(query.get("pagina", ""))
        if self.page_number > self.page_count:
            raise PageNotFound

    @property
    def list_url(self) -> str:
        return reverse(self.list_name)

    @property
    def total(self) -> int:
        return self.counts.total

    @property
    def page_count(self) -> int:
        return max(1, math.ceil(self.total / PAGE_SIZE))

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
        return Correction(", ".join(corrected), meant, self.address.having("q", meant), self.list_url)

    @cached_property
    def sorting(self) -> str:
        return self.filterset.cleaned.get("sorteer") or ("relevantie" if self.words else "nieuwste")

    @cached_property
    def address(self) -> Address:
        """What was understood, the page left out: the address to share, and the ground of all links."""
        cleaned = self.filterset.cleaned
        plain = [(name, str(cleaned[name])) for name in ("q", "jaar_van", "jaar_tot") if cleaned.get(name)]
        facet_pairs = [(facet.name, value.slug) for facet, values in self.chosen.items() for value in values]
        like = self.filterset.likeness.pairs if self.filterset.likeness else ()
        shape = [(name, cleaned[name]) for name in self.filterset.shapes if cleaned.get(name)]
        return Address([*plain, *facet_pairs, *self.further_pairs, *like, *shape])

    @property
    def further_pairs(self) -> list[tuple[str, str]]:
        """What else is asked than any list can be asked."""
        return []

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
        like = [Chip(PLACE, label, self.address.without(PLACE)) for name, label in self._asked() if name == PLACE]
        return [*plain, *chosen, *self.further_chips, *like]

    @property
    def further_chips(self) -> list[Chip]:
        """What was asked by `further_pairs`."""
        return []

    @property
    def sortings(self) -> dict[str, DisplayLink]:
        """The orders by name."""
        return {
            value: DisplayLink(str(label), self.address.having("sorteer", value), value == self.sorting)
            for value, label in self.sorting_choices.choices
        }

    @property
    def offered_sortings(self) -> list[tuple[str, str]]:
        """The orders to choose from, with their labels: that of relevance only where words are asked."""
        return [
            (value, str(label)) for value, label in self.sorting_choices.choices if value != "relevantie" or self.words
        ]

    @cached_property
    def places_like(self) -> list[PlaceLike]:
        """When places like one are asked for: those, each with the results in it."""
        likeness = self.filterset.likeness
        return likeness.counted(self.values, self.counts)[: likeness.number] if likeness else []

    @cached_property
    def facet_parts(self) -> list[FacetPart]:
        parts = []
        for facet in self.shown_facets:
            chosen = self.chosen.get(facet, ())
            items, has_more = facets.in_sight(facet, self.values, self.counts.by_value, chosen)
            parts.append(FacetPart(facet, items, has_more, is_open=bool(chosen) or facet in self.open_facets))
        return parts

    def every_value(self, facet: Facet) -> list[ValueCount]:
        return facets.every_value(facet, self.values, self.counts.by_value, self.chosen.get(facet, ()))

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
            number = self.index.ask(replace(self.selection, words=rest)).total
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
            yield facet.name, f"{facet.label}: {_listed(values)}"
        yield from self._asked_further()
        if likeness := self.filterset.likeness:
            yield PLACE, f"{filters[PLACE].label} {likeness.here} ({likeness.number})"

    def _asked_further(self) -> Iterable[tuple[str, str]]:
        """The parameters of this list alone that narrow the result, with what they ask."""
        return ()

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


def _listed(values: Iterable[FacetValue]) -> str:
    return ", ".join(value.label for value in values)
