"""What can be found of something, and by which words: the form in which texts enter the index."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

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
_BETWEEN = " \n"
_STOP_WORDS_FIRST = dict.fromkeys(STOP_WORDS)
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


class Read(NamedTuple):
    """A text with its words, as texts again with a space between words: so they travel fast between processes.

    `folded` are all words in order; `distinct` are each of them once, without function words; `apart` are the compounds
    that stand in it written apart, where those count.
    """

    text: str
    folded: str
    distinct: str
    apart: str = ""


def index(document: Document) -> Indexed:
    """The words by which `document` is found."""
    return index_read(
        read_title(document.title),
        [read_near(text) for text in document.near],
        [read_far(text) for text in document.far],
    )


def read_title(text: str) -> Read:
    return _with_what_is_apart(text, _words(text[:LONGEST_TITLE]))


def read_near(text: str) -> Read:
    return _with_what_is_apart(text, _words(text))


def read_far(text: str) -> Read:
    found = _words(text)
    return Read(text, " ".join(found), _distinct(found))


def index_read(title: Read, near: Sequence[Read], far: Sequence[Read]) -> Indexed:
    """The words by which a document is found of which the texts have been read, each as one of its place."""
    near, far = _fitting(near, LONGEST_NEAR, read_near), _fitting(far, LONGEST_FAR, read_far)
    found = dict.fromkeys([*title.folded.split(), *title.apart.split()])  # a word stays where it stood first
    number_in_title = len(found)
    apart = [*(read.apart for read in near), *_apart_across(near)]
    found.update(dict.fromkeys(" ".join([*(read.distinct for read in near), *apart]).split()))
    number_near = len(found)
    found.update(dict.fromkeys(" ".join([read.distinct for read in far]).split()))
    all_words = list(found)
    marked = [EXACT_TITLE + exact(title.text)]
    marked += [WHOLE_TITLE + whole(title.text)] if title.folded else []
    marked += [IN_TITLE + word for word in all_words[:number_in_title]]
    marked += [NEAR + word for word in all_words[number_in_title:number_near]]
    marked += all_words[number_near:]
    folded = "\n".join(f" {' '.join([read.folded for read in part if read.folded])} " for part in ([title], near, far))
    return Indexed(marked, set(found), folded)


def plain(marked: Iterable[str]) -> Iterator[str]:
    """The words of a document without the marks of where they stand; what stands for its whole title is no word."""
    return (word.lstrip(IN_TITLE + NEAR) for word in marked)


def exact(title: str) -> str:
    """`title` as one thing to find, sign by sign, whatever spaces it; without what a database cannot hold."""
    return " ".join(unicodedata.normalize("NFC", _UNSTORABLE.sub("", title)).split())


def whole(title: str) -> str:
    """`title` as one thing to find by its words; empty when it has none."""
    return " ".join(words(title))[:LONGEST_TITLE]


def _fitting(texts: Sequence[Read], longest: int, read: Callable[[str], Read]) -> Sequence[Read]:
    """These texts, or as much of them as there is room for."""
    if sum(len(each.text) for each in texts) + len(_BETWEEN) * (len(texts) - 1) <= longest:
        return texts
    return [read(_BETWEEN.join(each.text for each in texts)[:longest])]


def _words(text: str) -> list[str]:
    found = words(text)
    longest = max(map(len, found), default=0)
    return found if longest <= LONGEST_WORD else [word[:LONGEST_WORD] for word in found]


def _distinct(found: Iterable[str]) -> str:
    words_once = _STOP_WORDS_FIRST.copy()
    words_once.update(dict.fromkeys(found))
    return " ".join(list(words_once)[len(_STOP_WORDS_FIRST) :])


def _with_what_is_apart(text: str, found: list[str]) -> Read:
    compounds = [compound for pair in pairwise(found) if (compound := _joined(*pair))]
    return Read(text, " ".join(found), _distinct(found), _distinct(compounds))


def _apart_across(texts: Iterable[Read]) -> Iterator[str]:
    """Compounds of which one part ends a text and the other begins the next."""
    folded = [read.folded for read in texts if read.folded]
    for before, after in pairwise(folded):
        compound = _joined(before[before.rfind(" ") + 1 :], after.split(" ", 1)[0])
        if compound and compound not in STOP_WORDS:
            yield compound


@lru_cache(maxsize=50_000)
def _joined(first: str, second: str) -> str | None:
    """As `joined`; the same words stand beside each other in case after case: those of themes and places."""
    return joined(first, second)
