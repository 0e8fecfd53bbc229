"""What there is to draw of an infographic: plain values, without the database, that every rendition draws from.

The page, the composer and the files (SVG, PNG, PDF) all take these. What people wrote is text, never markup.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from curation.mosaic import FULL
from media.models import Picture


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a bar chart or of the table behind a map. `share` is its length, 0 to 1, 1 for the longest."""

    slug: str
    label: str
    value: int
    shown: str
    share: float
    url: str


@dataclass(frozen=True, slots=True)
class Figures:
    """What the catalogue answered, in one language.

    `shown` is the figure as it is set large ("29", "62%"), `label` what it is of. `bars` are the rows of a chart or a
    map, by slug of the value (of a map: of the municipality). `whole` is what a share was taken of.
    """

    shown: str
    label: str
    value: int
    whole: int | None
    bars: tuple[Bar, ...]
    scope: str
    definition: str
    alternative: str
    asked_at: datetime
    url: str

    @property
    def counts(self) -> dict[str, int]:
        """The numbers of `bars` by slug: what a tile map takes."""
        return {bar.slug: bar.value for bar in self.bars}


@dataclass(frozen=True, slots=True)
class PictureShown:
    """A picture with what is said of it. `about` are the columns of a `media.models.Picture`, to find its files by."""

    about: Mapping[str, Any]
    alternative: str
    caption: str
    credit: str
    licence: str
    licence_url: str

    @property
    def kept(self) -> Picture:
        """To find its files by; not a row to be saved."""
        return Picture(**self.about)


@dataclass(frozen=True, slots=True)
class DrawnTile:
    """A tile with its place on the grid (from 0; columns and rows that it spans) and all that it says.

    On a narrow screen, of six columns, it spans `narrow` of these.

    `kind` and `scheme` are values of Tile.Kind and Tile.Scheme; `pictogram` a name in the sprite, or empty. `language`
    is that of `heading` and `words`, which may be empty. `source` is whose words they are or where they come from, with
    `url` as the way there. `problem` says what is missing: in drafts only.
    """

    key: int
    kind: str
    column: int
    row: int
    width: int
    height: int
    narrow: int
    scheme: str
    pictogram: str
    heading: str
    words: str
    language: str
    source: str = ""
    url: str = ""
    figures: Figures | None = None
    picture: PictureShown | None = None
    problem: str = ""

    @property
    def is_full(self) -> bool:
        """Whether its pictogram fills the tile from edge to edge."""
        return self.pictogram in FULL

    @property
    def paragraphs(self) -> list[str]:
        """Its words by paragraph."""
        return [line.strip() for line in self.words.splitlines() if line.strip()]


@dataclass(frozen=True, slots=True)
class Infographic:
    """An infographic as it is drawn, in reading order; `rows` is the height of its grid, `columns` its width."""

    title: str
    summary: str
    language: str
    columns: int
    rows: int
    tiles: tuple[DrawnTile, ...]

    @property
    def asked_at(self) -> datetime | None:
        """When the newest of its figures was computed; None without figures."""
        return max((tile.figures.asked_at for tile in self.tiles if tile.figures), default=None)

    @property
    def first_asked_at(self) -> datetime | None:
        """When the oldest of its figures was computed; None without figures."""
        return min((tile.figures.asked_at for tile in self.tiles if tile.figures), default=None)
