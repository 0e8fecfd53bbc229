"""What notices of each kind say, and to which page they lead: the rooms above register theirs at start-up."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Kind:
    """`words` has %(by)s and %(title)s; `page` is the name of an address that takes the slug of the record."""

    words: Any
    page: str


_kinds: dict[str, Kind] = {}


def register(name: str, words: Any, *, page: str) -> None:
    _kinds[name] = Kind(words, page)


def kind_of(name: str) -> Kind | None:
    """None for a kind that no room knows any more."""
    return _kinds.get(name)
