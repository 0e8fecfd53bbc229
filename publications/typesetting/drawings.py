"""Pictograms and tiles as drawings of their own, in the colours of the brand."""

import re
from functools import cache
from xml.etree import ElementTree

from django.conf import settings

from curation.mosaic import FULL, Tile

_CSS = settings.BASE_DIR / "static" / "css"
_SPRITE = settings.BASE_DIR / "static" / "img" / "pictograms.svg"
_COLOUR = re.compile(r"--([\w-]+):\s*(#[0-9a-fA-F]{3,8})")
_SCHEME = re.compile(r"\.tile(?:--(\w+))?\s*\{([^}]*)\}")
_UNNAMED = "linden"  # the scheme that a tile has of itself
_PROPERTY = re.compile(r"--(ground|a|b|c):\s*(?:var\(--([\w-]+)\)|(#[0-9a-fA-F]{3,8}))")
_USE = re.compile(r"var\(--([abc])(?:,[^)]*)?\)")
_SVG = "{http://www.w3.org/2000/svg}"
FREE = 0.62  # of its tile, a pictogram that stands free in it


@cache
def colours() -> dict[str, str]:
    """The raw colours of the brand by their names."""
    return dict(_COLOUR.findall((_CSS / "brand.css").read_text()))


@cache
def schemes() -> dict[str, dict[str, str]]:
    """The four colours of each scheme of tiles: ground, a, b and c."""
    found: dict[str, dict[str, str]] = {}
    for name, said in _SCHEME.findall((_CSS / "wijk.css").read_text()):
        values = {part: raw or colours().get(colour, "#000") for part, colour, raw in _PROPERTY.findall(said)}
        if "ground" in values:
            found[name or _UNNAMED] = values
    return found


@cache
def tile_drawing(pictogram: str, scheme: str) -> str:
    """A tile of 96 by 96 as SVG."""
    inside = _painted(pictogram, scheme)
    if pictogram not in FULL:
        edge = 96 * (1 - FREE) / 2
        inside = f'<g transform="translate({edge:g} {edge:g}) scale({FREE})">{inside}</g>'
    return _svg(f'<path d="M0 0h96v96H0z" fill="{schemes()[scheme]["ground"]}"/>{inside}')


@cache
def sign_drawing(pictogram: str, scheme: str) -> str:
    """A pictogram alone, in the colours of a scheme, as SVG."""
    return _svg(_painted(pictogram, scheme))


def _painted(pictogram: str, scheme: str) -> str:
    paint = schemes()[scheme]
    return _USE.sub(lambda found: paint[found[1]], _symbols().get(pictogram, ""))


def _svg(inside: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96">{inside}</svg>'


def drawing_of(tile: Tile) -> str:
    return tile_drawing(tile.pictogram, tile.scheme)


@cache
def _symbols() -> dict[str, str]:
    """What each pictogram of the sprite is drawn with, by its name."""
    ElementTree.register_namespace("", "http://www.w3.org/2000/svg")
    sprite = ElementTree.parse(_SPRITE).getroot()  # noqa: S314 - a file of ours
    return {
        symbol.get("id", ""): "".join(ElementTree.tostring(child, encoding="unicode") for child in symbol)
        for symbol in sprite.iter(f"{_SVG}symbol")
    }
