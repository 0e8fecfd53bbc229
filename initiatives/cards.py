"""Entries as people see them in a list: with what their codes and places mean today."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from curation.statements import Statement, among_keys
from initiatives.facets import CONNECTION, THEME, FacetValue, FacetValues
from initiatives.models import CatalogueEntry
from initiatives.querysets import CatalogueEntryQuerySet
from search.finding import Finding, finding_of
from search.matching import Matches
from search.words import words


@dataclass(frozen=True)
class Card:
    """An entry with what its codes and place mean today."""

    entry: CatalogueEntry
    place: str
    place_today: str
    province: str
    values: dict[str, list[FacetValue]]
    finding: Finding | None = None

    @property
    def themes(self) -> list[FacetValue]:
        return self.values.get(THEME.name, [])

    @property
    def theme_labels(self) -> list[str]:
        return [theme.label for theme in self.themes]

    @property
    def connection_labels(self) -> list[str]:
        return [value.label for value in self.values.get(CONNECTION.name, [])]

    @property
    def place_with_today(self) -> str:
        """The municipality the case was written under, and what it is called today if that differs."""
        if self.place_today:
            return _("%(place)s (now %(today)s)") % {"place": self.place, "today": self.place_today}
        return self.place

    @property
    def place_line(self) -> str:
        """Where it is, for people: municipality and neighbourhood, or that it meets online."""
        if self.place:
            return ", ".join(part for part in (self.place_with_today, self.entry.neighbourhood) if part)
        return _("online") if self.entry.online else _("place not known")


_cards = Statement(lambda: CatalogueEntry.objects.for_cards().filter(among_keys("number")))
_findings = Statement(lambda: CatalogueEntry.objects.for_findings().filter(among_keys("number")))


def entries_by_number(numbers: Sequence[int], *, found_by_words: bool = False) -> list[CatalogueEntry]:
    """The entries with these numbers in this order, with what cards show, and why they were found if by words.

    One that went away a moment ago is left out.
    """
    statement = _findings if found_by_words else _cards
    found = {entry.number: entry for entry in statement.records(numbers)} if numbers else {}
    return [found[number] for number in numbers if number in found]


def in_order(entries: CatalogueEntryQuerySet, numbers: Sequence[int]) -> list[CatalogueEntry]:
    """Those with these numbers in this order, as the queryset gives them."""
    found = entries.in_bulk(numbers, field_name="number") if numbers else {}
    return [found[number] for number in numbers if number in found]


def card_of(entry: CatalogueEntry, values: FacetValues, matches: Matches | None = None) -> Card:
    """An entry with its codes read: what they mean, where its municipality is found today, and why it was found."""
    read: dict[str, list[FacetValue]] = {}
    for code in entry.facets:
        if value := values.by_code.get(code):
            read.setdefault(value.facet.name, []).append(value)
    place = place_today = province = ""
    written = values.register.municipality(entry.municipality_code) if entry.municipality_code else None
    if written:
        place = written.display_name
        today = values.register.municipality(values.register.today(written.code) or written.code) or written
        place_today = today.display_name if today != written else ""
        province = today.province.name if today.province else ""
    finding = (
        finding_of(entry, matches, _synonyms(entry, read.get(THEME.name, ()), values, matches)) if matches else None
    )
    return Card(entry, place, place_today, province, read, finding)


def _synonyms(
    entry: CatalogueEntry, themes: Iterable[FacetValue], values: FacetValues, matches: Matches
) -> dict[str, str]:
    """The words that were looked for and that the entry has for its themes alone, with what each is a synonym of."""
    counting = frozenset[str]().union(*matches.counting.values())
    meant = {word: theme.label for theme in themes for word in values.synonyms.get(theme, frozenset()) & counting}
    said = words(f"{entry.title} {entry.summary} {entry.text} {entry.neighbourhood}") if meant else ()
    return {word: label for word, label in meant.items() if word not in said}
