"""Comparable places come in the order of the definition, worked out here a second time and without shortcuts."""

import math
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from places.comparable import DEFAULT_WEIGHTS, Indicator, comparable_to
from places.register import Register
from places.registered import RegisteredMunicipality

VOORNE_AAN_ZEE = "GM1992"
WEIGHTS = st.fixed_dictionaries({indicator: st.integers(0, 5) for indicator in Indicator})


def _brute_force(here: RegisteredMunicipality, there: RegisteredMunicipality, weights: dict[Indicator, int]) -> float:
    """The definition: the weighted mean of what is known of both, population by distance on a logarithmic scale."""
    total = weight = 0.0
    if here.population and there.population:
        distance = abs(math.log(here.population) - math.log(there.population))
        total += weights[Indicator.POPULATION] * math.exp(-distance)
        weight += weights[Indicator.POPULATION]
    if here.urbanity and there.urbanity:
        total += weights[Indicator.URBANITY] * (4 - abs(here.urbanity - there.urbanity)) / 4
        weight += weights[Indicator.URBANITY]
    if here.province and there.province:
        total += weights[Indicator.PROVINCE] * (here.province.code == there.province.code)
        weight += weights[Indicator.PROVINCE]
    return total / weight if weight else 0.0


@given(data=st.data(), weights=WEIGHTS)
def test_the_ranking_is_that_of_the_definition(
    before: Register, data: st.DataObject, weights: dict[Indicator, int]
) -> None:
    here = data.draw(st.sampled_from(before.current()))

    comparisons = comparable_to(here, before.current(), weights=weights)

    assert len(comparisons) == len(before.current()) - 1
    assert here not in {each.municipality for each in comparisons}
    for each in comparisons:
        assert each.closeness == pytest.approx(_brute_force(here, each.municipality, weights))
    for nearer, farther in pairwise(comparisons):
        assert nearer.closeness >= farther.closeness


def test_every_indicator_is_explained(before: Register) -> None:
    heerlen, maastricht = before.municipality("GM0917"), before.municipality("GM0935")
    assert heerlen is not None
    assert maastricht is not None

    (comparison,) = comparable_to(heerlen, [maastricht])

    population, urbanity, province = comparison.indicators
    assert (population.indicator, urbanity.indicator, province.indicator) == tuple(DEFAULT_WEIGHTS)
    assert (population.here, population.there) == (heerlen.population, maastricht.population)
    assert (urbanity.here, urbanity.there) == (heerlen.urbanity, maastricht.urbanity)
    assert (province.here, province.there, province.closeness) == ("Limburg", "Limburg", 1.0)
    assert comparison.is_complete


def test_what_is_not_known_counts_neither_for_nor_against(before: Register) -> None:
    here = before.municipality(VOORNE_AAN_ZEE)
    assert here is not None

    comparisons = comparable_to(here, before.current())

    for comparison in comparisons:
        _, urbanity, _ = comparison.indicators
        assert (urbanity.here, urbanity.closeness) == (None, None)
        assert not comparison.is_complete
    without = comparable_to(here, before.current(), weights={**DEFAULT_WEIGHTS, Indicator.URBANITY: 0})
    assert [each.municipality for each in comparisons] == [each.municipality for each in without]


def test_among_equals_the_one_of_which_all_is_known_goes_first(before: Register) -> None:
    here = before.municipality("GM0917")
    assert here is not None
    unknown = replace(here, code="GM0001", urbanity=None)
    known = replace(here, code="GM0002")

    comparisons = comparable_to(here, [unknown, known])

    assert [each.municipality.code for each in comparisons] == ["GM0002", "GM0001"]
    assert [each.closeness for each in comparisons] == [1.0, 1.0]


def test_ties_go_by_code(before: Register) -> None:
    here = before.municipality("GM0917")
    assert here is not None
    twins = [replace(here, code=f"GM000{number}") for number in (3, 1, 2)]

    assert [each.municipality.code for each in comparable_to(here, twins)] == ["GM0001", "GM0002", "GM0003"]


def test_without_weights_nothing_is_known(before: Register) -> None:
    here, *others = before.current()[:4]

    comparisons = comparable_to(here, others, weights={})

    assert [each.closeness for each in comparisons] == [0.0] * 3
    assert all(each.indicators == () for each in comparisons)


def test_a_negative_weight_is_refused(before: Register) -> None:
    here, *others = before.current()[:4]

    with pytest.raises(ValueError, match="below 0"):
        comparable_to(here, others, weights={Indicator.POPULATION: -1})
