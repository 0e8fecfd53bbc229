"""Where tiles lie: inside the grid, on no other tile, in the order in which they are read."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from publications.infographics.grid import NARROW_COLUMNS, narrow_widths, places_of

sizes = st.lists(st.tuples(st.integers(2, 12), st.integers(1, 12)), max_size=40)


@given(sizes)
def test_no_tile_lies_on_another_or_outside(drawn: list[tuple[int, int]]) -> None:
    cells = [
        (column + right, row + down)
        for (width, height), (column, row) in zip(drawn, places_of(drawn, 12), strict=True)
        for right in range(width)
        for down in range(height)
    ]

    assert len(cells) == len(set(cells))
    assert all(0 <= column < 12 for column, _row in cells)


@given(sizes)
def test_what_is_read_later_lies_later(drawn: list[tuple[int, int]]) -> None:
    places = [(row, column) for column, row in places_of(drawn, 12)]

    assert all(before < after for before, after in pairwise(places))


@given(sizes, st.tuples(st.integers(2, 12), st.integers(1, 12)))
def test_a_tile_that_is_added_moves_none_before_it(drawn: list[tuple[int, int]], added: tuple[int, int]) -> None:
    assert places_of([*drawn, added], 12)[:-1] == places_of(drawn, 12)


@given(st.lists(st.sampled_from(["", "figure", "pictogram"]), max_size=30))
def test_a_narrow_screen_has_no_holes(smalls: list[str]) -> None:
    filled = 0
    for width in narrow_widths(smalls):
        assert filled % NARROW_COLUMNS + width <= NARROW_COLUMNS
        filled += width

    assert filled % NARROW_COLUMNS == 0
