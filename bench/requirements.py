"""What must hold, and whether it did."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bench.figures import ratio

Figures = dict[str, Any]
PAGES = ("home", "newest", "filtered", "broad", "case")
LARGE = 100_000  # above this the limits of a million hold


@dataclass(frozen=True)
class Requirement:
    """A sentence with its figures, and whether it held; None when this run could not tell."""

    name: str
    figures: str
    held: bool | None


def check(figures: Figures) -> list[Requirement]:
    """Every requirement, on the figures of one run."""
    return [*_of_pages(figures), *_of_writing(figures), *_of_the_machine(figures), *_of_answers(figures)]


def at_most(name: str, measured: float, limit: float, unit: str = "") -> Requirement:
    return Requirement(name, f"{measured:,.2f}{unit} (at most {limit:,g}{unit})", measured <= limit)


def at_least(name: str, measured: float, limit: float, unit: str = "") -> Requirement:
    return Requirement(name, f"{measured:,.2f}{unit} (at least {limit:,g}{unit})", measured >= limit)


def _of_pages(figures: Figures) -> Iterator[Requirement]:
    times = 2.5 if figures["cases"] > LARGE else 2.0
    for name in PAGES:
        page = figures["pages"][name]
        found = ratio(page["real"]["1"]["median"], page["canned"]["1"]["median"])
        yield at_most(f"{name} page, times the same page from canned data", found, times)
    limit = figures["tantivy"]["median"] + figures["pages"]["search"]["canned"]["1"]["median"]
    for name, measured in (
        ("first time", figures["search_first"]["median"]),
        ("again", figures["pages"]["search"]["real"]["1"]["median"]),
    ):
        yield at_most(f"search, {name}, times Tantivy and the canned page", ratio(measured, limit), 3.0)
    for name, page in figures["pages"].items():
        one, eight = page["real"]["1"]["a_second"], page["real"]["8"]["a_second"]
        share = ratio(eight / figures["cores"], one)
        yield at_least(f"{name}, throughput a core at concurrency 8 to that at 1", share, 0.5)


def _of_writing(figures: Figures) -> Iterator[Requirement]:
    written = figures["writes"]
    share = ratio(written["bare"]["median"], written["publish"]["median"])
    yield at_least("publishing, to one bare statement", share, 0.4)
    unseen = written["unseen"]
    reads = written["read"]["number"]
    yield Requirement("a write is seen in the next request", f"{len(unseen)} of {reads} did not", not unseen)
    speed = figures["filling"].get("imported_a_second")
    if speed:
        yield at_least("import, cases a second", speed, 1000)


def _of_the_machine(figures: Figures) -> Iterator[Requirement]:
    is_large = figures["cases"] > LARGE
    most = max(worker["pss"] for worker in figures["memory"]["after"])
    yield at_most("memory of a worker, its share of what they have in common", most, 400 if is_large else 150, " MB")
    yield at_most("start of the workers, first answers included", figures["start"]["all"], 15 if is_large else 2, " s")


def _of_answers(figures: Figures) -> Iterator[Requirement]:
    counted = figures["counts"]
    said = f"{counted['questions']} questions, {counted['counts']} counts, {len(counted['differences'])} differ"
    yield Requirement("counts equal the oracle's while others write", said, not counted["differences"])
    hostile = figures["hostile"]
    yield at_most("longest hostile question", max(hostile["times"].values()), 200, " ms")
    yield Requirement("hostile questions give no error", ", ".join(hostile["wrong"]) or "none", not hostile["wrong"])
    passages = figures["passages"]
    said = f"{passages['wrong']} of {passages['number']}"
    yield Requirement("passages that took words not their own", said, not passages["wrong"])
    bundle = figures["bundle"]
    took = ratio(bundle["pdf"]["processor"], bundle["plain"]["processor"])
    yield at_most("a long bundle, times the processor that plain Typst takes for its text", took, 8.0)
    took = ratio(bundle["pdf"]["megabytes"], bundle["plain"]["megabytes"])
    yield at_most("a long bundle, times the memory that plain Typst takes for its text", took, 3.0)
    for name, gold in figures["gold"].items():
        if "missing" in gold:
            yield Requirement(f"gold set {name}", gold["missing"], held=None)
            continue
        yield at_least(f"gold set {name}, recall of the first ten", gold["ours"]["recall"], 0.95)
        yield at_least(f"gold set {name}, mean reciprocal rank", gold["ours"]["rank"], 0.85)
        lost = gold["titles_not_first"]
        yield Requirement(f"gold set {name}, every title finds its record first", f"{len(lost)} do not", not lost)
