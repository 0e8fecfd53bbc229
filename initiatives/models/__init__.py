"""The models of the case record, by what they know: vocabulary, records, the public projection."""

from initiatives.models.catalogue import CatalogueEntry
from initiatives.models.pictures import InitiativeAttachment, InitiativePicture
from initiatives.models.records import (
    Access,
    Accommodation,
    CommunityWorkInVersion,
    Initiative,
    InitiativeVersion,
    Involvement,
    KeywordInVersion,
    Source,
    TargetGroupInVersion,
    ThemeInVersion,
)
from initiatives.models.vocabulary import (
    AccommodationKind,
    Actor,
    ActorKind,
    CommunityWork,
    Folded,
    InvolvementRole,
    Keyword,
    Phase,
    TargetGroup,
    Theme,
)

__all__ = [
    "Access",
    "Accommodation",
    "AccommodationKind",
    "Actor",
    "ActorKind",
    "CatalogueEntry",
    "CommunityWork",
    "CommunityWorkInVersion",
    "Folded",
    "Initiative",
    "InitiativeAttachment",
    "InitiativePicture",
    "InitiativeVersion",
    "Involvement",
    "InvolvementRole",
    "Keyword",
    "KeywordInVersion",
    "Phase",
    "Source",
    "TargetGroup",
    "TargetGroupInVersion",
    "Theme",
    "ThemeInVersion",
]
