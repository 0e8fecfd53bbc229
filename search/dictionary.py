"""The Dutch dictionary: which words there are, and of which word each is a form. Held small, loaded at first use."""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from curation.rich_text import fold

# Words of the field that simplemma's dictionary lacks (words without a plural, mostly) or takes for forms of another
# word; a second word on a line is the form that a dictionary lists.
OUR_WORDS = Path(__file__).with_name("words.txt")
_SHELVES = 16_384  # some 22 words each: seeking among those is fast, and as text they take a fifth of what a dict takes


class Dictionary:
    """Folded Dutch words, each with its lemma: the form that a dictionary lists."""

    def __init__(self, entries: Iterable[str]) -> None:
        """Each of `entries` is a word, a space, and its lemma, or nothing more when that is the word itself."""
        shelves: list[list[str]] = [[""] for _ in range(_SHELVES)]
        for entry in entries:
            shelves[hash(entry[: entry.index(" ")]) % _SHELVES].append(entry)
        self._shelves = ["\n".join([*shelf, ""]) for shelf in shelves]

    def __contains__(self, word: str) -> bool:
        return f"\n{word} " in self._shelves[hash(word) % _SHELVES]

    def lemma(self, word: str) -> str | None:
        """The lemma of the folded `word`; None when it is not in the dictionary."""
        shelf = self._shelves[hash(word) % _SHELVES]
        entry = f"\n{word} "
        place = shelf.find(entry)
        if place < 0:
            return None
        start = place + len(entry)
        return shelf[start : shelf.index("\n", start)] or word


@cache
def dictionary() -> Dictionary:
    """The dictionary, read once (about a second, 12 to 16 MB); call it early where the first reader should not wait."""
    return Dictionary(_entries())


def _entries() -> Iterator[str]:
    """What comes first goes before what comes later: our words, then the dictionary's, then its names ("Spelen")."""
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
