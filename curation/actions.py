"""What the actions of workflows are called, for who reads what happened."""

from typing import Any

from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, Any] = {
    "draft": _("opened a draft"),
    "discard": _("discarded"),
    "submit": _("submitted"),
    "ask_for_changes": _("asked for changes"),
    "keep": _("kept this moment"),
    "lay_aside": _("laid the draft aside"),
    "bring_back": _("brought back what was kept"),
    "share": _("shared it"),
    "unshare": _("took somebody off it"),
    "assign": _("asked somebody to work on it"),
    "take_up": _("took it up for review"),
    "let_go": _("let the review go"),
    "plan": _("planned the publication"),
    "cancel_plan": _("called the planned publication off"),
    "publish": _("published"),
    "withdraw": _("withdrew"),
    "restore": _("restored"),
    "change_slug": _("changed the address"),
    "propose_evidence": _("proposed evidence"),
    "accept_evidence": _("accepted evidence"),
    "drop_evidence": _("dropped evidence"),
    "annotate_evidence": _("changed the note with evidence; it said"),
    "assess": _("judged its certainty"),
    "look_at_shift": _("looked at what had shifted"),
    "erase": _("removed words at request"),
    "erase_picture": _("removed a picture at request"),
    "add_term": _("added to the vocabulary"),
    "change_term": _("changed in the vocabulary"),
    "merge": _("merged"),
    "undo_merge": _("undid a merge"),
    "promote_keyword": _("promoted a keyword"),
    "delete_term": _("deleted from the vocabulary"),
    "change_policy": _("changed the house rules"),
    "remove_file": _("removed a picture or file for good"),
    "import": _("imported a file of cases"),
}


def name_of(change: Any) -> str:
    """What a StatusChange is called; what no room has named is shown as it is."""
    return str(ACTIONS.get(change.action, change.action))
