"""The kinds of publication that have a page on which they are composed: the rooms of those kinds register theirs.

What is composed there are rows that belong to the version (`PublicationVersion.OWNED_ROWS`); so drafts, review, going
back to a moment and publication know of them already.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Composing:
    """`page` is the name of an address that takes the slug; `label` is the word for it among the links. `words` puts
    what a version is composed of into lines of text, by which two versions are compared."""

    page: str
    label: Any
    words: Callable[[Any], str]


_composed: dict[str, Composing] = {}


def register(kind: str, composing: Composing) -> None:
    _composed[kind] = composing


def composing_of(kind: str) -> Composing | None:
    return _composed.get(kind)
