"""Municipalities comparable to one, with how many cases each has."""

from dataclasses import dataclass

from initiatives.facets import MUNICIPALITY, FacetValues
from initiatives.hits import Counts
from places.comparable import Comparison, comparable_to
from places.registered import RegisteredMunicipality

SHOWN = 6


@dataclass(frozen=True)
class PlaceLikeIt:
    comparison: Comparison
    count: int


def places_like_it(municipality: RegisteredMunicipality, values: FacetValues, counts: Counts) -> list[PlaceLikeIt]:
    """The most comparable municipalities that have cases, closest first."""
    numbers = {value.slug: counts.of(value) for value in values.by_facet[MUNICIPALITY]}
    candidates = [place for place in values.register.current() if numbers.get(place.slug)]
    closest = comparable_to(municipality, candidates)[:SHOWN]
    return [PlaceLikeIt(comparison, numbers[comparison.municipality.slug]) for comparison in closest]
