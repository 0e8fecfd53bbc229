"""The tile map as geometry: a hexagon for each municipality, merged ones as one shape, and the outlines of provinces.

Hexagons stand on a point, odd rows half a tile to the right. Corners are counted in steps of half a tile's width and a
quarter of its height: those are whole numbers, so that sides of neighbours are exactly the same side.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from places.register import Register
from places.registered import RegisteredMunicipality, RegisteredProvince

Cell = tuple[int, int]
Corner = tuple[int, int]

STEP_X, STEP_Y = 13.0, 7.5
MARGIN = 2.0

# Clockwise from the top; side n runs from corner n to the next one.
_CORNERS: tuple[Corner, ...] = ((0, -2), (1, -1), (1, 1), (0, 2), (-1, 1), (-1, -1))


@dataclass(frozen=True, slots=True)
class MunicipalityShape:
    """`polygons` has a list of points for each ring, `path` all rings at once; (x, y) is the middle."""

    municipality: RegisteredMunicipality
    polygons: tuple[str, ...]
    path: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class ProvinceShape:
    """`path` is the outline around `municipalities`, which stand in Dutch alphabetical order."""

    province: RegisteredProvince
    path: str
    municipalities: tuple[MunicipalityShape, ...]


@dataclass(frozen=True, slots=True)
class TileMap:
    """The whole map; `view_box` is what an SVG element takes."""

    view_box: str
    width: float
    height: float
    provinces: tuple[ProvinceShape, ...]

    @property
    def municipalities(self) -> tuple[MunicipalityShape, ...]:
        return tuple(shape for province in self.provinces for shape in province.municipalities)


@lru_cache(maxsize=4)
def tile_map(register: Register) -> TileMap:
    """The map of the register's day; made once per register."""
    provinces = tuple(_province_shape(province, register) for province in register.provinces())
    cells = [cell for municipality in register.current() for cell in municipality.cells]
    xs = [x * STEP_X for cell in cells for x, _ in _corners(cell)] or [0.0]
    ys = [y * STEP_Y for cell in cells for _, y in _corners(cell)] or [0.0]
    left, top = min(xs) - MARGIN, min(ys) - MARGIN
    width, height = max(xs) + MARGIN - left, max(ys) + MARGIN - top
    return TileMap(" ".join(map(_number, (left, top, width, height))), width, height, provinces)


def _province_shape(province: RegisteredProvince, register: Register) -> ProvinceShape:
    inside = [each for each in register.current() if each.province == province and each.cells]
    return ProvinceShape(
        province,
        _path(outline(cell for each in inside for cell in each.cells)),
        tuple(_municipality_shape(each) for each in inside),
    )


def _municipality_shape(municipality: RegisteredMunicipality) -> MunicipalityShape:
    rings = outline(municipality.cells)
    middles = [_middle(cell) for cell in municipality.cells]
    return MunicipalityShape(
        municipality,
        tuple(" ".join(_point(corner) for corner in ring) for ring in rings),
        _path(rings),
        sum(x for x, _ in middles) * STEP_X / len(middles),
        sum(y for _, y in middles) * STEP_Y / len(middles),
    )


def outline(cells: Iterable[Cell]) -> list[list[Corner]]:
    """The closed rings around `cells`: those of their sides that no two of them share, joined end to end.

    In a grid of hexagons three sides meet in a corner, so that at most one ring passes through it.
    """
    sides = {side for cell in cells for side in _sides(cell)}
    onward = {start: end for start, end in sides if (end, start) not in sides}
    rings = []
    while onward:
        ring = [min(onward)]
        while (corner := onward.pop(ring[-1])) != ring[0]:
            ring.append(corner)
        rings.append(ring)
    return rings


def _middle(cell: Cell) -> Corner:
    column, row = cell
    return 2 * column + row % 2, 3 * row


def _corners(cell: Cell) -> list[Corner]:
    x, y = _middle(cell)
    return [(x + right, y + down) for right, down in _CORNERS]


def _sides(cell: Cell) -> Iterable[tuple[Corner, Corner]]:
    corners = _corners(cell)
    return zip(corners, (*corners[1:], corners[0]), strict=True)


def _path(rings: list[list[Corner]]) -> str:
    return "".join(f"M{' '.join(_point(corner) for corner in ring)}Z" for ring in rings)


def _point(corner: Corner) -> str:
    return f"{_number(corner[0] * STEP_X)},{_number(corner[1] * STEP_Y)}"


def _number(value: float) -> str:
    return f"{value:g}"
