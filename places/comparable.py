"""Places like mine: how comparable municipalities are, and why.

Three indicators, each with a closeness from 0 to 1:

- population: the smaller as a part of the larger, which is the distance on a logarithmic scale (twice as large is 0.5
  anywhere, from village to city);
- urbanity: 1 for the same class, 0 for the opposite ends of the five;
- province: 1 for the same, 0 for another.

The closeness of two places is the weighted mean over the indicators that are known for both. What is not known says so
and counts neither for nor against; among equals the one of which all is known goes first.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from places.registered import RegisteredMunicipality


class Indicator(StrEnum):
    POPULATION = "population"
    URBANITY = "urbanity"
    PROVINCE = "province"


DEFAULT_WEIGHTS: Mapping[Indicator, float] = MappingProxyType(
    {Indicator.POPULATION: 2, Indicator.URBANITY: 2, Indicator.PROVINCE: 1}
)
_URBANITY_STEPS = 4


@dataclass(frozen=True, slots=True)
class IndicatorComparison:
    """One indicator in both places: a number of people, a class of urbanity, or the name of a province.

    `closeness` is None when the value of one of them is not known.
    """

    indicator: Indicator
    here: int | str | None
    there: int | str | None
    closeness: float | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """How close `municipality` is to the one it was compared to, from 0 to 1, and what that rests on."""

    municipality: RegisteredMunicipality
    closeness: float
    indicators: tuple[IndicatorComparison, ...]

    @property
    def is_complete(self) -> bool:
        return all(each.closeness is not None for each in self.indicators)


def comparable_to(
    municipality: RegisteredMunicipality,
    candidates: Iterable[RegisteredMunicipality],
    *,
    weights: Mapping[Indicator, float] = DEFAULT_WEIGHTS,
) -> list[Comparison]:
    """The candidates, closest first, without `municipality` itself; in the order of their codes when they are as close.

    Indicators that `weights` leaves out or gives 0 do not count and are not explained. Raises ValueError on a weight
    below 0.
    """
    used = {Indicator(indicator): Fraction(weight) for indicator, weight in weights.items() if weight}
    if any(weight < 0 for weight in used.values()):
        raise ValueError("A weight cannot be below 0.")
    ranked = [_ranked(municipality, each, used) for each in candidates if each.code != municipality.code]
    return [comparison for _, comparison in sorted(ranked, key=lambda each: each[0])]


def _ranked(
    here: RegisteredMunicipality, there: RegisteredMunicipality, weights: Mapping[Indicator, Fraction]
) -> tuple[tuple[Fraction, bool, str], Comparison]:
    """The comparison with what to order it by; exact numbers, since rounding would break ties at random."""
    closeness = {indicator: _closeness(indicator, here, there) for indicator in weights}
    known = {indicator: value for indicator, value in closeness.items() if value is not None}
    weight = sum(weights[indicator] for indicator in known)
    total = sum((weights[indicator] * value for indicator, value in known.items()), Fraction())
    mean = total / weight if weight else Fraction()
    comparison = Comparison(
        there,
        float(mean),
        tuple(
            IndicatorComparison(
                indicator, _value(indicator, here), _value(indicator, there), None if value is None else float(value)
            )
            for indicator, value in closeness.items()
        ),
    )
    return (-mean, not comparison.is_complete, there.code), comparison


def _value(indicator: Indicator, place: RegisteredMunicipality) -> int | str | None:
    match indicator:
        case Indicator.POPULATION:
            return place.population
        case Indicator.URBANITY:
            return place.urbanity
        case Indicator.PROVINCE:
            return place.province.name if place.province else None


def _closeness(indicator: Indicator, here: RegisteredMunicipality, there: RegisteredMunicipality) -> Fraction | None:
    match indicator:
        case Indicator.POPULATION:
            if not here.population or not there.population:
                return None
            return Fraction(min(here.population, there.population), max(here.population, there.population))
        case Indicator.URBANITY:
            if here.urbanity is None or there.urbanity is None:
                return None
            return 1 - Fraction(abs(here.urbanity - there.urbanity), _URBANITY_STEPS)
        case Indicator.PROVINCE:
            if here.province is None or there.province is None:
                return None
            return Fraction(here.province == there.province)
