"""The tile map: every municipality one shape, provinces closed, and no hole where two municipalities became one."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from places.register import Register
from places.tilemap import MunicipalityShape, outline, tile_map

CELLS = st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6)))


def _neighbours(cell: tuple[int, int]) -> set[tuple[int, int]]:
    """As the description of the grid has it."""
    column, row = cell
    shift = row % 2
    return {
        (column - 1, row),
        (column + 1, row),
        (column - 1 + shift, row - 1),
        (column + shift, row - 1),
        (column - 1 + shift, row + 1),
        (column + shift, row + 1),
    }


def _area(ring: list[tuple[int, int]]) -> float:
    """The surface inside a ring (shoelace formula); below 0 for a hole, which runs the other way round."""
    return sum(x * down - right * y for (x, y), (right, down) in zip(ring, ring[1:] + ring[:1], strict=True)) / 2


@given(CELLS)
def test_outline_goes_around_all_cells_and_nothing_else(cells: set[tuple[int, int]]) -> None:
    rings = outline(cells)

    one_hexagon = _area(outline([(0, 0)])[0])
    open_sides = sum(len(_neighbours(cell) - cells) for cell in cells)
    assert sum(map(_area, rings)) == len(cells) * one_hexagon
    assert sum(map(len, rings)) == open_sides
    assert all(count == 1 for count in Counter(corner for ring in rings for corner in ring).values())


def test_outline_of_a_ring_of_cells_has_a_hole() -> None:
    outer, inner = sorted(outline(_neighbours((3, 3))), key=len, reverse=True)

    assert (len(outer), len(inner)) == (18, 6)
    assert _area(inner) < 0 < _area(outer)


@pytest.mark.parametrize(("day", "count"), [("before", 342), ("after", 341)])
def test_every_municipality_is_on_the_map_once(request: pytest.FixtureRequest, day: str, count: int) -> None:
    register: Register = request.getfixturevalue(day)

    shapes = tile_map(register).municipalities

    assert len(shapes) == count
    assert {shape.municipality.code for shape in shapes} == {each.code for each in register.current()}


def test_a_tile_is_the_hexagon_of_its_place(before: Register) -> None:
    groningen = _shape(before, "GM0014")  # column 19, row 1

    assert (groningen.x, groningen.y) == (507, 22.5)
    assert groningen.polygons == ("494,15 507,7.5 520,15 520,30 507,37.5 494,30",)
    assert groningen.path == f"M{groningen.polygons[0]}Z"


def test_joined_municipalities_are_one_shape_without_a_gap(before: Register, after: Register) -> None:
    hilversum, wijdemeren = _shape(before, "GM0402"), _shape(before, "GM1696")
    whole = _shape(after, "GM0402")

    assert len(whole.polygons) == 1
    assert len(whole.polygons[0].split()) == 10
    assert set(whole.polygons[0].split()) == set(hilversum.polygons[0].split()) | set(wijdemeren.polygons[0].split())
    assert (whole.x, whole.y) == ((hilversum.x + wijdemeren.x) / 2, (hilversum.y + wijdemeren.y) / 2)
    assert _outlines(before) == _outlines(after)


def test_provinces_are_in_one_piece(before: Register) -> None:
    drawn = tile_map(before)

    assert [each.province for each in drawn.provinces] == list(before.provinces())
    for province in drawn.provinces:
        assert province.path.count("M") == province.path.count("Z") == 1
        names = [shape.municipality.sort_name for shape in province.municipalities]
        assert names == sorted(names)


def test_everything_lies_within_the_view_box(before: Register) -> None:
    drawn = tile_map(before)
    left, top, width, height = map(float, drawn.view_box.split())
    numbers = [float(number) for shape in drawn.municipalities for number in re.findall(r"-?[\d.]+", shape.path)]

    assert (width, height) == (drawn.width, drawn.height)
    assert left < min(numbers[::2])
    assert max(numbers[::2]) < left + width
    assert top < min(numbers[1::2])
    assert max(numbers[1::2]) < top + height


def test_the_map_is_made_once_per_register(before: Register) -> None:
    assert tile_map(before) is tile_map(before)


def _shape(register: Register, code: str) -> MunicipalityShape:
    return next(shape for shape in tile_map(register).municipalities if shape.municipality.code == code)


def _outlines(register: Register) -> list[str]:
    return [province.path for province in tile_map(register).provinces]
