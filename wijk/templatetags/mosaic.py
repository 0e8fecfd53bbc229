"""Drawing mosaic tiles, pictograms and icons on pages."""

from collections.abc import Iterable
from functools import lru_cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from curation.mosaic import WALL_COLUMNS, WALL_DOUBLES, WALL_SIZE, Tile, mosaic_of, tile_of, wall_of

register = template.Library()

SPRITE = "img/pictograms.svg"


@register.simple_tag
def mosaic_tile(slug: str, themes: Iterable[object] = (), css_class: str = "", pictogram: str = "") -> SafeString:
    """The tile of `slug`, as decoration. `themes`: slugs, or things with a slug; `pictogram` overrules them."""
    tile = tile_of(str(slug), _slugs(themes))
    return _drawn(Tile(pictogram, tile.scheme) if pictogram else tile, css_class)


@register.simple_tag
def mosaic(slug: str, rows: int = 3, columns: int = 3, themes: Iterable[object] = ()) -> SafeString:
    """A field of tiles that belongs to `slug`, as decoration; 2 to 6 or 8 columns."""
    tiles = [_drawn(tile) for tile in mosaic_of(str(slug), rows, columns, _slugs(themes))]
    return _field(tiles, columns)


@register.simple_tag
def mosaic_wall(things: Iterable[object]) -> SafeString:
    """The wall of the front page, on a yellow ground: the tiles of up to 29 things, some double, and one open place.

    Things are slugs, or have a slug (or an entry with one) and themes. Tiles of nobody fill what is left.
    """
    named = [(_slug_of(thing), _slugs(getattr(thing, "themes", ()))) for thing in things][:WALL_SIZE]
    named += [(f"wall {number}", ()) for number in range(len(named), WALL_SIZE)]
    return _drawn_wall(tuple(named))


@register.simple_tag
@lru_cache(maxsize=256)
def pictogram(name: str) -> SafeString:
    """One pictogram of the sprite, as decoration; its colours come from the CSS around it."""
    return format_html('<svg aria-hidden="true"><use href="{}#{}"/></svg>', static(SPRITE), name)


@register.simple_tag
@lru_cache(maxsize=256)
def icon(name: str) -> SafeString:
    """One icon of the interface, as decoration; words beside it carry the meaning."""
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', static("img/icons.svg"), name)


@lru_cache(maxsize=4)
def _drawn_wall(named: tuple[tuple[str, tuple[str, ...]], ...]) -> SafeString:
    tiles = [
        _drawn(tile, "mosaic__double" if number in WALL_DOUBLES else "") for number, tile in enumerate(wall_of(named))
    ]
    return _field([*tiles, mark_safe('<div class="tile tile--open"></div>')], WALL_COLUMNS)


def _field(tiles: Iterable[SafeString], columns: int) -> SafeString:
    drawn = mark_safe("".join(tiles))
    return format_html('<div class="mosaic mosaic--{}" aria-hidden="true">{}</div>', columns, drawn)


@lru_cache(maxsize=4096)
def _drawn(tile: Tile, css_class: str = "") -> SafeString:
    return format_html(
        '<div class="{}{}" aria-hidden="true"><svg><use href="{}#{}"/></svg></div>',
        tile.classes,
        f" {css_class}" if css_class else "",
        static(SPRITE),
        tile.pictogram,
    )


def _slugs(things: Iterable[object]) -> tuple[str, ...]:
    return tuple(_slug_of(thing) for thing in things or ())


def _slug_of(thing: object) -> str:
    return str(getattr(getattr(thing, "entry", thing), "slug", thing))
