"""The harvest goes in through the door that everybody's files take, and comes out as it went in."""

import io
import json
from pathlib import Path

import pytest

from initiatives.exchange import Manner, check_file, export_file, import_file
from initiatives.harvest import DATA
from initiatives.models import CatalogueEntry, Initiative, InitiativeVersion

HARVEST = DATA / "wij_in_de_wijk.ndjson"
OPERATOR = Manner(by=None, publish=True, is_operator=True)


def rows(content: bytes) -> dict[str, dict]:
    return {row["slug"]: row for row in map(json.loads, content.splitlines())}


def take_over(manner: Manner = OPERATOR) -> None:
    with HARVEST.open("rb") as file:
        report = import_file(file, HARVEST.name, manner)
    assert report.errors == []
    assert report.is_saved


@pytest.mark.django_db
def test_it_comes_out_as_it_went_in() -> None:
    take_over()

    exported = io.BytesIO()
    export_file(exported, "harvest.ndjson", only_published=True)

    assert rows(exported.getvalue()) == rows(HARVEST.read_bytes())
    assert CatalogueEntry.objects.count() == 29


@pytest.mark.django_db
def test_a_second_time_changes_nothing() -> None:
    take_over()

    with HARVEST.open("rb") as file:
        report = import_file(file, HARVEST.name, OPERATOR)

    assert (report.new, report.changed, report.unchanged) == (0, 0, 29)
    assert InitiativeVersion.objects.count() == 29


@pytest.mark.django_db
def test_checking_it_writes_nothing() -> None:
    with HARVEST.open("rb") as file:
        report = check_file(file, HARVEST.name, OPERATOR)

    assert (report.new, report.errors, report.is_saved) == (29, [], False)
    assert not Initiative.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("suffix", [".ndjson", ".csv", ".xlsx"])
def test_every_format_brings_the_same(suffix: str, tmp_path: Path) -> None:
    take_over()
    first = io.BytesIO()
    export_file(first, "first.ndjson")
    other = io.BytesIO()
    export_file(other, f"other{suffix}")
    InitiativeVersion.objects.all().update(status="draft", number=None, published_at=None)
    CatalogueEntry.objects.all().delete()
    Initiative.objects.update(published_version=None)
    Initiative.objects.all().delete()

    other.seek(0)
    report = import_file(other, f"other{suffix}", OPERATOR)
    second = io.BytesIO()
    export_file(second, "second.ndjson")

    assert report.errors == []
    assert second.getvalue() == first.getvalue()
