"""The changes a lesson goes through: those of the spine."""

from curation.workflow import (
    SecondPairOfEyesNeeded,
    TransitionNotAllowed,
    ask_for_changes,
    change_slug,
    open_draft,
    publish,
    restore,
    submit,
    withdraw,
)

__all__ = [
    "SecondPairOfEyesNeeded",
    "TransitionNotAllowed",
    "ask_for_changes",
    "change_slug",
    "open_draft",
    "publish",
    "restore",
    "submit",
    "withdraw",
]
