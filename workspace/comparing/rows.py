"""Matching the rows of two lists: which are the same, which changed, which are gone or new."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

Row = dict[str, str]
LIKE_ENOUGH = 70
# What a row is about: rows that agree in the first of these that both have are one row that changed.
KEYS: dict[str, tuple[str, ...]] = {
    "actors": ("actor_name",),
    "accommodations": ("name", "kind"),
    "sources": ("url", "title"),
    "pictures": ("picture",),
    "attachments": ("file",),
}
ONLY_BY_KEY = {"pictures", "attachments"}  # another picture is never the same one, changed


@dataclass(frozen=True)
class Pair:
    """A row on either side; None where there is none."""

    old: Row | None
    new: Row | None


def matched(part: str, old: Sequence[Row], new: Sequence[Row]) -> list[Pair]:
    """Every row of both lists once: in the order of `new`, and then those that are gone."""
    left, right = list(range(len(old))), list(range(len(new)))
    found: dict[int, int] = {}
    for is_one in _tests(part):
        for there in list(right):
            here = next((each for each in left if is_one(old[each], new[there])), None)
            if here is not None:
                found[there] = here
                left.remove(here)
                right.remove(there)
    pairs = [Pair(old[found[number]] if number in found else None, row) for number, row in enumerate(new)]
    return [*pairs, *(Pair(old[number], None) for number in left)]


def is_reordered(old: Sequence[Row], new: Sequence[Row]) -> bool:
    """Whether rows that both lists have stand in another order."""
    before, after = [row for row in old if row in new], [row for row in new if row in old]
    return before != after


def _tests(part: str) -> list[Callable[[Row, Row], bool]]:
    tests: list[Callable[[Row, Row], bool]] = [lambda old, new: old == new]
    tests += [lambda old, new, key=key: _agree(old, new, key) for key in KEYS[part]]  # type: ignore[misc]
    return tests if part in ONLY_BY_KEY else [*tests, _are_alike]


def _agree(old: Row, new: Row, key: str) -> bool:
    return bool(old.get(key)) and old[key].casefold() == new.get(key, "").casefold()


def _are_alike(old: Row, new: Row) -> bool:
    return fuzz.ratio(" ".join(old.values()), " ".join(new.values())) >= LIKE_ENOUGH
