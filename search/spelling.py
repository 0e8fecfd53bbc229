"""Which known words a typing error may have made of a word."""

from collections.abc import Iterable

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract


def distance(a: str, b: str) -> int:
    """How many letters must be added, left out, changed or swapped with their neighbour to make `b` of `a`."""
    return int(OSA.distance(a, b))


def errors_forgiven(word: str) -> int:
    """How many typing errors a word of this length may hold and still be recognised.

    None in another script: folded, our words are in plain letters, and nothing else can look like them.
    """
    if len(word) < 4 or any(char.isdigit() for char in word) or not any(char.isascii() for char in word):
        return 0
    return 1 if len(word) < 6 else 2 if len(word) < 12 else 3


def closest(word: str, candidates: Iterable[str]) -> list[str]:
    """Those of `candidates` that a typing error may have made `word` of, best first.

    The fewest errors come first, then words with the same first letter, then those as long as `word`.
    """
    forgiven = errors_forgiven(word)
    if not forgiven:
        return []
    near = extract(word, candidates, scorer=OSA.distance, score_cutoff=forgiven, limit=None)  # type: ignore[arg-type]
    fit = [(errors, found) for found, errors, _index in near if not any(char.isdigit() for char in found)]
    return [found for _errors, found in sorted(fit, key=lambda hit: _order(word, *hit))]


def _order(word: str, errors: float, found: str) -> tuple[float, bool, int, str]:
    return errors, found[:1] != word[:1], abs(len(found) - len(word)), found
