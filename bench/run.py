"""One run: everything that is measured, in the order in which it disturbs itself least."""

import json
import os
import subprocess
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from django.db.models import Max, Min

from bench import bundles, database, passages, questions
from bench.asking import Client, Writer
from bench.cases import Generator
from bench.comparing import compare
from bench.figures import Series
from bench.filling import SEED
from bench.folder import ROOT, Folder
from bench.hostility import ask_hostile
from bench.pages import Page, Times, first_and_again, measure
from bench.search_engine import Engine
from bench.server import Server
from bench.starting import start
from bench.writes import write_and_read
from initiatives.models import CatalogueEntry
from wijk.server import cores

Figures = dict[str, Any]
CANNED_SETTINGS = "bench.canned_settings"
WRITES = 30
COMPARISONS = 500
FEWER_COMPARISONS = 50  # of a million, which plain Python takes seconds for
SEARCHES_BESIDE_CANNED = 40
SLOWEST = 3
GOLD = ("wijk", "amsterdam")


def run(folder: Folder, number: int) -> Figures:
    """Measure the filled site in `folder`."""
    words = questions.searches(Generator(SEED))
    figures: Figures = {
        "cases": number,
        "cores": cores(),
        "load": [os.getloadavg()[0]],
        "at": datetime.now(tz=UTC).isoformat(timespec="seconds"),
        "filling": folder.known(),
        "database_mb": database.megabytes(),
        "memory": {},
    }
    with Client() as client, Server() as server:
        figures["memory"]["fresh"] = server.memory()
        figures["start"] = start(client, server)
        figures |= _of_pages(folder, client, server, words)
        figures["hostile"] = dict(zip(("times", "wrong"), ask_hostile(server), strict=True))
        keep(folder, figures)
        print("Writing, reading and comparing counts …", flush=True)
        figures |= _of_changes(server, number)
        figures["memory"]["after"] = server.memory()
    figures["load"].append(os.getloadavg()[0])
    keep(folder, figures)
    print("Looking for passages in edited texts …", flush=True)
    figures["passages"] = passages.measure(SEED)
    print("Setting a long bundle …", flush=True)
    figures["bundle"] = bundles.measure(folder)
    figures["gold"] = {name: _gold(folder, name) for name in GOLD}
    return figures


def keep(folder: Folder, figures: Figures) -> Path:
    """Write the figures so far to the file that holds those of the last run."""
    file = folder.path / "figures.json"
    file.write_text(json.dumps(figures, indent=1, ensure_ascii=False))
    return file


def _of_pages(folder: Folder, client: Client, server: Server, words: list[str]) -> Figures:
    engine = Engine(folder.path / "tantivy")
    searches = [questions.search_page(text) for text in words]
    first, again = first_and_again(client, server, searches, [questions.FIRST_SEARCH])
    tantivy = Series()

    def ask_tantivy() -> None:
        for text in words:
            tantivy.time(partial(engine.search, text))

    with Server(KEPT_ANSWERS_BYTES="0") as anew, Server(CANNED_SETTINGS) as canned:
        servers = {"real": server, "anew": anew, "canned": canned}
        times = measure(client, servers, _pages(server, searches), besides=ask_tantivy)
    text_query, statements = database.of_search(words[:: len(words) // SEARCHES_BESIDE_CANNED])
    slow = sorted(zip(first.times, searches, strict=True), reverse=True)[:SLOWEST]
    return {
        "pages": {name: _summaries(of_page) for name, of_page in times.items()},
        "search_first": first.summary(),
        "search_again": again.summary(),
        "tantivy": tantivy.summary(),
        "text_query": text_query.summary(),
        "slow_searches": slow,
        "slow_statements": sorted(statements, reverse=True)[:SLOWEST],
    }


def _pages(server: Server, searches: list[str]) -> list[Page]:
    ends = CatalogueEntry.objects.aggregate(first=Min("pk"), last=Max("pk"))
    keys = range(ends["first"], ends["last"] + 1, max(1, (ends["last"] - ends["first"]) // questions.CASES))
    slugs = CatalogueEntry.objects.filter(pk__in=keys).values_list("slug", flat=True)
    cases = [f"{questions.CATALOGUE}{slug}/" for slug in slugs]
    return [
        Page("home", ["/"]),
        Page("newest", [questions.CATALOGUE]),
        Page("filtered", questions.filtered()),
        Page("broad", [questions.BROAD]),
        Page("search", searches[:: len(searches) // SEARCHES_BESIDE_CANNED]),
        Page("case", cases),
        Page("static", [questions.static_file(server.get("/")[2])]),
    ]


def _summaries(times: Times) -> Figures:
    """As JSON has it: keys are texts."""
    return {
        name: {str(concurrency): series.summary() for concurrency, series in getattr(times, name).items()}
        for name in ("real", "anew", "canned")
    }


def _of_changes(server: Server, number: int) -> Figures:
    entries = CatalogueEntry.objects.filter(slug__endswith="7").order_by("-pk")
    slugs = list(entries.values_list("slug", flat=True)[:WRITES])
    with Writer() as writer:
        written = write_and_read(server, writer, slugs)
        comparisons = COMPARISONS if number <= 100_000 else FEWER_COMPARISONS
        comparison = compare(server, writer, comparisons, SEED)
    return {
        "writes": {
            **{name: getattr(written, name).summary() for name in ("publish", "bare", "read")},
            "unseen": written.unseen,
        },
        "counts": asdict(comparison),
    }


def _gold(folder: Folder, name: str) -> Figures:
    """A gold set has a site of its own, and so a process of its own."""
    command = [sys.executable, "-m", "bench.gold", name]
    environment = os.environ | {"WIJK_VAR": str(folder.base)}
    finished = subprocess.run(command, cwd=ROOT, env=environment, check=False, stdout=subprocess.PIPE, text=True)
    if finished.returncode:
        return {"missing": "could not be measured; it says why above"}
    found: Figures = json.loads(finished.stdout.splitlines()[-1])
    return found
