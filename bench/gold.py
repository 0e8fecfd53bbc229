"""Recall and rank on the gold sets, beside stock PostgreSQL Dutch on the same records: `python -m bench.gold wijk`.

Each set has a site of its own, with its own records and no others. Prints one line of JSON.
"""

import csv
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from bench import marks
from bench.folder import ROOT, Folder, enter, folder_of
from tests.search.measures import (
    GOLD,
    judged_amsterdam,
    judged_wijk,
    mean,
    project_as_case,
    recall_at,
    reciprocal_rank,
)

PROJECTS = ROOT.parent / "shared" / "data" / "amsterdam_initiatieven_subsidieregister_2017.csv"
CASE = "case"
KINDS = {"wijk": (CASE, "lesson", "publication", "theme"), "amsterdam": (CASE,)}
FIRST = 10


@dataclass(frozen=True)
class Query:
    """What is asked, of what kind the answers are, and their addresses."""

    words: str
    kind: str
    relevant: frozenset[str]


def queries(name: str) -> list[Query]:
    """The set with this name."""
    return [
        Query(each.query, kind, frozenset(slug.lower() for slug in each.relevant))
        for kind in KINDS[name]
        for each in (judged_wijk(kind) if name == "wijk" else judged_amsterdam())
    ]


def projects() -> Iterator[dict[str, object]]:
    """The register of subsidies of Amsterdam in the exchange format."""
    with PROJECTS.open(encoding="utf-8", newline="") as file:
        yield from map(project_as_case, csv.DictReader(file))


def fill(folder: Folder, name: str) -> None:
    """Load what belongs to the set, unless it is there; the catalogue's rows are made anew, by the code of today."""
    from django.core.management import call_command

    from initiatives.harvest import load_vocabulary
    from places.workflow import load_register

    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if name == "wijk":
        call_command("load_catalogue", verbosity=0)
    elif not folder.known():
        load_register()
        load_vocabulary()
        file = folder.path / "cases.ndjson"
        lines = (json.dumps(project, ensure_ascii=False) + "\n" for project in projects())
        file.write_text("".join(lines), encoding="utf-8")
        call_command("import_initiatives", str(file), publish=True, stdout=sys.stderr)
        folder.remember(cases=name)
    call_command("rebuild_catalogue", stdout=sys.stderr)


def ours(words: str, kind: str) -> list[str]:
    """The addresses on the page that a visitor gets: of cases in the catalogue, else in the section of their kind."""
    from django.test import Client

    client = Client(SERVER_NAME="127.0.0.1")
    if kind == CASE:
        return marks.slugs(client.get("/initiatieven/", {"q": words}).content.decode())
    page = client.get("/zoeken/", {"q": words}).content.decode()
    return marks.slugs(page.partition(f'id="found-{kind}"')[2].partition("</section>")[0])


def titles_not_first() -> list[str]:
    """Titles for which the first hit is no record with that title."""
    from curation.rich_text import fold
    from initiatives.models import CatalogueEntry

    slugs: dict[str, set[str]] = {}
    titles = dict(CatalogueEntry.objects.values_list("slug", "title"))
    for slug, title in titles.items():
        slugs.setdefault(fold(title), set()).add(slug)
    return sorted({title for title in titles.values() if not slugs[fold(title)].intersection(ours(title, CASE)[:1])})


def scores(asked: list[Query], find: Callable[[str, str], list[str]]) -> dict[str, Any]:
    """Means over all queries, and the queries for which something relevant was not among the first ten."""
    found = {query: find(query.words, query.kind)[:FIRST] for query in asked}
    recalls = {query: recall_at(FIRST, slugs, query.relevant) for query, slugs in found.items()}
    return {
        "recall": mean(list(recalls.values())),
        "rank": mean([reciprocal_rank(slugs, query.relevant) for query, slugs in found.items()]),
        "missed": [query.words for query, part in recalls.items() if part < 1],
    }


def main(name: str) -> None:
    for path in [GOLD / f"{name}.csv", *([PROJECTS] if name == "amsterdam" else [])]:
        if not path.exists():
            print(json.dumps({"missing": f"there is no {path.name} here"}))
            return
    folder = folder_of(f"gold-{name}")
    enter(folder)
    from bench.stock import Stock

    fill(folder, name)
    asked = queries(name)
    found = {"queries": len(asked), "titles_not_first": titles_not_first()}
    print(json.dumps(found | {"ours": scores(asked, ours), "stock": scores(asked, Stock().find)}))


if __name__ == "__main__":
    main(sys.argv[1])
