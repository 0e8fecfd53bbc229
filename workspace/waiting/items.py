"""What the start of the workspace shows: groups of things that wait, each with its address."""

from dataclasses import dataclass
from datetime import datetime

MOST = 8  # of each group, so many are shown


@dataclass(frozen=True)
class Item:
    title: str
    address: str
    note: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Group:
    """`more` is whether there are others than those in `items`."""

    name: str
    title: str
    items: list[Item]
    more: bool = False
    all_address: str = ""
