"""What the page of a case shows: its facts with what is known of each, cases like it, and how to cite it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from curation.models import Term
from curation.partial_dates import in_words
from initiatives.belongings import Belongings
from initiatives.cards import Card, card_of, entries_by_number
from initiatives.facets import ACCOMMODATION, TARGET_GROUP, THEME, UNSEEN, FacetValue, FacetValues
from initiatives.index import Catalogue
from initiatives.map import CountedMap, counted_map
from initiatives.margin import MarkedReading
from initiatives.models import Access, CatalogueEntry, InitiativeVersion, Theme
from initiatives.sharing import sharing_most

LIKE_IT = 3
HEAD_COLOURS = ("blossom", "sun", "sky", "linden")
ALIKE_IN = (THEME, ACCOMMODATION, TARGET_GROUP)


@dataclass(frozen=True)
class Item:
    """One value of a fact: its words, a note in smaller letters, and where it leads."""

    text: str
    note: str = ""
    url: str = ""


@dataclass(frozen=True)
class Fact:
    """One line of the facts: a label, its values, and how sure they are.

    `state` is "known", "uncertain", "not_found" (looked for in vain) or "unknown" (nobody has said).
    """

    name: str
    label: str
    items: tuple[Item, ...]
    state: str


@dataclass(frozen=True)
class Connection:
    """What a case says about one kind of contact: text and state, as of a fact, and what stands in its margin."""

    name: str
    label: str
    explanation: str
    pictogram: str
    text: str
    state: str
    margin: str


@dataclass(frozen=True)
class AlikeCase:
    """Another case, with the facet values that both have."""

    card: Card
    shared: tuple[FacetValue, ...]

    @property
    def shared_labels(self) -> list[str]:
        return [value.label for value in self.shared]


CONNECTION_TEXTS = (
    (
        "bonding",
        gettext_lazy("Among themselves"),
        gettext_lazy("Bonding: contact with people one recognises oneself in."),
        "shelter",
    ),
    (
        "bridging",
        gettext_lazy("Across groups"),
        gettext_lazy("Bridging: contact with people outside one’s own group."),
        "bridge",
    ),
    (
        "linking",
        gettext_lazy("Towards institutions"),
        gettext_lazy("Linking: contact with institutions such as the municipality."),
        "talk",
    ),
)


def facts_of(version: InitiativeVersion, belongings: Belongings, values: FacetValues) -> list[Fact]:
    """The facts at a glance, in a fixed order, the unknown ones included."""
    return [
        _fact(version, "municipality", _("Municipality"), _place_items(version, values)),
        _fact(version, "neighbourhood", _("Neighbourhood or village"), _text(version.neighbourhood)),
        _fact(version, "started", _("Started"), _text(in_words(version.started))),
        *([ended_of(version)] if version.ended else []),
        _fact(version, "phase", _("Phase"), _text(version.phase.label if version.phase else "")),
        _fact(version, "themes", _("Themes"), _theme_items(belongings.themes)),
        _fact(version, "target_groups", _("For whom"), _term_items(belongings.target_groups)),
        _fact(version, "community_work", _("Community work"), _term_items(belongings.community_work)),
        _fact(version, "visited", _("Visited"), _text(in_words(version.visited))),
    ]


def ended_of(version: InitiativeVersion) -> Fact:
    return _fact(version, "ended", _("Ended"), _text(in_words(version.ended)))


def actors_of(version: InitiativeVersion, belongings: Belongings) -> Fact:
    items = tuple(
        Item(
            row.actor.name,
            ", ".join(term.label for term in (row.role, row.actor.kind) if term),
        )
        for row in belongings.involvements
    )
    return _fact(version, "actors", _("Who is involved"), items)


def accommodations_of(version: InitiativeVersion, belongings: Belongings) -> Fact:
    items = tuple(
        Item(
            row.name or (row.kind.label if row.kind else ""),
            ", ".join(
                str(part)
                for part in (
                    row.kind.label if row.name and row.kind else "",
                    Access(row.access).label if row.access else "",
                )
                if part
            ),
        )
        for row in belongings.accommodations
    )
    return _fact(version, "accommodations", _("Places"), items)


def connections_of(version: InitiativeVersion, reading: MarkedReading | None = None) -> list[Connection]:
    """What it says of each kind of contact; with the words marked, when these are given."""
    reading = reading or MarkedReading(version)
    return [
        Connection(
            name,
            str(label),
            str(explanation),
            pictogram,
            reading.plain(name),
            _state(version, name, getattr(version, name)),
            reading.margin(name),
        )
        for name, label, explanation, pictogram in CONNECTION_TEXTS
    ]


def alike(entry: CatalogueEntry, catalogue: Catalogue) -> list[AlikeCase]:
    """The cases that share most themes, kinds of accommodation and target groups with this one."""
    values = catalogue.values
    read = (values.by_code.get(code) for code in sorted(entry.facets))
    own = [value for value in read if value and value.facet in ALIKE_IN and value.slug not in UNSEEN]
    return [
        AlikeCase(
            card_of(other, values), tuple(value for value in own if not set(value.codes).isdisjoint(other.facets))
        )
        for other in entries_by_number(sharing_most(entry, own, catalogue, LIKE_IT))
    ]


def place_line(version: InitiativeVersion, values: FacetValues) -> str:
    """Where it is, for people, as this version has it: municipality (and what it is called today), neighbourhood."""
    items = _place_items(version, values)
    parts = [f"{item.text} ({item.note})" if item.note else item.text for item in items]
    return ", ".join([*parts, version.neighbourhood] if version.neighbourhood else parts) or _("place not known")


def map_of(version: InitiativeVersion, values: FacetValues) -> CountedMap | None:
    """The tile map with the municipality of the case on it; None for a case without a place."""
    today = values.register.today(version.municipality_id) if version.municipality_id else None
    place = values.register.municipality(today) if today else None
    if place is None:
        return None
    selected = frozenset([place.slug])
    return counted_map(values.register, {}, selected=selected, url_of=lambda slug: reverse("municipality", args=[slug]))


def _fact(version: InitiativeVersion, name: str, label: str, items: tuple[Item, ...]) -> Fact:
    return Fact(name, label, items, _state(version, name, items))


def _state(version: InitiativeVersion, name: str, value: object) -> str:
    if value:
        return "uncertain" if name in version.uncertain else "known"
    return "not_found" if name in version.not_found else "unknown"


def _text(text: str) -> tuple[Item, ...]:
    return (Item(text),) if text else ()


def _term_items(terms: Iterable[Term]) -> tuple[Item, ...]:
    return tuple(Item(term.label) for term in terms)


def _theme_items(themes: Iterable[Theme]) -> tuple[Item, ...]:
    return tuple(Item(theme.label, url=theme.get_absolute_url()) for theme in themes)


def _place_items(version: InitiativeVersion, values: FacetValues) -> tuple[Item, ...]:
    if not version.municipality_id:
        return (Item(_("Meets online, without a place of its own")),) if version.online else ()
    register = values.register
    written = register.municipality(version.municipality_id)
    today = register.municipality(register.today(version.municipality_id) or version.municipality_id)
    if written is None or today is None:
        return ()
    note = "" if today == written else _("now %(name)s") % {"name": today.display_name}
    return (Item(written.display_name, note, reverse("municipality", args=[today.slug])),)


def head_colour(slug: str) -> str:
    """The colour behind the title of a case: always the same for the same slug."""
    return HEAD_COLOURS[sum(slug.encode()) % len(HEAD_COLOURS)]
