"""Facets: their values, and how many results each value would give.

Values of one facet are alternatives (OR), facets narrow each other (AND). The count beside a value leaves out the
choices of its own facet. Municipalities are counted under the code the case was written with and folded to today's
here, so that a merger needs no rewriting of rows; provinces are sums of municipalities.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from heapq import nlargest
from typing import Any

from django.db.models import Q, QuerySet, Value
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from curation.models import FormerSlug
from initiatives import contributions
from initiatives.models import (
    Access,
    AccommodationKind,
    ActorKind,
    CommunityWork,
    TargetGroup,
    Theme,
)
from places.register import Register, register
from search.words import words

BASE = 1_000_000
FEW = 15
MOST_SHOWN = 10


@dataclass(frozen=True, eq=False)
class Facet:
    """One way to narrow the catalogue; `name` is its query parameter, `field` what a case may say it looked for."""

    name: str
    number: int
    label: Any
    field: str = ""

    def code(self, key: int) -> int:
        return self.number * BASE + key


THEME = Facet("thema", 1, _("Theme"), "themes")
PROVINCE = Facet("provincie", 2, _("Province"), "municipality")
MUNICIPALITY = Facet("gemeente", 3, _("Municipality"), "municipality")
ACTOR = Facet("actor", 4, _("Actors"), "actors")
ACCOMMODATION = Facet("accommodatie", 5, _("Accommodation"), "accommodations")
ACCESS = Facet("toegang", 6, _("Access"), "accommodations")
TARGET_GROUP = Facet("doelgroep", 7, _("Target group"), "target_groups")
CONNECTION = Facet("verbinding", 8, _("Connection"))
COMMUNITY_WORK = Facet("functie", 9, _("Community work"), "community_work")
BUNDLE = Facet("bundel", 10, _("Bundle"))
FACETS = (
    THEME,
    PROVINCE,
    MUNICIPALITY,
    ACTOR,
    ACCOMMODATION,
    ACCESS,
    TARGET_GROUP,
    CONNECTION,
    COMMUNITY_WORK,
    BUNDLE,
)
BY_NAME = {facet.name: facet for facet in FACETS}
YEAR = Facet("jaar", 11, _("Started"), "started")
# Keys in any facet of what a case has no value for; of one connection, that less ten times its own key.
NOT_FOUND = 999_998
NOT_KNOWN = 999_999
UNSEEN = {"niet-gevonden": NOT_FOUND, "niet-bekend": NOT_KNOWN}
CONNECTIONS = {"bonding": 1, "bridging": 2, "linking": 3}
ACCESS_KEYS = {access.value: key for key, access in enumerate(Access, start=1)}
_CONNECTION_LABELS = {
    "bonding": _("among themselves (bonding)"),
    "bridging": _("bridging"),
    "linking": _("towards institutions (linking)"),
}
_TABLES = {
    THEME: Theme,
    ACTOR: ActorKind,
    ACCOMMODATION: AccommodationKind,
    TARGET_GROUP: TargetGroup,
    COMMUNITY_WORK: CommunityWork,
}


@dataclass(frozen=True, eq=False, slots=True)
class FacetValue:
    """A value of a facet. `codes` are what entries carry for it: several for a place that others merged into."""

    facet: Facet
    slug: str
    name: Any
    codes: tuple[int, ...]
    name_en: str = ""
    order: tuple[Any, ...] = ()
    is_offered: bool = True
    _labels: dict[str | None, str] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """The name in the language of the moment, as it was put into words the first time."""
        language = get_language()
        if language not in self._labels:
            self._labels[language] = (self.name_en if language == "en" else "") or str(self.name)
        return self._labels[language]


@dataclass(frozen=True, slots=True)
class ValueCount:
    """A value with the number of results it would give."""

    value: FacetValue
    count: int
    is_chosen: bool

    @property
    def slugs(self) -> tuple[str, ...]:
        return (self.value.slug,)


@dataclass
class FacetValues:
    """All values of all facets at one moment: read once, then asked by slug or code."""

    register: Register
    by_facet: dict[Facet, list[FacetValue]] = field(default_factory=dict)
    by_slug: dict[tuple[Facet, str], FacetValue] = field(default_factory=dict)
    by_code: dict[int, FacetValue] = field(default_factory=dict)
    synonyms: dict[FacetValue, frozenset[str]] = field(default_factory=dict)

    def resolve(self, facet: Facet, text: str) -> FacetValue | None:
        """The value that `text` means in `facet`: a slug, and for places also what people call them."""
        if facet is MUNICIPALITY and text not in UNSEEN:
            found = self.register.resolve(text)
            return self.by_slug.get((facet, found.municipality.slug)) if found.municipality else None
        if facet is PROVINCE and text not in UNSEEN:
            province = self.register.resolve_province(text)
            return self.by_slug.get((facet, province.slug)) if province else None
        return self.by_slug.get((facet, text)) or self.former.get((facet, text))

    def themes(self, keys: Iterable[int]) -> tuple[FacetValue, ...]:
        """The themes with these keys, as far as they are known."""
        found = (self.by_code.get(THEME.code(key)) for key in keys)
        return tuple(value for value in found if value)

    @cached_property
    def former(self) -> dict[tuple[Facet, str], FacetValue]:
        """Values by the addresses they once had, in one query; asked only for what is not known otherwise."""
        facet_of = {rows.model: facet for facet, rows in _rows_by_facet().items()}
        return {
            (facet_of[model], slug): value
            for model, keys in FormerSlug.objects.by_model(*facet_of).items()
            for slug, key in keys.items()
            if (value := self.by_code.get(facet_of[model].code(key)))
        }

    def add(self, value: FacetValue) -> None:
        self.by_facet.setdefault(value.facet, []).append(value)
        self.by_slug[value.facet, value.slug] = value
        self.by_code.update(dict.fromkeys(value.codes, value))

    def add_unseen(self, value: FacetValue) -> None:
        """A value that can be asked for and is not listed."""
        self.by_slug.setdefault((value.facet, value.slug), value)

    def unseen(self, facet: Facet) -> list[FacetValue]:
        """The values of `facet` that can be asked for and are not listed: what was not found, and what is not known."""
        listed = set(self.by_facet.get(facet, ()))
        return [value for (of, _slug), value in self.by_slug.items() if of is facet and value not in listed]


def load_values() -> FacetValues:
    """All values of all facets, in two queries (the register of places is kept in memory)."""
    values = FacetValues(register())
    _add_terms(values)
    for key, (slug, label) in enumerate(_CONNECTION_LABELS.items(), start=1):
        values.add(FacetValue(CONNECTION, slug, label, (CONNECTION.code(key),), order=(key,)))
    for access in Access:
        key = ACCESS_KEYS[access.value]
        values.add(FacetValue(ACCESS, access.value, access.label, (ACCESS.code(key),), order=(key,)))
    for place in _places(values.register):
        values.add(place)
    for of_facet in values.by_facet.values():
        of_facet.sort(key=lambda value: value.order)
    for facet in FACETS:
        _add_unseen(values, facet)
    _add_synonyms(values)
    return values


def _add_synonyms(values: FacetValues) -> None:
    """The words of a theme's synonyms that are not in its own name, folded."""
    for key, synonyms in Theme.objects.exclude(synonyms=[]).values_list("pk", "synonyms"):
        if theme := values.by_code.get(THEME.code(key)):
            said = {word for synonym in synonyms for word in words(synonym)} - set(words(str(theme.name)))
            values.synonyms[theme] = values.synonyms.get(theme, frozenset()) | said


def _add_unseen(values: FacetValues, facet: Facet) -> None:
    """What can be asked of a facet and is not in its list: what was looked for in vain, and what is not known."""
    for (slug, key), label in zip(UNSEEN.items(), (_("looked for, not found"), _("not known")), strict=True):
        if facet is CONNECTION:
            for name, number in CONNECTIONS.items():
                said = format_lazy("{name}: {label}", name=_CONNECTION_LABELS[name], label=label)
                values.add_unseen(FacetValue(facet, f"{name}-{slug}", said, (facet.code(key - 10 * number),)))
        elif facet.field:
            said = format_lazy("{name}: {label}", name=facet.label, label=label)
            values.add_unseen(FacetValue(facet, slug, said, (facet.code(key),)))


def municipality_code(code: str) -> int:
    """The facet code of a municipality by its CBS code ("GM0344")."""
    return MUNICIPALITY.code(int(code[2:]))


def _add_terms(values: FacetValues) -> None:
    columns = ("number", "pk", "slug", "name", "name_en", "position", "is_active", "merged_into_id")
    tables = [
        rows.annotate(number=Value(facet.number)).values_list(*columns) for facet, rows in _rows_by_facet().items()
    ]
    facets = {facet.number: facet for facet in FACETS}
    merged: list[tuple[Facet, str, int, int]] = []
    for number, key, slug, name, name_en, position, is_active, merged_into in tables[0].union(*tables[1:], all=True):
        facet = facets[number]
        if merged_into:
            merged.append((facet, slug, key, merged_into))
            continue
        order = (position, name.casefold(), key)
        values.add(FacetValue(facet, slug, name, (facet.code(key),), name_en, order, is_active))
    for facet, slug, key, kept in merged:
        if (value := values.by_code.get(facet.code(kept))) is not None:
            values.by_slug[facet, slug] = values.by_code[facet.code(key)] = value


def _rows_by_facet() -> dict[Facet, QuerySet[Any]]:
    """The rows that are values of a facet: of our own lists, and of what other rooms contribute."""
    own = {facet: model._default_manager.all() for facet, model in _TABLES.items()}
    return own | {BY_NAME[name]: contribution.values() for name, contribution in contributions.facets.items()}


@lru_cache(maxsize=4)
def _places(places: Register) -> tuple[FacetValue, ...]:
    """Provinces and municipalities as facet values; made once per edition and day of the register."""
    made = []
    for number, province in enumerate(places.provinces()):
        codes = tuple(municipality_code(code) for code in sorted(places.codes_in(province.code)))
        made.append(FacetValue(PROVINCE, province.slug, province.name, codes, order=(number,)))
    for number, municipality in enumerate(places.current()):
        codes = tuple(municipality_code(code) for code in sorted(places.predecessors(municipality.code)))
        made.append(FacetValue(MUNICIPALITY, municipality.slug, municipality.display_name, codes, order=(number,)))
    return tuple(made)


def matches(values: Iterable[FacetValue]) -> Q:
    """Entries that have any of `values`, which belong to one facet."""
    return Q(facets__overlap=sorted({code for value in values for code in value.codes}))


def largest(facet: Facet, values: FacetValues, counts: Mapping[FacetValue, int], number: int) -> list[ValueCount]:
    """The values of `facet` with most results, those without left out."""
    items = [item for item in every_value(facet, values, counts, ()) if item.count]
    return sorted(items, key=lambda item: -item.count)[:number]


def every_value(
    facet: Facet, values: FacetValues, counts: Mapping[FacetValue, int], chosen: Iterable[FacetValue]
) -> list[ValueCount]:
    """All values of `facet` that are offered, used or chosen, in the facet's own order."""
    wanted = dict.fromkeys(chosen)
    items = [
        ValueCount(value, counts.get(value, 0), value in wanted)
        for value in dict.fromkeys((*values.by_facet.get(facet, ()), *wanted))
    ]
    return [item for item in items if item.value.is_offered or item.count or item.is_chosen]


def in_sight(
    facet: Facet, values: FacetValues, counts: Mapping[FacetValue, int], chosen: Iterable[FacetValue]
) -> tuple[list[ValueCount], bool]:
    """What is shown first, in the facet's order, and whether there is more: all values when few, else the ten largest
    and the chosen ones."""
    everything = values.by_facet.get(facet, [])
    if len(everything) <= FEW:
        return every_value(facet, values, counts, chosen), False
    wanted = dict.fromkeys(chosen)
    used = [value for value in everything if value.is_offered or counts.get(value) or value in wanted]
    if len(used) <= FEW:
        return every_value(facet, values, counts, wanted), False
    largest = set(nlargest(MOST_SHOWN, used, key=lambda value: counts.get(value, 0)))
    listed = [value for value in dict.fromkeys((*used, *wanted)) if value in largest or value in wanted]
    return [ValueCount(value, counts.get(value, 0), value in wanted) for value in listed], len(listed) < len(used)
