"""An infographic as typst sets it: plain JSON with the files that it names, for the whole and for an announcement."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from curation.kept_files import digest_of
from initiatives.map import CountedMap
from media.storing import path_of
from publications.infographics.drawable import DrawnTile, Figures, Infographic, PictureShown
from publications.infographics.page import maps_of
from publications.models import PublicationVersion, Tile
from publications.typesetting.drawings import colours, schemes, sign_drawing, tile_drawing

UNIT = 100  # points that a column is wide
WIDEST_PICTURE = 1600
_DARK = frozenset({"door", "canal", "brick"})
_BARS = {"sky": "canal", "grass": "door", "roof": "door"} | dict.fromkeys(_DARK, "sun")
_MAP = ("#d6e1ce", "#f7b49c", "#f0805b", "#c8371b", "#7d1d0c")  # by how many; those of css/infographic.css
_COUNT = 'font-family="Archivo" font-weight="800" font-size="14" text-anchor="middle"'


@dataclass
class ToSet:
    """What is set: a value of plain JSON, and the files that it names."""

    said: dict[str, Any]
    files: dict[str, bytes] = field(default_factory=dict)

    def drawing(self, svg: str) -> str:
        """Add a drawing; the name that it gets says what is drawn."""
        name = f"{digest_of(svg)}.svg"
        self.files[name] = svg.encode()
        return name


def whole(infographic: Infographic, version: PublicationVersion) -> ToSet:
    """All of it, on one page of twelve columns."""
    titles = [tile.key for tile in infographic.tiles if tile.kind == Tile.Kind.TITLE]
    opens = bool(titles) and infographic.tiles[0].key == titles[0]
    made = ToSet({**_about(infographic, version), "rows": infographic.rows, "headed": not opens})
    maps = maps_of(infographic)
    with override(infographic.language):
        made.said["tiles"] = [
            _tile(made, tile, maps.get(tile.key), is_opening=opens and tile.key == titles[0])
            for tile in infographic.tiles
        ]
    return made


def _about(infographic: Infographic, version: PublicationVersion) -> dict[str, Any]:
    return {
        "unit": UNIT,
        "paper": colours()["paper"],
        "opening": schemes()["sun"]["ground"],
        "title": infographic.title,
        "makers": version.makers,
        "language": infographic.language,
        "ink": colours()["on-sun"],
        "address": f"{settings.SITE_URL}{version.get_absolute_url()}",
        "foot": _foot(infographic, version),
    }


def _foot(infographic: Infographic, version: PublicationVersion) -> str:
    """When its figures were counted, and of which version they are."""
    said = []
    with override(infographic.language):
        if infographic.asked_at:
            day = date_format(localtime(infographic.asked_at), "DATE_FORMAT")
            said.append(_("Figures from the catalogue as of %(day)s.") % {"day": day})
        said.append(_("Version %(number)s.") % {"number": version.number})
    return " ".join(said)


def _tile(made: ToSet, tile: DrawnTile, counted: CountedMap | None, *, is_opening: bool) -> dict[str, Any]:
    paint = schemes()[tile.scheme]
    kind = Tile.Kind.TEXT if tile.kind == Tile.Kind.TITLE and not is_opening else tile.kind
    said: dict[str, Any] = {name: getattr(tile, name) for name in ("column", "row", "width", "height", "heading")}
    said |= {"kind": kind, "ground": paint["ground"], "ink": ink_of(tile.scheme), "full": tile.is_full}
    said |= {"bar": colours()[_BARS.get(tile.scheme, "brick")], "paragraphs": tile.paragraphs, "drawing": ""}
    said |= {"url": urljoin(settings.SITE_URL, tile.url) if tile.url else "", "source": tile.source or tile.url}
    if tile.pictogram:
        draw = tile_drawing if tile.kind == "pictogram" else sign_drawing
        said["drawing"] = made.drawing(draw(tile.pictogram, tile.scheme))
    if tile.figures:
        said["figures"] = _figures(tile.figures)
    if tile.figures and counted:
        said["map"] = made.drawing(map_drawing(counted, paint["ground"]))
    if tile.picture:
        said["picture"] = _picture(made, tile.picture)
    return said


def ink_of(scheme: str) -> str:
    """The colour of letters on the ground of a scheme."""
    return colours()["on-door" if scheme in _DARK else "on-sun"]


def _figures(figures: Figures) -> dict[str, Any]:
    return {
        "shown": figures.shown,
        "label": figures.label,
        "alternative": figures.alternative,
        "bars": [{"label": bar.label, "shown": bar.shown, "share": bar.share} for bar in figures.bars],
    }


def _picture(made: ToSet, shown: PictureShown) -> dict[str, str]:
    kept = shown.kept
    width = max((each for each in kept.widths if each <= WIDEST_PICTURE), default=min(kept.widths))
    name = f"{kept.key}-{width}.{kept.format}"
    with default_storage.open(path_of(kept, f"{width}.{kept.format}")) as file:
        made.files[name] = bytes(file.read())
    credit = f"{_('Picture:')} {shown.credit}" if shown.credit else ""
    below = " · ".join(part for part in (shown.caption, credit, shown.licence) if part)
    return {"file": name, "alternative": shown.alternative, "below": below}


def map_drawing(counted: CountedMap, ground: str) -> str:
    """A tile map as SVG; `ground` is the colour that it lies on."""
    drawn = [_hexagon(shape.path, 0, ground) for shape in counted.rest]
    edge = f'fill="none" stroke="{ground}" stroke-width="3.6" stroke-linejoin="round"'
    drawn += [f'<path d="{outline}" {edge}/>' for outline in counted.outlines]
    for place in counted.tiles:
        ink = "#fff" if place.level > 2 else colours()["on-sun"]
        drawn.append(_hexagon(place.path, place.level, ground))
        drawn.append(f'<text x="{place.x}" y="{place.y + 5}" fill="{ink}" {_COUNT}>{place.count}</text>')
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{counted.view_box}">{"".join(drawn)}</svg>'


def _hexagon(path: str, level: int, ground: str) -> str:
    return f'<path d="{path}" fill="{_MAP[level]}" stroke="{ground}" stroke-width="1.1"/>'
