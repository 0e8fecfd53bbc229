"""How well a list of hits answers a query of which we know what should be found."""

import csv
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

GOLD = Path(__file__).with_name("gold")


@dataclass(frozen=True)
class Judged:
    """A query, what is right to find for it, and what it tries."""

    query: str
    relevant: frozenset[str]
    note: str


def judged_wijk(kind: str) -> list[Judged]:
    """The queries over the catalogue that ships with the site; `kind` is case, lesson, publication or theme."""
    return [
        Judged(row["query"], frozenset(row["slugs"].split("|")), row["note"])
        for row in _rows("wijk.csv")
        if row["kind"] == kind
    ]


def judged_amsterdam() -> list[Judged]:
    """The queries over the subsidy register of Amsterdam, of which the relevant rows are known by their id."""
    return [Judged(row["query"], frozenset(row["ids"].split("|")), row["note"]) for row in _rows("amsterdam.csv")]


def project_as_case(row: dict[str, str]) -> dict[str, object]:
    """A row of the register of subsidies of Amsterdam in the exchange format, at the address of its number."""
    applicant = row["aanvrager"].strip()
    return {
        "slug": row["id"].lower(),
        "title": row["project"].strip(),
        "municipality": "GM0363",
        "neighbourhood": row["stadsdeel"],
        "keywords": [row["regelinggroep"]],
        "actors": [] if applicant.startswith("(") else [{"name": applicant, "kind": "", "role": ""}],
        "started": int(row["jaar"]),
    }


def _rows(name: str) -> list[dict[str, str]]:
    with (GOLD / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def recall_at(size: int, found: Sequence[str], relevant: Collection[str]) -> float:
    """Which part of what is relevant is among the first `size` hits; of no more than would fit."""
    return len(set(found[:size]) & set(relevant)) / min(size, len(relevant))


def reciprocal_rank(found: Sequence[str], relevant: Collection[str]) -> float:
    """One over the place of the first relevant hit; 0 when there is none."""
    return next((1 / place for place, hit in enumerate(found, 1) if hit in relevant), 0.0)


def mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers)
