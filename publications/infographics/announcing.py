"""An infographic announced in one picture, as wide and high as the places where people share it want it."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings

from curation.mosaic import mosaic_of
from publications.infographics.drawable import DrawnTile, Infographic
from publications.infographics.typeset import ToSet, ink_of
from publications.typesetting.drawings import colours, drawing_of, schemes, tile_drawing


@dataclass(frozen=True)
class Size:
    """In pixels; `columns` and `lines` of square tiles lie beside the title, or below it in what is not wide."""

    width: int
    height: int
    columns: int
    lines: int

    @property
    def side(self) -> int:
        """How wide a tile is."""
        return self.height // self.lines if self.width > self.height else self.width // self.columns

    def __str__(self) -> str:
        return f"{self.width}x{self.height}"


SIZES = {str(size): size for size in (Size(1200, 630, 2, 2), Size(1080, 1080, 3, 1), Size(1080, 1920, 2, 2))}


def announcement(infographic: Infographic, slug: str, size: Size) -> ToSet:
    """Its title with as many of its figures as there is room for; a mosaic where it has fewer."""
    made = ToSet({})
    first = infographic.tiles[0] if infographic.tiles else None
    opening = first.scheme if first and first.kind == "title" else "sun"
    title = first.heading if first and first.kind == "title" and first.heading else infographic.title
    made.said |= {
        "width": size.width,
        "height": size.height,
        "side": size.side,
        "columns": size.columns,
        "lines": size.lines,
        "title": title,
        "language": infographic.language,
        "opening": schemes()[opening]["ground"],
        "ink": ink_of(opening),
        "foot": settings.SITE_URL.partition("://")[2],
        "tiles": _tiles(made, infographic, slug, size),
    }
    made.files["mark.svg"] = tile_drawing("bricks", "door").encode()
    return made


def _tiles(made: ToSet, infographic: Infographic, slug: str, size: Size) -> list[dict[str, Any]]:
    room = size.columns * size.lines
    figures = [_figure(tile) for tile in infographic.tiles if tile.kind == "figure" and tile.figures][:room]
    return figures + [
        {"shown": "", "drawing": made.drawing(drawing_of(tile)), "ground": colours()["paper"], "ink": ink_of("paper")}
        for tile in mosaic_of(slug, 1, room - len(figures))
    ]


def _figure(tile: DrawnTile) -> dict[str, Any]:
    assert tile.figures  # noqa: S101 - only tiles with figures come here
    said = {"shown": tile.figures.shown, "label": tile.figures.label}
    return said | {"ground": schemes()[tile.scheme]["ground"], "ink": ink_of(tile.scheme)}
