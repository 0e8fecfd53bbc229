"""An infographic that is being composed, and one tile of it, as their pages show them."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from publications.infographics.contents import Contents, said_by
from publications.infographics.differences import Difference
from publications.infographics.drawable import DrawnTile, Infographic
from publications.infographics.drawing import contents_shown, drawn
from publications.infographics.page import maps_of
from publications.models import PublicationVersion, Tile
from workspace.parts import Value
from workspace.publications.infographics.alternatives import outgrown
from workspace.publications.infographics.questions import Builder
from workspace.publications.infographics.sheet import QUESTION, in_words

SHORT = 60


@dataclass(frozen=True)
class Laid:
    """A tile as the page for composing shows it: its number in the reading order, and what it is called there.

    `outgrown`: what it said when its alternative text was written, and says now, where that is otherwise.
    """

    tile: DrawnTile
    number: int
    outgrown: Sequence[Difference] = ()

    @property
    def name(self) -> str:
        return name_of(self.tile)

    @property
    def kind(self) -> Any:
        return Tile.Kind(self.tile.kind).label

    @property
    def is_left(self) -> bool:
        """Whether there is more room to the right of it."""
        return self.tile.column < 6


def name_of(tile: DrawnTile) -> str:
    """What a tile is called among the others: the first words that it says."""
    said = tile.heading or (tile.figures.label if tile.figures else "") or tile.words
    first = next(iter(said.strip().splitlines()), "") or str(Tile.Kind(tile.kind).label)
    return first if len(first) <= SHORT else f"{first[: SHORT - 1]}…"


def said_of(laid: Laid, number: int) -> str:
    """Where a tile lies now, to be said after it was moved or sized."""
    return _("“%(tile)s”: place %(place)s of %(number)s, %(width)s columns wide, %(height)s rows high.") % {
        "tile": laid.name,
        "place": laid.number,
        "number": number,
        "width": laid.tile.width,
        "height": laid.tile.height,
    }


def board_of(version: PublicationVersion) -> dict[str, Any]:
    """What the page for composing shows of a version."""
    contents = contents_shown(version)
    infographic, other = drawn(contents, is_draft=version.number is None), outgrown(version, contents["tiles"])
    tiles = [Laid(tile, number, other.get(tile.key, ())) for number, tile in enumerate(infographic.tiles, start=1)]
    return {
        "infographic": infographic,
        "tiles": tiles,
        "maps": maps_of(infographic),
        "figures": [tile for tile in infographic.tiles if tile.figures],
        "lacking": [laid for laid in tiles if laid.tile.problem],
        "outgrown": [laid for laid in tiles if laid.outgrown],
    }


def drawn_alone(tile: Tile) -> tuple[Infographic, Laid]:
    """An infographic of this one tile, with the tile."""
    pictures = {row.picture_id: row for row in tile.version.tile_pictures.select_related("picture")}
    version = tile.version
    contents: Contents = {
        "title": version.title,
        "summary": "",
        "language": version.language,
        "tiles": [said_by(tile, pictures)],
    }
    infographic = drawn(contents, is_draft=True)
    return infographic, Laid(infographic.tiles[0], 1, outgrown(version, contents["tiles"]).get(tile.pk, ()))


def builder_of(tile: Tile, values: Mapping[str, Value]) -> Builder | None:
    """The form of the question of a live tile, with what was sent of it."""
    if QUESTION not in values:
        return None
    return Builder(tile.kind, json.loads(values[QUESTION][QUESTION] or "null") or {})


def lines_of(version: PublicationVersion) -> str:
    """The tiles as lines, by which two versions of an infographic are compared."""
    return "\n".join(_line(tile) for tile in version.tiles.in_order().with_what_they_say())


def _line(tile: Tile) -> str:
    size = f"{tile.width} × {tile.height}"
    return " · ".join([str(tile.get_kind_display()), *_said(tile), size, str(tile.get_scheme_display())])


def _said(tile: Tile) -> Iterable[str]:
    lesson = tile.lesson.published_version.title if tile.lesson and tile.lesson.published_version else ""
    passage = tile.passage.exact if tile.passage else ""
    question = in_words(json.dumps(tile.question)) if tile.is_live else ""
    said = (tile.heading, lesson, passage, tile.words, tile.attribution, question, tile.url, tile.alternative_text)
    return [" ".join(text.split()) for text in said if text]
