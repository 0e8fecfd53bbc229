"""The arithmetic of measuring."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field


def percentile(times: list[float], share: float) -> float:
    """The smallest of `times` that at least `share` of them do not exceed. Raises ValueError when there are none."""
    if not times:
        raise ValueError("no times were measured")
    return sorted(times)[max(0, math.ceil(share * len(times)) - 1)]


def median(times: list[float]) -> float:
    """The middle one, or the mean of the middle two."""
    if not times:
        raise ValueError("no times were measured")
    ordered = sorted(times)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


@dataclass
class Series:
    """Times of one kind of request, in milliseconds, from several rounds."""

    times: list[float] = field(default_factory=list)
    elapsed: float = 0.0

    def add(self, times: list[float], elapsed: float) -> None:
        """One round: its times, and its length in seconds."""
        self.times += times
        self.elapsed += elapsed

    def time(self, work: Callable[[], object]) -> None:
        """Do `work` and add what it took."""
        begun = time.perf_counter()
        work()
        took = time.perf_counter() - begun
        self.add([1000 * took], took)

    @property
    def a_second(self) -> float:
        return len(self.times) / self.elapsed if self.elapsed else 0.0

    @property
    def median(self) -> float:
        return median(self.times)

    def summary(self) -> dict[str, float]:
        return {
            "number": len(self.times),
            "median": round(self.median, 3),
            "p95": round(percentile(self.times, 0.95), 3),
            "p99": round(percentile(self.times, 0.99), 3),
            "longest": round(max(self.times), 3),
            "a_second": round(self.a_second, 1),
        }


def ratio(measured: float, limit: float) -> float:
    """How many times the limit; infinite when the limit could not be measured."""
    return measured / limit if limit else math.inf
