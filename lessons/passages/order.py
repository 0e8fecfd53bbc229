"""Which things stayed in their order when a text changed, and which moved."""

from collections.abc import Iterable, Sequence


def stays(places: Sequence[int], index: int) -> bool:
    """Whether the thing at `index` keeps its order whichever way one looks at it.

    `places` says for things in their old order where they stand now. When two things changed places, each of them may
    be the one that moved, and neither surely stays.
    """
    if _is_undisputed(places, index):
        return True
    worths = _worths(places)
    best, _ = _best_chain(places, worths)
    without, _ = _best_chain([*places[:index], *places[index + 1 :]], [*worths[:index], *worths[index + 1 :]])
    return best > without


def those_that_stay(places: Sequence[int], indexes: Iterable[int]) -> set[int]:
    """Which of these are among the most things that are still in one order."""
    asked = set(indexes)
    if all(_is_undisputed(places, index) for index in asked):
        return asked
    _, chain = _best_chain(places, _worths(places))
    return asked & set(chain)


def _is_undisputed(places: Sequence[int], index: int) -> bool:
    """Whether all that came before still comes before, and all that came after after."""
    place = places[index]
    before, after = places[:index], places[index + 1 :]
    return max(before, default=place - 1) < place < min(after, default=place + 1)


def _worths(places: Sequence[int]) -> list[int]:
    """What each thing adds to a chain: as many things as can be, and of these the ones that shifted least."""
    ranks = {index: rank for rank, index in enumerate(sorted(range(len(places)), key=places.__getitem__))}
    most = len(places) ** 2 + 1
    return [most - abs(index - ranks[index]) for index in range(len(places))]


def _best_chain(places: Sequence[int], worths: Sequence[int]) -> tuple[int, list[int]]:
    """The heaviest increasing chain, with a tree of the best ends so far (Fenwick)."""
    slots = {place: slot for slot, place in enumerate(sorted(set(places)), 1)}
    tree: list[tuple[int, int]] = [(0, -1)] * (len(slots) + 1)
    previous: list[int] = []
    for index, place in enumerate(places):
        best = _best_before(tree, slots[place])
        previous.append(best[1])
        _note(tree, slots[place], (best[0] + worths[index], index))
    worth, at = _best_before(tree, len(slots))
    chain = []
    while at >= 0:
        chain.append(at)
        at = previous[at]
    return worth, chain


def _best_before(tree: list[tuple[int, int]], slot: int) -> tuple[int, int]:
    best = (0, -1)
    while slot:
        best = max(best, tree[slot])
        slot -= slot & -slot
    return best


def _note(tree: list[tuple[int, int]], slot: int, end: tuple[int, int]) -> None:
    while slot < len(tree):
        tree[slot] = max(tree[slot], end)
        slot += slot & -slot
