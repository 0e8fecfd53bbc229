"""How much of some words is left in others."""

from collections import Counter
from collections.abc import Sequence

from rapidfuzz.distance import Indel

from lessons.passages.characters import Sort, fold, sort_of

MOST_PAIRS = 20_000_000  # a comparison takes a bit for each pair of words
HEAVIEST_WORD = 8
NUMBER = 4
LEAST_TELLING = 8  # words that weigh less say nothing of what they are or where they belong: "1.", "Ja."
ALIKE = 0.6  # the least two spellings share, to be forms of one word
MOST_RESPELLED = 8
LONGEST_WORD = 100


def weight(word: str) -> int:
    """What a word says about which passage this is: long words more than short ones, full stops next to nothing."""
    sort = sort_of(word[0])
    if sort is Sort.DIGIT:
        return max(NUMBER, min(len(word), HEAVIEST_WORD))
    return 1 if sort is Sort.ENDING else min(len(word), HEAVIEST_WORD)


def weigh(words: Sequence[str]) -> int:
    return sum(map(weight, words))


def likeness(old: Sequence[str], new: Sequence[str]) -> float:
    """From 0 to 1: how much of the heavier one both have, in one order; respelled words count for a part."""
    heaviest = max(weigh(old), weigh(new))
    if not heaviest:
        return 0.0
    if len(old) * len(new) > MOST_PAIRS:
        return _shared(old, new) / heaviest
    kept, left, right = 0.0, 0, 0
    for block in Indel.opcodes(old, new).as_matching_blocks():
        kept += _respelled(old[left : block.a], new[right : block.b])
        kept += weigh(old[block.a : block.a + block.size])
        left, right = block.a + block.size, block.b + block.size
    return kept / heaviest


def _shared(old: Sequence[str], new: Sequence[str]) -> int:
    both = Counter(old) & Counter(new)
    return sum(weight(word) * times for word, times in both.items())


def _respelled(old: Sequence[str], new: Sequence[str]) -> float:
    """What is left of words in others in their place: split, merged, inflected or with other accents."""
    if not old or not new or len(old) > MOST_RESPELLED or len(new) > MOST_RESPELLED:
        return 0.0
    if fold("".join(old)) == fold("".join(new)):
        return min(weigh(old), weigh(new))
    return sum(max(_alike(word, other) for other in new) * weight(word) for word in old)


def _alike(word: str, other: str) -> float:
    if sort_of(word[0]) is not Sort.LETTER or sort_of(other[0]) is not Sort.LETTER:
        return 0.0
    if max(len(word), len(other)) > LONGEST_WORD:
        return 0.0
    ratio = Indel.normalized_similarity(fold(word), fold(other))
    return ratio if ratio >= ALIKE else 0.0
