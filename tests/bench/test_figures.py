"""The arithmetic of measuring."""

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.figures import Series, median, percentile, ratio

times = st.lists(st.floats(min_value=0, max_value=1e6), min_size=1, max_size=60)


@given(times)
def test_the_median_is_that_of_the_standard_library(found: list[float]) -> None:
    assert median(found) == pytest.approx(statistics.median(found))


@given(times, st.floats(min_value=0.01, max_value=1))
def test_a_percentile_is_the_smallest_that_enough_do_not_exceed(found: list[float], share: float) -> None:
    value = percentile(found, share)

    assert value in found
    assert sum(time <= value for time in found) >= share * len(found) - 1e-9
    assert sum(time < value for time in found) < share * len(found)


def test_known_percentiles() -> None:
    hundred = [float(number) for number in range(100, 0, -1)]

    assert (percentile(hundred, 0.95), percentile(hundred, 0.99), percentile(hundred, 1)) == (95, 99, 100)
    assert percentile([7.0], 0.5) == 7


def test_without_times_there_is_no_figure() -> None:
    with pytest.raises(ValueError, match="no times"):
        percentile([], 0.5)
    with pytest.raises(ValueError, match="no times"):
        median([])


def test_rounds_are_added_up() -> None:
    series = Series()
    series.add([1.0, 2.0, 3.0], elapsed=0.5)
    series.add([10.0], elapsed=1.5)

    assert series.summary() == {
        "number": 4, "median": 2.5, "p95": 10.0, "p99": 10.0, "longest": 10.0, "a_second": 2.0
    }  # fmt: skip


def test_the_ratio_to_nothing_is_infinite() -> None:
    assert ratio(3, 2) == 1.5
    assert ratio(1, 0) == float("inf")
