"""Dutch: which words are forms of one word, which are known, and which say nothing of their own."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

import Stemmer

from search.dictionary import dictionary

STOP_WORDS = frozenset(Path(__file__).with_name("stop_words.txt").read_text(encoding="utf-8").split())

_SHORTEST_HEAD = 4
_SHORTEST_DEED = 7
_SHORTEST_SPELT = 5
_LONGEST_ENDING = 4  # more than this the rules had better leave: they make "wagen" of "wageningen"
_VOWELS = frozenset("aeiou")
_NUMBERS = ["een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen"]
_DIGIT = re.compile(r"(?<!\d)[1-9](?!\d)")


@lru_cache(maxsize=20_000)
def keys(word: str) -> frozenset[str]:
    """What stands for the folded `word` in all its forms: two words are forms of one word when their keys overlap."""
    otherwise = _spelt_otherwise(word)
    return _keys(word) | (_keys(otherwise) if otherwise else frozenset())


def _keys(word: str) -> frozenset[str]:
    lemma = dictionary().lemma(word)
    if lemma is None:
        forms = {word, *_keys_of_unknown(word)}
    elif lemma != word:
        forms = {word, lemma}
    else:
        forms = {word, _singular(word) or verb_of(word) or word}
    forms |= {deed for form in forms for deed in _what_they_do(form)} | {
        noun for form in forms for noun in _nouns(form)
    }
    return frozenset(forms - STOP_WORDS | {word})


def _spelt_otherwise(word: str) -> str | None:
    """The same word in another spelling: "kickbox" as "kickboks", "aktiviteit" as "activiteit", "4daagse" in letters.

    Of c and k, z and s, y and ij, ie and i, the words of 1,271 projects were otherwise spelt in the first alone.
    """
    if "x" in word:
        return word.replace("x", "ks")
    if word in dictionary():
        return None
    other = _DIGIT.sub(lambda digit: _NUMBERS[int(digit[0]) - 1], word) if len(word) > _SHORTEST_SPELT else word
    other = other.replace("k", "c") if other == word else other
    return other if other != word and other in dictionary() else None


def is_known(word: str) -> bool:
    """Whether the folded `word` is in the Dutch dictionary or among our own words of the field."""
    return word in dictionary()


def verb_of(word: str) -> str | None:
    """The known verb that was borrowed with the e of `word`: "bridgen" of "bridge", "gamen" of "game"."""
    verb = f"{word}n"
    is_like_one = word.endswith("e") and len(word) >= 4 and word[-2] not in _VOWELS
    return verb if is_like_one and dictionary().lemma(verb) == verb else None


def _what_they_do(word: str) -> set[str]:
    """Who does something goes with it: "opbouwwerker" with "opbouwwerk"; not in short words, where it fails often."""
    deed = word.removesuffix("er")
    return {deed} if deed != word and len(deed) >= _SHORTEST_DEED and dictionary().lemma(deed) == deed else set()


def _nouns(word: str) -> list[str]:
    """What an adjective in -isch is of: "psychiatrisch" is of "psychiatrie", "technisch" of "techniek"."""
    if not word.endswith("isch") or len(word) < 8:
        return []
    return [noun for end in ("ie", "iek") if dictionary().lemma(noun := word.removesuffix("isch") + end) == noun]


def _singular(word: str) -> str | None:
    """What a listed word is also the plural of: "werken" is listed as a verb, but is more than one "werk" too."""
    if not word.endswith("en") or len(word) < 5:
        return None
    singular = _without_en(word)
    return singular if dictionary().lemma(singular) == singular else None


def _without_en(word: str) -> str:
    """The word that gets -en to become `word`: "werken" → "werk", "taken" → "taak", "petten" → "pet"."""
    base = word[:-2]
    if base[-1] == base[-2]:
        return base[:-1]
    hardened = base[:-1] + {"v": "f", "z": "s"}.get(base[-1], base[-1])
    is_open = hardened[-2] in _VOWELS and hardened[-3] not in _VOWELS
    return hardened[:-1] + hardened[-2:] if is_open else hardened


def _keys_of_unknown(word: str) -> Iterator[str]:
    """A word that no dictionary has takes the forms of its last part, and the stem that rules give."""
    if verb := verb_of(word):
        yield verb
    if word.endswith("heden"):
        yield word.removesuffix("heden") + "heid"
    if word.endswith("s") and (owner := dictionary().lemma(word[:-1])):
        yield owner
    for cut in range(3, len(word) - _SHORTEST_HEAD + 1):
        if head := dictionary().lemma(word[cut:]):
            yield word[:cut] + head
            break
    stem = _stemmer().stemWord(word)
    if len(stem) > 3 and word.startswith(stem[:-1]) and len(word) - len(stem) <= _LONGEST_ENDING:
        yield stem


@cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("dutch")
