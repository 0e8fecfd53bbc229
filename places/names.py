"""How names of places are compared: what people type and what the register writes become the same words."""

import re
import unicodedata

_APOSTROPHES = str.maketrans("", "", "'’‘‛`´ʼʹ′")
_ARTICLE = re.compile(r"^['’](s|t)[- ]", re.IGNORECASE)
_WRITTEN_OUT = {"st": "sint"}
_AFFIXES = {"gemeente", "gem"}


def normalise(text: str) -> str:
    """The words of `text` in lower case with single spaces: no accents, apostrophes, hyphens or other signs.

    "'s-Gravenhage" becomes "s gravenhage", "St. Anthonis" becomes "sint anthonis", "Bergen (NH.)" becomes "bergen nh".
    Any text is welcome; the outcome is its own normal form.
    """
    plain = _without_accents(_without_accents(text.translate(_APOSTROPHES)).casefold())
    words = "".join(sign if sign.isalnum() else " " for sign in plain).split()
    return " ".join(_WRITTEN_OUT.get(word, word) for word in words)


def _without_accents(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))


def words_of_name(text: str) -> list[str]:
    """The normalised words that somebody typed for a municipality, without "gemeente" around them."""
    words = normalise(text).split()
    if len(words) > 1 and words[0] in _AFFIXES:
        words = words[1:]
    if len(words) > 1 and words[-1] == "gemeente":
        words = words[:-1]
    return words


def key(words: str | list[str]) -> str:
    """Normalised words written as one, so that "oudbeijerland" and "oud beijerland" are the same."""
    return "".join(words.split() if isinstance(words, str) else words)


def short_name(name: str) -> str:
    """`name` without the bracketed part that tells it from its namesakes: "Bergen (NH)" becomes "Bergen"."""
    return re.sub(r"\s*\([^)]*\)\s*$", "", name)


def sort_name(name: str) -> str:
    """What a Dutch list is ordered by: "'s-Hertogenbosch" stands under the H, accents and signs do not count."""
    return normalise(_ARTICLE.sub("", name)) + (" " + match[1].lower() if (match := _ARTICLE.match(name)) else "")


def trigrams(normalised: str) -> frozenset[str]:
    """Every run of three letters, each word with two spaces before and one after it, as PostgreSQL's pg_trgm does."""
    padded = (f"  {word} " for word in normalised.split())
    return frozenset(word[start : start + 3] for word in padded for start in range(len(word) - 2))
