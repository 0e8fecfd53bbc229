"""Places like mine, as a way to narrow the catalogue: the municipalities nearest to one, by weights of the reader."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType

from initiatives.facets import MUNICIPALITY, FacetValue, FacetValues
from initiatives.hits import Counts
from places.comparable import DEFAULT_WEIGHTS, Comparison, Indicator, IndicatorComparison, comparable_to
from places.register import Register
from places.registered import RegisteredMunicipality

PLACE, NUMBER = "zoals", "zoals_aantal"
WEIGHTS: Mapping[str, Indicator] = MappingProxyType(
    {
        "w_inwoners": Indicator.POPULATION,
        "w_stedelijkheid": Indicator.URBANITY,
        "w_provincie": Indicator.PROVINCE,
    }
)
COMPANIONS = (NUMBER, *WEIGHTS)
"""The parameters that say how, and nothing without a place."""
MOST_WEIGHT = 10
USUAL_WEIGHTS: Mapping[str, int] = MappingProxyType({name: int(DEFAULT_WEIGHTS[of]) for name, of in WEIGHTS.items()})
USUAL_NUMBER, MOST_PLACES = 20, 100
NUMBERS = (5, 10, USUAL_NUMBER, 50, MOST_PLACES)


@dataclass(frozen=True)
class PlaceLike:
    """A comparable municipality, with how many cases it has."""

    comparison: Comparison
    count: int

    def of(self, indicator: str) -> IndicatorComparison | None:
        """What one indicator says; None when it does not count."""
        return next((each for each in self.comparison.indicators if each.indicator == indicator), None)


@dataclass(frozen=True)
class Likeness:
    """The `number` municipalities that are nearest to `here`, itself left out; `weights` by parameter."""

    here: RegisteredMunicipality
    weights: Mapping[str, int] = field(default_factory=lambda: USUAL_WEIGHTS)
    number: int = USUAL_NUMBER

    usual_weights = USUAL_WEIGHTS
    usual_number = USUAL_NUMBER

    @property
    def numbers(self) -> list[int]:
        """How many places one may choose, the present number among them."""
        return sorted({*NUMBERS, self.number})

    @property
    def pairs(self) -> Iterator[tuple[str, str]]:
        """The parameters that ask for this; what is as usual goes without saying."""
        yield PLACE, self.here.slug
        if self.number != USUAL_NUMBER:
            yield NUMBER, str(self.number)
        for name, weight in self.weights.items():
            if weight != USUAL_WEIGHTS[name]:
                yield name, str(weight)

    def everywhere(self, places: Register) -> tuple[Comparison, ...]:
        """All other municipalities of today, nearest first."""
        return _compared(places, self.here, tuple(self.weights.items()))

    def nearest(self, places: Register) -> tuple[Comparison, ...]:
        return self.everywhere(places)[: self.number]

    def counted(self, values: FacetValues, counts: Counts) -> list[PlaceLike]:
        """All other municipalities with their number of results, nearest first."""
        return [
            PlaceLike(each, counts.of(values.by_slug[MUNICIPALITY, each.municipality.slug]))
            for each in self.everywhere(values.register)
        ]

    def values(self, values: FacetValues) -> tuple[FacetValue, ...]:
        """The nearest municipalities as values of their facet."""
        return tuple(
            values.by_slug[MUNICIPALITY, comparison.municipality.slug] for comparison in self.nearest(values.register)
        )


@lru_cache(maxsize=64)
def _compared(
    places: Register, here: RegisteredMunicipality, weights: tuple[tuple[str, int], ...]
) -> tuple[Comparison, ...]:
    """Kept, since whoever browses among such places asks the same of every page."""
    by_indicator = {WEIGHTS[name]: weight for name, weight in weights}
    return tuple(comparable_to(here, places.current(), weights=by_indicator))
