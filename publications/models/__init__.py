"""Publications, what they are about, and what each kind of them consists of."""

from publications.models.moments import Moment, MomentPlace, SpokenEvidence
from publications.models.recordings import Chapter, Recording, Speaker
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
    "Chapter",
    "Edition",
    "InitiativeInPublication",
    "Kind",
    "LessonInPublication",
    "Moment",
    "MomentPlace",
    "Publication",
    "PublicationCover",
    "PublicationSource",
    "PublicationVersion",
    "Recording",
    "Speaker",
    "SpokenEvidence",
    "StaleTile",
    "ThemeInPublication",
    "Tile",
    "TilePicture",
    "TilesCompared",
]
