"""Cases, their vocabulary and actors in the administration."""

from initiatives.admin.actors import ActorAdmin
from initiatives.admin.keywords import KeywordAdmin
from initiatives.admin.merges import MergeAdmin
from initiatives.admin.records import InitiativeAdmin
from initiatives.admin.terms import TermAdmin, ThemeAdmin
from initiatives.admin.versions import InitiativeVersionAdmin

__all__ = [
    "ActorAdmin",
    "InitiativeAdmin",
    "InitiativeVersionAdmin",
    "KeywordAdmin",
    "MergeAdmin",
    "TermAdmin",
    "ThemeAdmin",
]
