"""What can be found of something, and by which words: the form in which texts enter the index."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from search.compounds import joined
from search.dutch import STOP_WORDS
from search.words import words

IN_TITLE = "^"
NEAR = "~"
WHOLE_TITLE = "="
EXACT_TITLE = "=="
LONGEST_WORD = 100
LONGEST_TITLE = 200
LONGEST_NEAR = 50_000
LONGEST_FAR = 200_000
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True)
class Document:
    """Texts by how much they say about the whole: its title, what is near to it, and the rest."""

    title: str
    near: Iterable[str]
    far: Iterable[str]


@dataclass(frozen=True)
class Indexed:
    """A document's distinct words, marked by the best place in which they stand, and all its words in order.

    A word in the title is `^word`, one near it `~word`, another plainly `word`; the whole title is `=the whole title`
    in words and `==The whole title!` sign by sign. Function words are kept in the title alone. What is written apart
    ("buurt huis") counts as one word too in the title and near it; further away a compound is found by its parts.
    """

    marked: list[str]
    vocabulary: set[str]
    folded: str


def index(document: Document) -> Indexed:
    """The words by which `document` is found."""
    title = _words(document.title, LONGEST_TITLE)
    near = _words(" \n".join(document.near), LONGEST_NEAR)
    far = _words(" \n".join(document.far), LONGEST_FAR)
    in_title = {*title, *_written_apart(title)}
    in_near = {*near, *_written_apart(near)} - in_title - STOP_WORDS
    in_far = {*far} - in_title - in_near - STOP_WORDS
    marked = [EXACT_TITLE + exact(document.title)]
    marked += [WHOLE_TITLE + whole(document.title)] if title else []
    marked += [IN_TITLE + word for word in in_title]
    marked += [NEAR + word for word in in_near]
    marked += in_far
    folded = "\n".join(f" {' '.join(part)} " for part in (title, near, far))
    return Indexed(marked, in_title | in_near | in_far, folded)


def exact(title: str) -> str:
    """`title` as one thing to find, sign by sign, whatever spaces it; without what a database cannot hold."""
    return " ".join(unicodedata.normalize("NFC", _UNSTORABLE.sub("", title)).split())


def whole(title: str) -> str:
    """`title` as one thing to find by its words; empty when it has none."""
    return " ".join(words(title))[:LONGEST_TITLE]


def _words(text: str, longest: int) -> list[str]:
    found = words(text[:longest])
    return found if all(map(LONGEST_WORD.__gt__, map(len, found))) else [word[:LONGEST_WORD] for word in found]


def _written_apart(text: list[str]) -> set[str]:
    """Compounds of which the parts stand beside each other: "buurt huis"."""
    return {compound for pair in pairwise(text) if (compound := _joined(*pair))}


@lru_cache(maxsize=5_000)
def _joined(first: str, second: str) -> str | None:
    """As `joined`; the same words stand beside each other in case after case: those of themes and places."""
    return joined(first, second)
