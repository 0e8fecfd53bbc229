"""Dutch: which words are forms of one word, which are known, and which say nothing of their own."""

from collections.abc import Iterator
from functools import cache, lru_cache

import snowballstemmer
from simplemma.strategies.dictionaries.dictionary_factory import DEFAULT_DICTIONARY_FACTORY

from curation.rich_text import fold

STOP_WORDS = frozenset(
    [
        "aan",
        "al",
        "alle",
        "als",
        "bij",
        "dan",
        "dat",
        "de",
        "deze",
        "die",
        "dit",
        "door",
        "een",
        "elk",
        "elke",
        "en",
        "er",
        "ge",
        "had",
        "hebben",
        "heeft",
        "het",
        "hij",
        "hun",
        "ik",
        "in",
        "is",
        "ja",
        "je",
        "kan",
        "maar",
        "me",
        "meer",
        "met",
        "mij",
        "mijn",
        "na",
        "naar",
        "nee",
        "niet",
        "nog",
        "of",
        "om",
        "ons",
        "onze",
        "ook",
        "op",
        "over",
        "s",
        "t",
        "te",
        "ten",
        "ter",
        "toch",
        "tot",
        "u",
        "uit",
        "uw",
        "van",
        "veel",
        "voor",
        "wat",
        "we",
        "wel",
        "werd",
        "wij",
        "worden",
        "wordt",
        "ze",
        "zich",
        "zij",
        "zijn",
        "zo",
        "zoals",
        "zou",
    ]
)

# Where the dictionary takes a noun for a form of another word.
_LEMMAS = {
    "jongere": "jongere",
    "jongeren": "jongere",
    "ouder": "ouder",
    "ouderen": "oudere",
    "oudere": "oudere",
    "leden": "lid",
}


def keys(word: str) -> frozenset[str]:
    """What stands for the folded `word` in all its forms: two words are forms of one word when their keys overlap."""
    return _keys(word)


@lru_cache(maxsize=200_000)
def _keys(word: str) -> frozenset[str]:
    lemma = lemma_of(word)
    if lemma is None:
        return frozenset((word, _stemmer().stemWord(word)))
    return frozenset((word, lemma))


def lemma_of(word: str) -> str | None:
    """The form of the folded `word` that a dictionary lists; None when it is not known."""
    return _LEMMAS.get(word) or _dictionary().get(word)


def is_known(word: str) -> bool:
    """Whether the folded `word` is in the Dutch dictionary or among the words of the field."""
    return word in _dictionary()


@cache
def _stemmer() -> snowballstemmer.basestemmer.BaseStemmer:
    return snowballstemmer.stemmer("dutch")


@cache
def _dictionary() -> dict[str, str]:
    return dict(_folded_entries())


def _folded_entries() -> Iterator[tuple[str, str]]:
    for word, lemma in DEFAULT_DICTIONARY_FACTORY.get_dictionary("nl").items():
        if word.isalnum():
            yield fold(word), fold(lemma)
