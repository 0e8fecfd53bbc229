"""What differs between two texts, word by word: a list of runs from which both texts can be put together again."""

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Indel

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_WORD = re.compile(r"\w+|\s+|[^\w\s]")
# The comparison takes a bit for each pair of words; beyond this, what stands between equal ends counts as one change.
MOST_PAIRS = 200_000_000


class Kind(StrEnum):
    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True)
class Run:
    kind: Kind
    text: str


def word_changes(old: str, new: str) -> list[Run]:
    """The runs that lead from `old` to `new`: what is the same and gone makes `old`, what is the same and new `new`.

    Lines are compared first, then the words of those that differ. Within a change what is gone precedes what is new.
    """
    runs: list[Run] = []
    for is_same, before, after in _aligned(_LINE.findall(old), _LINE.findall(new)):
        if is_same:
            runs.append(Run(Kind.SAME, "".join(before)))
        else:
            runs += _within("".join(before), "".join(after))
    return _joined(runs)


def _within(old: str, new: str) -> list[Run]:
    runs: list[Run] = []
    for is_same, before, after in _aligned(_WORD.findall(old), _WORD.findall(new)):
        is_blank = all(token.isspace() for token in before)
        if is_same and (not is_blank or not runs or runs[-1].kind == Kind.SAME):
            runs.append(Run(Kind.SAME, "".join(before)))
        else:  # a space alone between two changes is part of them
            runs += [Run(Kind.GONE, "".join(before)), Run(Kind.NEW, "".join(after))]
    return runs


def _aligned(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[bool, Sequence[str], Sequence[str]]]:
    """Both sequences cut into stretches that are the same and stretches that differ, in turn."""
    start = _length_of_equal(old, new)
    end = _length_of_equal(old[start:][::-1], new[start:][::-1])
    before, after = old[start : len(old) - end], new[start : len(new) - end]
    if start:
        yield True, old[:start], new[:start]
    if len(before) * len(after) > MOST_PAIRS:
        yield False, before, after
    else:
        yield from _cut(before, after)
    if end:
        yield True, old[len(old) - end :], new[len(new) - end :]


def _cut(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[bool, Sequence[str], Sequence[str]]]:
    left, right = 0, 0
    for block in Indel.opcodes(old, new).as_matching_blocks():
        if left < block.a or right < block.b:
            yield False, old[left : block.a], new[right : block.b]
        if block.size:
            yield True, old[block.a : block.a + block.size], new[block.b : block.b + block.size]
        left, right = block.a + block.size, block.b + block.size


def _length_of_equal(old: Sequence[Hashable], new: Sequence[Hashable]) -> int:
    """How many items both begin with."""
    length = 0
    for left, right in zip(old, new, strict=False):
        if left != right:
            break
        length += 1
    return length


def _joined(runs: list[Run]) -> list[Run]:
    """Runs of one kind after each other made one; between two stretches that are the same, the gone before the new."""
    found: list[Run] = []
    gone, new = "", ""
    for run in [*runs, Run(Kind.SAME, "")]:
        if run.kind == Kind.GONE:
            gone += run.text
        elif run.kind == Kind.NEW:
            new += run.text
        elif run.text and found and found[-1].kind == Kind.SAME and not gone and not new:
            found[-1] = Run(Kind.SAME, found[-1].text + run.text)
        else:
            found += [each for each in (Run(Kind.GONE, gone), Run(Kind.NEW, new), run) if each.text]
            gone, new = "", ""
    return found
