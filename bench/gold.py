"""Recall and rank on the gold sets, beside stock PostgreSQL Dutch on the same records: `python -m bench.gold wijk`.

Each set has a site of its own, with its own records and no others. Prints one line of JSON.
"""

import csv
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bench.folder import ROOT, Folder, enter, folder_of

SETS = ROOT / "tests" / "search" / "gold"
PROJECTS = ROOT.parent / "shared" / "data" / "amsterdam_initiatieven_subsidieregister_2017.csv"
NAMELESS = {"(Particulier)", "(eenmanszaak)", ""}
FIRST = 10


@dataclass(frozen=True)
class Query:
    """A question, and the addresses of all records that answer it."""

    words: str
    relevant: frozenset[str]


def queries(name: str) -> list[Query]:
    """The gold set with this name."""
    with (SETS / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        rows = [(row["query"], row.get("slugs") or row.get("ids") or "") for row in csv.DictReader(file)]
    return [Query(words, frozenset(slug.casefold() for slug in slugs.split("|") if slug)) for words, slugs in rows]


def recall(found: list[str], relevant: frozenset[str]) -> float:
    """How much of what is relevant is among the first ten; of more than ten, ten are enough."""
    return len(relevant.intersection(found[:FIRST])) / min(FIRST, len(relevant))


def reciprocal_rank(found: list[str], relevant: frozenset[str]) -> float:
    """One over the place of the first relevant one among the first ten, or nothing."""
    return next((1 / place for place, slug in enumerate(found[:FIRST], start=1) if slug in relevant), 0.0)


def projects() -> Iterator[dict[str, Any]]:
    """The register of subsidies of Amsterdam in the exchange format, each at the address of its number."""
    with PROJECTS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            applicant = row["aanvrager"].strip()
            yield {
                "slug": row["id"].casefold(),
                "title": row["project"].strip(),
                "municipality": "GM0363",
                "neighbourhood": row["stadsdeel"],
                "keywords": [row["regelinggroep"]],
                "actors": [] if applicant in NAMELESS else [{"name": applicant, "kind": "", "role": ""}],
                "started": int(row["jaar"]),
            }


def fill(folder: Folder, name: str) -> None:
    """Load what belongs to the set, unless it is there; its rows in the catalogue are always made anew."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    if name == "wijk":
        call_command("load_catalogue", verbosity=0)
    elif not folder.known():
        from initiatives.harvest import load_vocabulary
        from places.workflow import load_register

        load_register()
        load_vocabulary()
        file = folder.path / "cases.ndjson"
        lines = (json.dumps(project, ensure_ascii=False) + "\n" for project in projects())
        file.write_text("".join(lines), encoding="utf-8")
        call_command("import_initiatives", str(file), publish=True, stdout=sys.stderr)
        folder.remember(cases="amsterdam")
    call_command("rebuild_catalogue", stdout=sys.stderr)


def ours(words: str) -> list[str]:
    """The addresses of the first page, as a visitor gets it."""
    from django.test import Client

    from bench import marks

    page = Client(SERVER_NAME="127.0.0.1").get("/initiatieven/", {"q": words}).content.decode()
    return [slug.casefold() for slug in marks.slugs(page)]


class Stock:
    """What PostgreSQL finds with its own Dutch: title above summary above the rest, best first."""

    def __init__(self) -> None:
        from django.db import connection

        from curation.rich_text import text_of
        from initiatives.models import InitiativeVersion

        self._connection = connection
        versions = InitiativeVersion.objects.filter(pk__in=_published())
        with connection.cursor() as cursor:
            cursor.execute("CREATE TEMPORARY TABLE stock (slug text, search tsvector)")
            for version in versions.select_related("record", "municipality"):
                near = [version.summary, str(version.municipality or ""), version.neighbourhood]
                near += [str(row.tag) for row in version.theme_rows.all()]
                near += [str(row.tag) for row in version.keyword_rows.all()]
                far = [text_of(version.body), version.bonding, version.bridging, version.linking]
                far += [str(row.actor) for row in version.involvements.all()]
                texts = [version.record.slug.casefold(), version.title, " ".join(near), " ".join(far)]
                cursor.execute(
                    "INSERT INTO stock VALUES (%s, setweight(to_tsvector('dutch', %s), 'A') ||"
                    " setweight(to_tsvector('dutch', %s), 'B') || setweight(to_tsvector('dutch', %s), 'C'))",
                    texts,
                )

    def find(self, words: str) -> list[str]:
        with self._connection.cursor() as cursor:
            cursor.execute(
                "SELECT slug FROM stock, websearch_to_tsquery('dutch', %s) AS asked"
                " WHERE search @@ asked ORDER BY ts_rank(search, asked) DESC, slug LIMIT %s",
                [words, FIRST],
            )
            return [slug for (slug,) in cursor.fetchall()]


def _published() -> Any:
    from initiatives.models import Initiative

    return Initiative.objects.published().values("published_version")


def titles_not_first() -> list[str]:
    """Titles for which the first hit is no record with that title."""
    from initiatives.models import CatalogueEntry

    titles: dict[str, set[str]] = {}
    for slug, title in CatalogueEntry.objects.values_list("slug", "title"):
        titles.setdefault(_plain(title), set()).add(slug.casefold())
    return [title for title, slugs in titles.items() if not slugs.intersection(ours(title)[:1])]


def _plain(title: str) -> str:
    return re.sub(r"\s+", " ", title).strip()


def measure(name: str) -> dict[str, Any]:
    """Recall and rank of us and of stock PostgreSQL, over the queries that have an answer among the cases."""
    from initiatives.models import CatalogueEntry

    known = {slug.casefold() for slug in CatalogueEntry.objects.values_list("slug", flat=True)}
    asked = [query for query in queries(name) if query.relevant & known]
    stock = Stock()
    found: dict[str, Any] = {"queries": len(asked), "titles_not_first": titles_not_first()}
    for engine, find in (("ours", ours), ("stock", stock.find)):
        answers = [(find(query.words), query.relevant & known) for query in asked]
        found[engine] = {
            "recall": sum(recall(*answer) for answer in answers) / len(answers),
            "rank": sum(reciprocal_rank(*answer) for answer in answers) / len(answers),
            "missed": [query.words for query, answer in zip(asked, answers, strict=True) if recall(*answer) < 1],
        }
    return found


def main(name: str) -> None:
    for path in [SETS / f"{name}.csv", *([PROJECTS] if name == "amsterdam" else [])]:
        if not path.exists():
            print(json.dumps({"missing": f"there is no {path.name} here"}))
            return
    folder = folder_of(f"gold-{name}")
    enter(folder)
    fill(folder, name)
    print(json.dumps(measure(name)))


if __name__ == "__main__":
    main(sys.argv[1])
