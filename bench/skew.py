"""Drawing at random where a few values are common and most are rare, as words, places and kinds are."""

import random
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Skewed(Generic[Value]):
    """Values with weights; drawing costs no more when there are many."""

    def __init__(self, values: Sequence[Value], weights: Iterable[float]) -> None:
        self.values = values
        self._sums = list(accumulate(weights))

    def one(self, chance: random.Random) -> Value:
        return chance.choices(self.values, cum_weights=self._sums)[0]

    def some(self, chance: random.Random, number: int) -> list[Value]:
        """`number` values, the same ones more than once."""
        return chance.choices(self.values, cum_weights=self._sums, k=number)

    def different(self, chance: random.Random, number: int) -> list[Value]:
        """At most `number` values, each once, in the order drawn."""
        return list(dict.fromkeys(self.some(chance, number)))


def zipf(number: int, exponent: float = 1.0) -> list[float]:
    """Weights of the first, second … of `number` values as Zipf saw them in words: one over the rank."""
    return [1 / rank**exponent for rank in range(1, number + 1)]


def joined(parts: Iterable[tuple[float, Sequence[Value], Sequence[float]]]) -> Skewed[Value]:
    """One choice out of several: each part is its share of all draws, its values and their weights."""
    values: list[Value] = []
    weights: list[float] = []
    for share, of_part, weights_of_part in parts:
        total = sum(weights_of_part)
        values.extend(of_part)
        weights.extend(share * weight / total for weight in weights_of_part)
    return Skewed(values, weights)
