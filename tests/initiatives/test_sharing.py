"""Cases that share most: what bitmaps find is what counting finds."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from initiatives.sharing import in_most


@given(st.lists(st.sets(st.integers(0, 12)), max_size=6), st.integers(1, 4), st.integers(0, 12))
def test_in_most_is_what_counting_says(sets: list[set[int]], number: int, but_for: int) -> None:
    found = in_most(map(BitMap, sets), number, but_for=but_for)

    times = Counter(member for members in sets for member in members if member != but_for)
    assert found == sorted(times, key=lambda member: (-times[member], -member))[:number]
