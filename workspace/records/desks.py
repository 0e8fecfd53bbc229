"""The desks of the workspace, one for each kind of record: what its shared pages must know of that kind."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Desk:
    """`page` is the name of the address where a record is written; `prefix` begins the names of its other addresses,
    such as "history"; `every` and `title` are of the page above it; `links` is the template of the row of links."""

    page: str
    prefix: str
    every: str
    title: Any
    links: str
    nobody: Any  # what is said when no version of a record is open
    asks_first: bool = False  # whether submitting has a page of its own, on which something may be asked
    has_reviewers: bool = False  # whether an editor takes a version up, and can plan when it is published


CASES = Desk(
    page="workspace_case",
    prefix="workspace_",
    every="workspace",
    title=_("Workspace"),
    links="workspace/_case_links.html",
    nobody=_("Nobody is working on this case now."),
    asks_first=True,
    has_reviewers=True,
)
