"""Publications, what they are about, and what each kind of them consists of."""

from publications.models.records import (
    Edition,
    InitiativeInPublication,
    Kind,
    LessonInPublication,
    Publication,
    PublicationCover,
    PublicationSource,
    PublicationVersion,
    ThemeInPublication,
)
from publications.models.tiles import StaleTile, Tile, TilePicture, TilesCompared

__all__ = [
    "Edition",
    "InitiativeInPublication",
    "Kind",
    "LessonInPublication",
    "Publication",
    "PublicationCover",
    "PublicationSource",
    "PublicationVersion",
    "StaleTile",
    "ThemeInPublication",
    "Tile",
    "TilePicture",
    "TilesCompared",
]
