"""Compounds: of which words a word is made, and which word two words written apart make."""

from collections.abc import Collection

from search.dutch import STOP_WORDS, is_known


def parts(word: str, also: Collection[str] = ()) -> tuple[str, ...]:
    """The words that the folded `word` is made of, without what links them; () when it is not a compound.

    `also` are words that are known besides those of the dictionary.
    """
    return _walk(word, also, 0)


def _walk(word: str, also: Collection[str], depth: int) -> tuple[str, ...]:
    for cut in range(len(word) - 4, 3, -1):
        first, rest = word[:cut], word[cut:]
        if not (is_known(rest) or rest in also):
            continue
        for link in ("", "s", "en", "e", "n"):
            if first.endswith(link) and len(first) - len(link) > 3:
                base = first.removesuffix(link)
                if is_known(base) or base in also:
                    return (base, rest)
                if depth < 2 and (more := _walk(base, also, depth + 1)):
                    return (*more, rest)
    return ()


def joined(first: str, second: str) -> str | None:
    """The known compound that two folded words written apart make, with or without an s between them."""
    if len(first) < 4 or len(second) < 4 or first in STOP_WORDS or second in STOP_WORDS:
        return None
    for compound in (first + second, f"{first}s{second}"):
        if is_known(compound):
            return compound
    return None
