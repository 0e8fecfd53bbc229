"""Whether a lesson holds for a place like ours: which of its evidence comes from comparable municipalities, and why.

Comparable is what the catalogue calls so: among the municipalities that are most like one's own, by weights and in a
number that the reader chooses.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.http import QueryDict
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from initiatives.facets import FacetValues
from initiatives.filters import CatalogueFilterSet
from initiatives.likeness import COMPANIONS, PLACE, Likeness
from lessons.models import Stance
from lessons.shown_evidence import ShownEvidence
from places.comparable import Comparison, IndicatorComparison
from places.register import Register
from places.registered import RegisteredMunicipality, Suggestion

MUNICIPALITY = "gemeente"
LONGEST = 100


@dataclass(frozen=True)
class PlaceOfEvidence:
    """A municipality with evidence: how like the reader's it is, and the number of passages by stance."""

    comparison: Comparison
    counts: tuple[int, ...]
    is_near: bool

    @property
    def municipality(self) -> RegisteredMunicipality:
        return self.comparison.municipality

    def of(self, indicator: str) -> IndicatorComparison | None:
        """What one indicator says; None when it does not count."""
        return next((each for each in self.comparison.indicators if each.indicator == indicator), None)


@dataclass(frozen=True)
class HoldsHere:
    """What a reader asked, and what can be said of it.

    Without a `likeness` nothing was asked, or nothing that is known: `problems` says so and `candidates` and
    `suggestions` help on. `here`, `near` and `far` count passages by stance: from the place itself, from comparable
    ones, and from elsewhere or nowhere; `places` are the others with evidence, nearest first.
    """

    asked: str = ""
    likeness: Likeness | None = None
    problems: list[str] = field(default_factory=list)
    candidates: tuple[RegisteredMunicipality, ...] = ()
    suggestions: list[Suggestion] = field(default_factory=list)
    places: list[PlaceOfEvidence] = field(default_factory=list)
    here: tuple[int, ...] = ()
    near: tuple[int, ...] = ()
    far: tuple[int, ...] = ()
    stances: tuple[Stance, ...] = tuple(Stance)

    @cached_property
    def comparable(self) -> frozenset[str]:
        """The codes of the places that count as like the reader's."""
        return frozenset(each.municipality.code for each in self.places if each.is_near)

    def placed(self, evidence: Iterable[ShownEvidence]) -> list[ShownEvidence]:
        """The evidence, with in words whether it comes from the reader's own place or one like it."""
        return [replace(each, near=self._nearness_of(each)) for each in evidence]

    def _nearness_of(self, evidence: ShownEvidence) -> str:
        if self.likeness is None or evidence.municipality is None:
            return ""
        if evidence.municipality == self.likeness.here:
            return _("your municipality")
        return _("a municipality like yours") if evidence.municipality.code in self.comparable else ""


def holds_here(query: QueryDict, evidence: Iterable[ShownEvidence], values: FacetValues) -> HoldsHere:
    """What `query` asks of the living evidence. What it does not understand is named in `problems`."""
    asked = query.get(MUNICIPALITY, "").strip()[:LONGEST]
    if not asked:
        return HoldsHere()
    municipality = values.register.resolve(asked).municipality
    if municipality is None:
        return _not_known(asked, values.register)
    filterset = CatalogueFilterSet(_weighed(query, municipality), values=values)
    likeness = filterset.likeness or Likeness(municipality)
    living = [each for each in evidence if each.is_living and not each.is_spoken]
    return _answered(likeness, filterset.problems, living, values.register)


def _not_known(asked: str, register: Register) -> HoldsHere:
    found = register.resolve(asked)
    said = (
        _("Several municipalities can be meant by “%(name)s”.")
        if found.candidates
        else _("There is no municipality “%(name)s”.")
    )
    return HoldsHere(
        asked,
        problems=[said % {"name": Truncator(asked).chars(60)}],
        candidates=found.candidates,
        suggestions=[] if found.candidates else register.suggestions(asked),
    )


def _weighed(query: QueryDict, municipality: RegisteredMunicipality) -> QueryDict:
    """The question as the catalogue puts it."""
    weighed = QueryDict(mutable=True)
    for name in COMPANIONS:
        weighed.setlist(name, query.getlist(name))
    weighed[PLACE] = municipality.slug
    return weighed


def _answered(likeness: Likeness, problems: list[str], evidence: list[ShownEvidence], register: Register) -> HoldsHere:
    by_place: dict[str, Counter[Stance]] = {}
    placeless: Counter[Stance] = Counter()
    for each in evidence:
        code = each.municipality.code if each.municipality else None
        counter = placeless if code is None else by_place.setdefault(code, Counter())
        counter[each.stance] += 1
    near_codes = {each.municipality.code for each in likeness.nearest(register)}
    here = by_place.pop(likeness.here.code, Counter())
    places = [
        PlaceOfEvidence(each, _counts(by_place[each.municipality.code]), each.municipality.code in near_codes)
        for each in likeness.everywhere(register)
        if each.municipality.code in by_place
    ]
    return HoldsHere(
        asked=likeness.here.display_name,
        likeness=likeness,
        problems=problems,
        places=places,
        here=_counts(here),
        near=_sum(by_place[code] for code in by_place if code in near_codes),
        far=_sum([placeless, *(by_place[code] for code in by_place if code not in near_codes)]),
    )


def _counts(by_stance: Mapping[Stance, int]) -> tuple[int, ...]:
    return tuple(by_stance.get(stance, 0) for stance in Stance)


def _sum(counters: Iterable[Counter[Stance]]) -> tuple[int, ...]:
    return _counts(sum(counters, Counter()))
