"""What the page of an infographic needs beside what all publications have."""

from typing import Any

from django.utils import timezone

from initiatives.map import CountedMap, counted_map
from places.register import register
from publications.infographics.drawable import Figures, Infographic
from publications.infographics.drawing import drawing_of
from publications.models import PublicationVersion, Tile


def infographic_context(version: PublicationVersion) -> dict[str, Any]:
    """The infographic of `version`, if it has tiles; every page that shows its board takes this."""
    infographic = drawing_of(version)
    if not infographic.tiles:
        return {}
    return {
        "infographic": infographic,
        "maps": maps_of(infographic),
        "figures": [tile for tile in infographic.tiles if tile.figures],
        "has_title": infographic.tiles[0].kind == Tile.Kind.TITLE,
    }


def maps_of(infographic: Infographic) -> dict[int, CountedMap]:
    """The drawings of its tile maps, by the key of the tile: of the Netherlands as it was when they were counted."""
    return {
        tile.key: _map(tile.figures)
        for tile in infographic.tiles
        if tile.kind == Tile.Kind.MAP and tile.figures is not None
    }


def _map(figures: Figures) -> CountedMap:
    addresses = {bar.slug: bar.url for bar in figures.bars}
    day = timezone.localdate(figures.asked_at)
    return counted_map(register(day), figures.counts, url_of=addresses.__getitem__)
