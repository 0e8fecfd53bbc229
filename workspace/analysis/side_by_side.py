"""Two cases to eight side by side on the same conditions, with what they share and where they differ."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.validators import slug_re
from django.http import QueryDict
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from initiatives import case_page, index
from initiatives.address import Address
from initiatives.belongings import belongings_of
from initiatives.cards import Card
from initiatives.case_page import Fact, Item
from initiatives.catalogue import Result
from initiatives.downloads.rows import Value
from initiatives.facets import FacetValues
from initiatives.listing import PageNotFound
from initiatives.models import Initiative, InitiativeVersion

FEWEST, MOST = 2, 8
CASE, WORDS, ONLY = "casus", "zoek", "alleen"
DIFFERENCES = "verschillen"
# From these numbers of residents on, a municipality is of the next class.
CLASSES = (20_000, 50_000, 100_000, 250_000)


@dataclass(frozen=True)
class Thing:
    """One value of a condition. `is_shared`: all the cases that say anything here say it."""

    item: Item
    is_shared: bool


@dataclass(frozen=True)
class Side:
    """What one case says of a condition; `state` as of a fact on its page, or "online" when there is no place."""

    things: tuple[Thing, ...]
    state: str

    @property
    def in_words(self) -> str:
        said = "; ".join(
            f"{each.item.text} ({each.item.note})" if each.item.note else each.item.text for each in self.things
        )
        return said + _STATES[self.state]() if said else _STATES[self.state]().strip(" ()")


@dataclass(frozen=True)
class Condition:
    """A line: what is compared, and each case's side of it. `is_text`: whole sentences, never quite the same."""

    name: str
    label: str
    sides: tuple[Side, ...]
    is_text: bool = False

    @property
    def differs(self) -> bool:
        return any(side != self.sides[0] for side in self.sides)


@dataclass(frozen=True)
class Compared:
    """A case as it stands in the head of the table."""

    slug: str
    title: str
    place: str
    version: int
    url: str
    without: str


class SideBySide:
    """What the query string asks to see beside each other; unknown addresses are named in `problems`."""

    def __init__(self, query: QueryDict) -> None:
        self.problems: list[str] = []
        self.words = query.get(WORDS, "")[:200].strip()
        self.only_differences = query.get(ONLY) == DIFFERENCES
        self._slugs = list(dict.fromkeys(filter(None, (slug.strip() for slug in query.getlist(CASE)))))
        self._values = index.current().values
        self._versions = self._read_versions()
        self.cases = [self._compared(version) for version in self._versions]
        every = _conditions(self._versions, self._values) if self.is_enough else []
        self.alike = sum(not each.differs for each in every)
        self.conditions = [each for each in every if each.differs or not self.only_differences]

    @property
    def is_enough(self) -> bool:
        return len(self._versions) >= FEWEST

    @property
    def has_room(self) -> bool:
        return len(self._versions) < MOST

    @property
    def slugs(self) -> list[str]:
        return [version.record.slug for version in self._versions]

    @property
    def address(self) -> Address:
        only = [(ONLY, DIFFERENCES)] if self.only_differences else []
        return Address([*((CASE, slug) for slug in self.slugs), *only])

    @property
    def other_view(self) -> str:
        """The same with all conditions, or with the differences alone."""
        return str(self.address.having(ONLY, "" if self.only_differences else DIFFERENCES))

    @property
    def offered(self) -> list[tuple[Card, str]]:
        """Cases with the words that were typed, each with the address at which it is added."""
        if not self.words or not self.has_room:
            return []
        query = QueryDict(mutable=True)
        query["q"] = self.words
        try:
            cards = Result(query).cards
        except PageNotFound:
            return []
        return [
            (card, str(self.address.adding(CASE, card.entry.slug)))
            for card in cards
            if card.entry.slug not in self.slugs
        ]

    def lines(self) -> Iterator[list[Value]]:
        """A line a condition, for a file."""
        for condition in self.conditions:
            yield [condition.label, *(side.in_words for side in condition.sides)]

    @property
    def head(self) -> list[str]:
        return ["", *(f"{case.title} (v{case.version})" for case in self.cases)]

    def _read_versions(self) -> list[InitiativeVersion]:
        """The published version of each case that exists, in the order that was asked."""
        asked = self._slugs[:MOST]
        able = [slug for slug in asked if slug_re.fullmatch(slug)]
        found = {
            case.slug: case for case in Initiative.objects.published().with_published_version().filter(slug__in=able)
        }
        for slug in asked:
            if slug not in found:
                message = _("There is no published case at the address “%(slug)s”.")
                self.problems.append(message % {"slug": slug[:60]})
        if len(self._slugs) > MOST:
            self.problems.append(
                _("No more than %(most)d cases stand side by side; these are the first.") % {"most": MOST}
            )
        versions = []
        for case in (found[slug] for slug in asked if slug in found):
            version: Any = case.published_version
            version.record = case
            versions.append(version)
        return versions

    def _compared(self, version: InitiativeVersion) -> Compared:
        record = version.record
        return Compared(
            record.slug,
            version.title,
            case_page.place_line(version, self._values),
            version.number or 0,
            record.get_absolute_url(),
            str(self.address.without(CASE, record.slug)),
        )


def _conditions(versions: Sequence[InitiativeVersion], values: FacetValues) -> list[Condition]:
    return [_condition(facts) for facts in zip(*(_facts(version, values) for version in versions), strict=True)]


def _condition(facts: Sequence[Fact]) -> Condition:
    is_text = facts[0].name in _TEXTS
    saying = [{item.text for item in fact.items} for fact in facts if fact.items]
    shared = set.intersection(*saying) if len(saying) > 1 and not is_text else set()
    sides = (Side(tuple(Thing(_plain(item), item.text in shared) for item in fact.items), fact.state) for fact in facts)
    return Condition(facts[0].name, facts[0].label, tuple(sides), is_text)


_TEXTS = {name for name, *_rest in case_page.CONNECTION_TEXTS}


def _plain(item: Item) -> Item:
    """Without its address: two things are the same that say the same."""
    return Item(item.text, item.note)


def _facts(version: InitiativeVersion, values: FacetValues) -> list[Fact]:
    """The same facts for every case, in the same order."""
    belongings = belongings_of(version)
    facts = {fact.name: fact for fact in case_page.facts_of(version, belongings, values)}
    ended = facts.get("ended") or case_page.ended_of(version)
    return [
        facts["municipality"],
        *_kind_of_place(version, values),
        facts["neighbourhood"],
        facts["themes"],
        facts["target_groups"],
        case_page.actors_of(version, belongings),
        case_page.accommodations_of(version, belongings),
        *(
            Fact(each.name, each.label, (Item(each.text),) if each.text else (), each.state)
            for each in case_page.connections_of(version)
        ),
        facts["community_work"],
        facts["phase"],
        facts["started"],
        ended,
        facts["visited"],
    ]


def _kind_of_place(version: InitiativeVersion, values: FacetValues) -> Iterable[Fact]:
    """What is registered of the municipality of today."""
    register = values.register
    code = register.today(version.municipality_id) if version.municipality_id else None
    place = register.municipality(code) if code else None
    province = place.province.name if place and place.province else ""
    residents = _class_of(place.population) if place and place.population else ""
    urbanity = place.urbanity_label if place else ""
    missing = "unknown" if version.municipality_id or not version.online else "online"
    for name, label, text in (
        ("province", _("Province"), province),
        ("residents", _("Residents of the municipality"), residents),
        ("urbanity", _("Urbanity"), urbanity),
    ):
        yield Fact(name, label, (Item(text),) if text else (), "known" if text else missing)


def _class_of(population: int) -> str:
    """In words, such as “20.000 to 50.000”."""
    above = [number for number in CLASSES if population >= number]
    below = [number for number in CLASSES if population < number]
    if not above:
        return _("fewer than %(number)s") % {"number": number_format(below[0], force_grouping=True)}
    if not below:
        return _("%(number)s or more") % {"number": number_format(above[-1], force_grouping=True)}
    return _("%(least)s to %(most)s") % {
        "least": number_format(above[-1], force_grouping=True),
        "most": number_format(below[0], force_grouping=True),
    }


_STATES = {
    "known": lambda: "",
    "uncertain": lambda: f" ({_('not certain: our reading of the sources')})",
    "not_found": lambda: f" ({_('looked for, not found')})",
    "unknown": lambda: f" ({_('not known')})",
    "online": lambda: f" ({_('does not apply: online')})",
}
