"""The tile map of a catalogue: how many results each municipality has, and what a click on it asks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from places.register import Register
from places.tilemap import MunicipalityShape, tile_map

LEVELS = 4


@dataclass(frozen=True)
class Tile:
    """A municipality that leads somewhere. `level` goes from 0 (nothing, but chosen) to 4 (the most)."""

    slug: str
    name: str
    sort_name: str
    path: str
    x: float
    y: float
    count: int
    level: int
    url: str
    is_selected: bool


@dataclass(frozen=True)
class CountedProvince:
    """A province beside the map, and where it leads."""

    slug: str
    name: str
    count: int
    url: str
    is_selected: bool


@dataclass(frozen=True)
class CountedMap:
    """`tiles`: the municipalities with results and the chosen ones; `rest`: the others, the ground of the map.

    `outlines` are the borders of provinces, `selected_outlines` those of the chosen ones.
    """

    view_box: str
    width: float
    height: float
    tiles: list[Tile]
    rest: list[MunicipalityShape]
    outlines: list[str]
    selected_outlines: list[str]
    largest: int

    @property
    def tiles_with_results(self) -> list[Tile]:
        """For the list beside the map: in the order of a Dutch list."""
        return sorted((tile for tile in self.tiles if tile.count), key=lambda tile: tile.sort_name)


def counted_map(
    register: Register,
    counts: Mapping[str, int],
    *,
    selected: frozenset[str] = frozenset(),
    selected_provinces: frozenset[str] = frozenset(),
    url_of: Callable[[str], str],
) -> CountedMap:
    """The map with `counts` by slug of municipality; `url_of` a slug is where a tile leads."""
    shapes = tile_map(register)
    largest = max(counts.values(), default=0)
    tiles, rest = [], []
    for shape in shapes.municipalities:
        slug = shape.municipality.slug
        number = counts.get(slug, 0)
        if not number and slug not in selected:
            rest.append(shape)
            continue
        tiles.append(
            Tile(
                slug=slug,
                name=shape.municipality.display_name,
                sort_name=shape.municipality.sort_name,
                path=shape.path,
                x=shape.x,
                y=shape.y,
                count=number,
                level=level(number, largest),
                url=url_of(slug),
                is_selected=slug in selected,
            )
        )
    outlines = [shape.path for shape in shapes.provinces]
    chosen = [shape.path for shape in shapes.provinces if shape.province.slug in selected_provinces]
    return CountedMap(shapes.view_box, shapes.width, shapes.height, tiles, rest, outlines, chosen, largest)


def level(number: int, largest: int) -> int:
    """How deep the colour of a number is, in four even steps up to the largest; a step a case when that is four."""
    if not number:
        return 0
    return min(LEVELS, number) if largest <= LEVELS else 1 + (number - 1) * LEVELS // largest
