"""The site's counts beside those of the oracle, while somebody else changes the catalogue."""

import random
from dataclasses import dataclass, field
from urllib.parse import urlencode

from bench import marks
from bench.asking import Writer
from bench.oracle import Oracle, Question
from bench.questions import CATALOGUE
from bench.server import Server

CHANGES_BETWEEN = 2
FACETS = ("thema", "gemeente", "provincie", "actor", "accommodatie", "toegang", "doelgroep", "verbinding", "functie")


@dataclass
class Comparison:
    """How many questions were asked, how many counts were compared, and what was not the same."""

    questions: int = 0
    counts: int = 0
    differences: list[str] = field(default_factory=list)


def compare(server: Server, writer: Writer, number: int, seed: int) -> Comparison:
    """Ask `number` random questions; before each, let the writer make changes while the server is being asked.

    Every question goes over a connection of its own, so by any worker. The counts are compared when the writer is done.
    """
    oracle, chance, comparison = Oracle(), random.Random(seed), Comparison()
    for _ in range(number):
        writer.begin(do="disturb", number=chance.randint(0, 2 * CHANGES_BETWEEN))
        server.get(CATALOGUE)  # while it changes: any answer is right
        changed = writer.finish()
        oracle.read(changed["keys"])
        if changed["terms"]:
            oracle.forget_unused_values()
        _compare(server, oracle, oracle.question(chance), chance.choice(FACETS), comparison)
    writer.ask(do="settle")
    return comparison


def _compare(server: Server, oracle: Oracle, question: Question, facet: str, comparison: Comparison) -> None:
    """The page of results with what it shows of each facet, and the page with all values of `facet`."""
    query = urlencode(question.pairs)
    total, counts = oracle.count(question)
    page = server.get(f"{CATALOGUE}?{query}")[2]
    shown = marks.counts(page)
    in_full = marks.counts(server.get(f"{CATALOGUE}facet/{facet}/?{query}")[2])
    comparison.questions += 1
    said = {("", "total"): marks.total(page)} | {value: count for value, count in shown.items() if _is_ours(value)}
    expected = {("", "total"): total} | {value: counts[value] for value in said if value[0]}
    said_in_full = {value: count for value, count in in_full.items() if _is_ours(value) and count}
    expected_in_full = {value: count for value, count in counts.items() if value[0] == facet and count}
    comparison.counts += len(said) + len(expected_in_full)
    for ours, theirs in ((said, expected), (said_in_full, expected_in_full)):
        comparison.differences += [
            f"?{query}: {value} is {ours.get(value)}, must be {theirs.get(value)}"
            for value in sorted(ours.keys() | theirs.keys())
            if ours.get(value) != theirs.get(value)
        ]


def _is_ours(value: tuple[str, str]) -> bool:
    """Whether the oracle counts it: bundles, and what is not known or was not found, it does not."""
    return value[0] in FACETS and not value[1].startswith("niet-")
