"""Where the evidence of a lesson was seen: on the map, and in which kinds of place."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from initiatives.map import CountedMap, counted_map
from lessons.models import Stance
from lessons.shown_evidence import ShownEvidence
from places.models import Urbanity
from places.register import Register
from places.registered import RegisteredMunicipality

# Where the classes of population begin, as Statistics Netherlands groups municipalities, in fewer classes.
CLASSES = (0, 20_000, 50_000, 100_000, 250_000)


@dataclass(frozen=True)
class KindOfPlace:
    """A kind of place, with the number of cases in it by stance."""

    label: str
    counts: tuple[int, ...]


@dataclass(frozen=True)
class Division:
    """A way to tell kinds of places apart, with all of its kinds, those without evidence too."""

    label: str
    kinds: list[KindOfPlace]


@dataclass(frozen=True)
class WhereSeen:
    """The cases with living evidence: how many, on the map, and by kind of place."""

    cases: int
    map: CountedMap
    divisions: list[Division] = field(default_factory=list)
    stances: tuple[Stance, ...] = tuple(Stance)


def where_seen(evidence: Iterable[ShownEvidence], register: Register, chosen: str = "") -> WhereSeen:
    """What the living evidence says of places; the municipality with the address `chosen` stands out on the map."""
    living = [each for each in evidence if each.is_living and not each.is_spoken]
    cases: dict[str, set[int]] = defaultdict(set)
    for each in living:
        if each.municipality:
            cases[each.municipality.slug].add(each.case)
    return WhereSeen(
        cases=len({each.case for each in living}),
        map=counted_map(
            register,
            {slug: len(found) for slug, found in cases.items()},
            selected=frozenset([chosen]),
            url_of=lambda slug: reverse("municipality", args=[slug]),
        ),
        divisions=_divisions(living, register) if living else [],
    )


def _divisions(evidence: list[ShownEvidence], register: Register) -> list[Division]:
    unknown = _("Online, or not known")
    seen = {_province(each.municipality) for each in evidence if each.municipality}
    provinces = [each.name for each in register.provinces() if each.name in seen]
    return [
        Division(_("Population"), _kinds(evidence, _population, [*_population_labels(), unknown])),
        Division(_("Urbanity"), _kinds(evidence, _urbanity, [*(str(each.label) for each in Urbanity), unknown])),
        Division(_("Province"), _kinds(evidence, _province, [*provinces, unknown])),
    ]


def _kinds(
    evidence: list[ShownEvidence], kind_of: Callable[[RegisteredMunicipality], str], labels: list[str]
) -> list[KindOfPlace]:
    """The kinds in their order with the number of cases by stance; the last one is for what has no place."""
    cases: dict[tuple[str, Stance], set[int]] = defaultdict(set)
    for each in evidence:
        label = (kind_of(each.municipality) if each.municipality else "") or labels[-1]
        cases[label, each.stance].add(each.case)
    kinds = [KindOfPlace(label, tuple(len(cases[label, stance]) for stance in Stance)) for label in labels]
    return kinds if any(kinds[-1].counts) else kinds[:-1]


def _population_labels() -> list[str]:
    labels = [
        _("%(least)s to %(most)s inhabitants") % {"least": _number(least), "most": _number(most)}
        for least, most in pairwise(CLASSES[1:])
    ]
    first = _("fewer than %(most)s inhabitants") % {"most": _number(CLASSES[1])}
    last = _("%(least)s inhabitants or more") % {"least": _number(CLASSES[-1])}
    return [first, *labels, last]


def _population(place: RegisteredMunicipality) -> str:
    if place.population is None:
        return ""
    number = sum(1 for least in CLASSES if place.population >= least) - 1
    return _population_labels()[number]


def _urbanity(place: RegisteredMunicipality) -> str:
    return place.urbanity_label


def _province(place: RegisteredMunicipality) -> str:
    return place.province.name if place.province else ""


def _number(value: int) -> str:
    return number_format(value, force_grouping=True)
