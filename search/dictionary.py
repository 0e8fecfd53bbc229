"""The Dutch dictionary: which words there are, and of which word each is a form. Held small, loaded at first use."""

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from zlib import crc32

from django.conf import settings

from curation.rich_text import fold
from search.kept_file import KeptFile

# Words of the field that simplemma's dictionary lacks (words without a plural, mostly) or takes for forms of another
# word; a second word on a line is the form that a dictionary lists.
OUR_WORDS = Path(__file__).with_name("words.txt")
_FORMAT = 1  # to be raised when what is kept below, or how words are folded, changes
_SHELVES = 16_384  # some 22 words each: seeking among those is fast, and as text they take a fifth of what a dict takes
_BETWEEN = "\0"


class Dictionary:
    """Folded Dutch words, each with its lemma: the form that a dictionary lists."""

    def __init__(self, shelves: list[str]) -> None:
        """`shelves` are what `shelved` gives."""
        self._shelves = shelves
        self._unfolded: dict[str, str] | None = None

    def unfold(self) -> None:
        """Hold the words five times as large, to be asked for very many: ten times as fast."""
        unfolded: dict[str, str] = {}
        for shelf in self._shelves:
            for entry in shelf.split("\n"):
                word, _space, lemma = entry.partition(" ")
                unfolded.setdefault(word, lemma or word)
        unfolded.pop("", None)
        self._unfolded = unfolded

    def __contains__(self, word: str) -> bool:
        if self._unfolded is not None:
            return word in self._unfolded
        return f"\n{word} " in self._shelves[_shelf_of(word)]

    def lemma(self, word: str) -> str | None:
        """The lemma of the folded `word`; None when it is not in the dictionary."""
        if self._unfolded is not None:
            return self._unfolded.get(word)
        shelf = self._shelves[_shelf_of(word)]
        entry = f"\n{word} "
        place = shelf.find(entry)
        if place < 0:
            return None
        start = place + len(entry)
        return shelf[start : shelf.index("\n", start)] or word


def _shelf_of(word: str) -> int:
    return crc32(word.encode("utf-8", "surrogatepass")) % _SHELVES


def shelved(entries: Iterable[str]) -> list[str]:
    """The shelves of a dictionary.

    Each of `entries` is a word, a space, and its lemma, or nothing more when that is the word itself. Of a word that
    has several, the first counts.
    """
    shelves: list[list[str]] = [[""] for _ in range(_SHELVES)]
    for entry in entries:
        shelves[_shelf_of(entry[: entry.index(" ")])].append(entry)
    return ["\n".join([*shelf, ""]) for shelf in shelves]


@cache
def dictionary() -> Dictionary:
    """The dictionary: 10 MB, made by the first process that needs it (over a second), read by those after it."""
    kept = KeptFile(settings.WIJK_VAR / "cache", "dictionary", _edition())
    content = kept.read()
    if content is not None:
        return Dictionary(content.decode().split(_BETWEEN))
    shelves = shelved(_entries())
    kept.write(_BETWEEN.join(shelves).encode())
    return Dictionary(shelves)


def _edition() -> str:
    """What the dictionary is made of: another edition is another dictionary."""
    made_of = [_FORMAT, _SHELVES, version("simplemma"), unicodedata.unidata_version, OUR_WORDS.read_text("utf-8")]
    return sha256(repr(made_of).encode()).hexdigest()[:16]


def _entries() -> Iterator[str]:
    """What comes first goes before what comes later: our words, then the dictionary's, then its names ("Spelen")."""
    # Importing it takes a tenth of a second, and most processes find the dictionary made.
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    for line in OUR_WORDS.read_text(encoding="utf-8").splitlines():
        yield line if " " in line else f"{line} "
    names = []
    for word, lemma in DefaultDictionaryFactory(cache_max_size=0).get_dictionary("nl").items():
        if not word.isalnum():
            continue
        entry = fold(f"{word} {'' if lemma == word else lemma.replace('_', '')}")  # "uitgevoerd" has "uit_voeren"
        if word[0].isupper():
            names.append(entry)
        else:
            yield entry
    yield from names
