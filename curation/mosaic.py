"""Mosaic tiles: the picture of what has no picture, always the same one for the same slug. Which they are, not how they
are drawn."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from itertools import count

WALL_SIZE, WALL_COLUMNS, WALL_DOUBLES, WALL_GROUND = 29, 6, frozenset({0, 3, 9, 15}), "sun"
SIDES = ((0, 1), (1, 0), (0, -1), (-1, 0))
SCHEMES = ("sun", "brick", "door", "blossom", "sky", "canal", "linden", "grass", "roof")
# Pictograms that fill their tile from edge to edge; the others stand free in it.
FULL = frozenset(
    ["row", "bridge", "sunrise", "bricks", "patch", "paving", "roofs", "waves", "quarters", "gable", "rays", "checks"]
)
# What fits any neighbourhood: the picture of a case of which no theme is known may not hint at one.
NEUTRAL = (
    "house",
    "row",
    "bridge",
    "talk",
    "ring",
    "sunrise",
    "bricks",
    "bicycle",
    "patch",
    "tulip",
    "bench",
    "mill",
    "door",
    "trees",
    "village",
    "paving",
    "roofs",
    "waves",
    "window",
    "bird",
    "quarters",
    "gable",
    "rays",
    "boat",
    "checks",
)
PICTOGRAMS_OF_THEMES = {
    "ontmoeting": ("cup", "bench", "talk", "door"),
    "omzien": ("heart", "helper", "bench"),
    "samenhang": ("row", "bricks", "gable", "bridge"),
    "leefbaarheid": ("trees", "bench", "tulip"),
    "sociale-basis": ("bricks", "hands", "row", "shelter"),
    "eenzaamheid": ("cup", "lamp"),
    "armoede": ("purse", "hands"),
    "integratie": ("book", "bridge"),
    "emancipatie": ("star", "shelter"),
    "talent": ("star", "kite", "rays"),
    "generaties": ("ages", "ring"),
    "groen": ("trees", "tulip"),
    "sport": ("ball", "bicycle"),
    "opgroeien": ("kite", "ages"),
    "gezondheid": ("heart", "bicycle"),
    "veiligheid": ("lamp",),
    "wonen": ("key", "house"),
    "wijkeconomie": ("shop",),
    "digitaal": ("screen",),
    "zelforganisatie": ("hands", "house", "gable"),
    "zeggenschap": ("vote", "talk"),
    "diversiteit": ("patch", "shelter"),
    "eten": ("bowl",),
    "kringloop": ("loop",),
    "cultuur": ("mask",),
    "zorgzaam": ("heart", "helper"),
    "dorp": ("village", "mill"),
    "verwelkomen": ("door", "key"),
    "informatie": ("letter", "talk"),
    "herdenken": ("flags", "lamp"),
}


@dataclass(frozen=True, slots=True)
class Tile:
    pictogram: str
    scheme: str

    @property
    def classes(self) -> str:
        full = " tile--full" if self.pictogram in FULL else ""
        return f"tile tile--{self.scheme}{full}"


@lru_cache(maxsize=4096)
def tile_of(slug: str, themes: tuple[str, ...] = ()) -> Tile:
    """The tile of `slug`: its colours, and a pictogram that fits one of `themes` (slugs) if any does."""
    return Tile(_pick(f"{slug} pictogram", _fitting(themes) or NEUTRAL), _pick(f"{slug} scheme", SCHEMES))


@lru_cache(maxsize=1024)
def mosaic_of(slug: str, rows: int, columns: int, themes: tuple[str, ...] = ()) -> tuple[Tile, ...]:
    """A field of tiles, row by row, that starts with the tile of `slug`.

    No tile has the colours of the one beside or above it, and no pictogram comes back before all others have been used.
    """
    pictograms = tuple(dict.fromkeys((*_fitting(themes), *NEUTRAL)))
    tiles = [tile_of(slug, themes)]
    for number in range(1, rows * columns):
        neighbours = {tiles[number - 1].scheme if number % columns else ""}
        if number >= columns:
            neighbours.add(tiles[number - columns].scheme)
        recent = {tile.pictogram for tile in tiles[1 - len(pictograms) :]}
        tiles.append(
            Tile(
                _pick(f"{slug} {number} pictogram", [each for each in pictograms if each not in recent]),
                _pick(f"{slug} {number} scheme", [each for each in SCHEMES if each not in neighbours]),
            )
        )
    return tuple(tiles)


def wall_of(named: Iterable[tuple[str, tuple[str, ...]]]) -> list[Tile]:
    """The tiles of slugs with their themes, placed as the wall places them: other colours where neighbours clash."""
    ground: dict[tuple[int, int], str] = {}
    tiles = []
    for number, (slug, themes) in enumerate(named):
        cells = _next_cells(ground, 2 if number in WALL_DOUBLES else 1)
        beside = {ground.get((row + down, column + right)) for row, column in cells for down, right in SIDES}
        tile = tile_of(slug, themes)
        start = SCHEMES.index(tile.scheme)
        turned = (*SCHEMES[start:], *SCHEMES[:start])
        scheme = next((each for each in turned if each not in beside and each != WALL_GROUND), tile.scheme)
        ground.update(dict.fromkeys(cells, scheme))
        tiles.append(Tile(tile.pictogram, scheme))
    return tiles


def _next_cells(taken: Container[tuple[int, int]], size: int) -> list[tuple[int, int]]:
    """Where a browser puts the next tile of `size` by `size` when it fills a grid densely."""
    for row in count():
        for column in range(WALL_COLUMNS - size + 1):
            cells = [(row + down, column + right) for down in range(size) for right in range(size)]
            if not any(cell in taken for cell in cells):
                return cells
    return []


def _fitting(themes: tuple[str, ...]) -> list[str]:
    return [pictogram for theme in themes for pictogram in PICTOGRAMS_OF_THEMES.get(theme, ())]


def _pick(seed: str, choices: Iterable[str]) -> str:
    """The choice that this seed likes best: a choice that is added later changes few pictures."""
    return max(choices, key=lambda choice: sha256(f"{seed} {choice}".encode()).digest())
