"""The pages of the workspace."""

from workspace.views.cases import case_list, new_case, new_from_word, start
from workspace.views.entry import entry, readers_view, saving
from workspace.views.moments import bringing_back, history, moment, revision, sharing
from workspace.views.suggestions import actor_suggestions, keyword_suggestions, signed_in_again

__all__ = [
    "actor_suggestions",
    "bringing_back",
    "case_list",
    "entry",
    "history",
    "keyword_suggestions",
    "moment",
    "new_case",
    "new_from_word",
    "readers_view",
    "revision",
    "saving",
    "sharing",
    "signed_in_again",
    "start",
]
