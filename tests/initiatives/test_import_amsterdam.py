"""1,271 real projects at once: in, filtered, and out again as they went in."""

import csv
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from initiatives.models import InitiativeVersion
from tests.initiatives.exchange_files import run, write_ndjson

pytestmark = pytest.mark.django_db
NAMELESS = {"(Particulier)", "(eenmanszaak)", ""}


@pytest.fixture(scope="session")
def projects(shared: Path) -> list[dict[str, Any]]:
    """The register of subsidies, in the exchange format."""
    path = shared / "data" / "amsterdam_initiatieven_subsidieregister_2017.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return [converted(row) for row in csv.DictReader(file)]


def converted(row: dict[str, str]) -> dict[str, Any]:
    applicant = row["aanvrager"].strip()
    return {
        "title": row["project"].strip(),
        "municipality": "GM0363",
        "neighbourhood": row["stadsdeel"],
        "keywords": [row["regelinggroep"]],
        "actors": [] if applicant in NAMELESS else [{"name": applicant, "kind": "", "role": ""}],
        "started": int(row["jaar"]),
    }


def total(client: Client, query: str) -> int:
    page = client.get(f"/initiatieven/?{query}").content.decode()
    found = re.search(r'data-total="(\d+)"', page)
    assert found
    return int(found[1])


def test_they_go_in_are_filtered_and_come_out(projects: list[dict[str, Any]], tmp_path: Path, client: Client) -> None:
    path = write_ndjson(tmp_path / "amsterdam.ndjson", projects)

    assert run("import_initiatives", path, publish=True).failure == ""

    assert total(client, "gemeente=GM0363") == total(client, "provincie=noord-holland") == len(projects) == 1271
    assert total(client, "jaar_van=2018") == total(client, "gemeente=heerlen") == 0
    for suffix in (".ndjson", ".csv", ".xlsx"):
        back = tmp_path / f"terug{suffix}"
        run("export_initiatives", back, published=True)
        again = run("import_initiatives", back, publish=True)
        assert again.failure == ""
        assert InitiativeVersion.objects.count() == 1271
    rows = [json.loads(line) for line in (tmp_path / "terug.ndjson").read_text(encoding="utf-8").splitlines()]
    assert Counter(map(as_text, projects)) == Counter(
        as_text({name: row[name] for name in projects[0]}) for row in rows
    )


def test_the_same_file_again_changes_nothing(projects: list[dict[str, Any]], tmp_path: Path) -> None:
    path = write_ndjson(tmp_path / "amsterdam.ndjson", projects)
    run("import_initiatives", path, publish=True)

    outcome = run("import_initiatives", path, publish=True)

    assert outcome.failure == ""
    assert InitiativeVersion.objects.count() == 1271


def as_text(row: dict[str, Any]) -> str:
    return json.dumps(row, sort_keys=True)
