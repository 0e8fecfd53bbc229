"""What stands in the way of the publication of an infographic, in sentences for people."""

from django.utils.translation import gettext as _

from publications.infographics.drawable import DrawnTile
from publications.infographics.drawing import drawing_of
from publications.models import PublicationVersion, Tile


def obstacles_of(version: PublicationVersion) -> list[str]:
    """What its tiles still miss; each sentence says of which tile."""
    tiles = drawing_of(version).tiles
    said = _("Tile %(number)s (%(tile)s): %(problem)s")
    return [
        said % {"number": number, "tile": _name(tile), "problem": tile.problem}
        for number, tile in enumerate(tiles, start=1)
        if tile.problem
    ]


def _name(tile: DrawnTile) -> str:
    return tile.heading or str(Tile.Kind(tile.kind).label)
