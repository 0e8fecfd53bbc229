"""Telling what was measured: tables for people, a file for programs."""

from collections.abc import Iterable
from typing import Any

from bench.figures import ratio
from bench.passages import STATES
from bench.requirements import Requirement

Figures = dict[str, Any]
SIGNS = {True: "PASS", False: "FAIL", None: "  – "}


def tell(figures: Figures, requirements: list[Requirement]) -> str:
    """The whole report."""
    parts = [_head(figures), _pages(figures), _others(figures), _gold(figures), _passages(figures), _bundle(figures)]
    parts.append(_requirements(requirements))
    return "\n\n".join(part for part in parts if part)


def table(heads: list[str], rows: Iterable[list[str]]) -> str:
    """Columns as wide as they need: the first to the left, the others to the right."""
    lines = [heads, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(heads))]

    def laid_out(line: list[str]) -> str:
        first, *rest = zip(line, widths, strict=True)
        return "  ".join([first[0].ljust(first[1]), *(text.rjust(width) for text, width in rest)]).rstrip()

    return "\n".join(map(laid_out, lines))


def _head(figures: Figures) -> str:
    start, load, speed = figures["start"], figures["load"], figures["filling"]["imported_a_second"]
    fresh, after = (_memory(figures["memory"][moment]) for moment in ("fresh", "after"))
    steps = ", ".join(f"{name} {start[name]:.2f} s" for name in ("alive", "newest", "search"))
    return "\n".join(
        [
            f"{figures['cases']:,} generated cases, {figures['cores']} workers, load {load[0]:.1f} to {load[1]:.1f}",
            f"database {figures['database_mb']:,.0f} MB, filled at {speed:,.0f} a second",
            f"a worker: fresh {fresh}, after all {after}",
            f"from start: {steps}",
            *(f"slow the first time: {took:,.0f} ms, {path}" for took, path in figures["slow_searches"]),
            *(f"slow statement: {took:,.0f} ms, {sql}" for took, sql in figures["slow_statements"]),
        ]
    )


def _memory(workers: list[dict[str, float]]) -> str:
    rss, pss = (max(worker[kind] for worker in workers) for kind in ("rss", "pss"))
    return f"{rss:.0f} MB ({pss:.0f} its share)"


def _pages(figures: Figures) -> str:
    heads = ["page (ms, a second)", "c", "median", "p95", "p99", "a second", "anew", "canned", "kept ÷", "anew ÷"]
    rows = []
    for name, page in figures["pages"].items():
        for concurrency, real in page["real"].items():
            anew, canned = page["anew"][concurrency]["median"], page["canned"][concurrency]["median"]
            times = [f"{real[key]:,.2f}" for key in ("median", "p95", "p99")]
            beside = [f"{real['a_second']:,.0f}", f"{anew:,.2f}", f"{canned:,.2f}"]
            ratios = [f"{ratio(median, canned):.2f}" for median in (real["median"], anew)]
            rows.append([name, concurrency, *times, *beside, *ratios])
    return table(heads, rows)


def _others(figures: Figures) -> str:
    rows = [
        ("search, first time", figures["search_first"]),
        ("search, again", figures["search_again"]),
        ("Tantivy, in process", figures["tantivy"]),
        ("PostgreSQL's part of a first search", figures["text_query"]),
        ("publish", figures["writes"]["publish"]),
        ("one bare statement that publishes", figures["writes"]["bare"]),
        ("read after write", figures["writes"]["read"]),
    ]
    columns = ("median", "p95", "p99", "longest")
    return table(
        ["one at a time (ms)", *columns], [[name, *(f"{found[key]:,.2f}" for key in columns)] for name, found in rows]
    )


def _gold(figures: Figures) -> str:
    rows = []
    for name, gold in figures["gold"].items():
        for engine in ("ours", "stock") if "ours" in gold else ():
            found = gold[engine]
            rows.append([f"{name}, {engine}", str(gold["queries"]), f"{found['recall']:.3f}", f"{found['rank']:.3f}"])
    return table(["gold set", "queries", "recall@10", "MRR"], rows) if rows else ""


def _passages(figures: Figures) -> str:
    """What became of a passage by what was done to its text, in hundredths."""
    found = figures["passages"]
    rows = []
    for edit, states in found["states"].items():
        number = sum(states.values())
        rows.append([edit, *(f"{100 * ratio(states.get(state, 0), number):.0f}" for state in STATES)])
    return table([f"passages (%), {found['ms']:.1f} ms each", *STATES], rows)


def _bundle(figures: Figures) -> str:
    """A long bundle: gathered, as our PDF, as plain Typst makes it, as EPUB."""
    found = figures["bundle"]
    columns = ("seconds", "processor", "megabytes")
    rows = [[name, *(f"{each[column]:,.1f}" for column in columns)] for name, each in found.items()]
    return table([f"a bundle of {found['gathered']['made']} cases", *columns], rows)


def _requirements(requirements: list[Requirement]) -> str:
    return "\n".join(f"{SIGNS[found.held]}  {found.name}: {found.figures}" for found in requirements)
