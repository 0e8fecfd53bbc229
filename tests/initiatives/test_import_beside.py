"""A long file is read by a process beside the one that imports: the same lines, the same errors."""

import json
import os
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import psutil
import pytest
from django.utils import translation

from initiatives.exchange import Manner, Report, check_file, import_file
from initiatives.exchange.reading import Batch, read_batches
from initiatives.exchange.reading_beside import WORTH_A_PROCESS, BatchesBeside, reader_for
from initiatives.models import CatalogueEntry
from tests.initiatives.exchange_files import PLACE, write_csv, write_ndjson, write_xlsx

ROWS = [
    {"title": f"Tuin {n}", "body": f"# Kop\n\nVerhaal *{n}*", "keywords": [f"k{n % 7}"], **PLACE} for n in range(1200)
]
BROKEN: list[dict[str, Any]] = [
    {"title": "Goed", **PLACE},
    {"title": "", **PLACE},
    {"title": "Datum", "started": "ooit", **PLACE},
    {"titel": "Veld", **PLACE},
    {"title": "Plaats", "municipality": "Nergenshuizen"},
]
COLUMNS = ["title", "municipality", "themes"]


def batches(file: Path, read: Callable[..., Any]) -> list[Batch]:
    with file.open("rb") as opened, closing(read(opened, file.name)) as found:
        return list(found)


def report_on(file: Path, run: Callable[..., Report], **options: Any) -> Report:
    with file.open("rb") as opened:
        return run(opened, file.name, Manner(by=None, publish=True, is_operator=True), **options)


@pytest.fixture(params=["ndjson", "csv", "xlsx"])
def file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / f"cases.{request.param}"
    if request.param == "ndjson":
        return write_ndjson(path, ROWS)
    rows = [COLUMNS, *([f"Tuin {n}", "GM0917", "a|b\\|c"] for n in range(1200))]
    return write_csv(path, rows) if request.param == "csv" else write_xlsx(path, rows)


@pytest.mark.parametrize("for_catalogue", [False, True])
def test_it_reads_what_is_read_here(file: Path, for_catalogue: bool) -> None:
    here = batches(file, partial(read_batches, for_catalogue=for_catalogue))
    beside = batches(file, partial(BatchesBeside, for_catalogue=for_catalogue))
    assert [len(batch.lines) for batch in here] == [500, 500, 200]
    assert beside == here
    assert all(bool(line.texts) == for_catalogue for batch in here for line in batch.lines)
    assert bool(here[0].words) == for_catalogue
    shares = [batch.share or 0 for batch in here]
    assert shares == sorted(shares)
    assert 0 < shares[0] <= shares[-1] <= 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cases.ndjson", b'{"title": "\xff"}\n{'),
        ("cases.ndjson", b""),
        ("cases.csv", b"\xff\xfet\x00"),
        ("cases.xlsx", b"PK"),
        ("cases.doc", b"{}"),
    ],
)
def test_it_finds_the_errors_that_are_found_here(tmp_path: Path, name: str, content: bytes) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    with translation.override("en"):
        assert batches(file, BatchesBeside) == batches(file, read_batches)


@pytest.mark.django_db
def test_an_import_is_the_same(tmp_path: Path) -> None:
    file = write_ndjson(tmp_path / "cases.ndjson", ROWS)
    assert report_on(file, check_file, reader=BatchesBeside).new == len(ROWS)
    assert report_on(file, import_file, reader=BatchesBeside).new == len(ROWS)
    assert report_on(file, import_file, reader=read_batches).unchanged == len(ROWS)
    assert CatalogueEntry.objects.count() == len(ROWS)


@pytest.mark.django_db
def test_a_refusal_is_the_same(tmp_path: Path) -> None:
    file = write_ndjson(tmp_path / "cases.ndjson", BROKEN)
    beside = report_on(file, import_file, reader=BatchesBeside)
    assert len(beside.errors) == 4
    assert beside.errors == report_on(file, import_file).errors
    assert not CatalogueEntry.objects.exists()


def test_who_stops_asking_leaves_nothing_running(tmp_path: Path) -> None:
    file = write_ndjson(tmp_path / "cases.ndjson", ROWS * 20)
    before = psutil.Process().children()
    with file.open("rb") as opened:
        reading = BatchesBeside(opened, file.name)
        assert len(next(reading).lines) == 500
        assert len(psutil.Process().children()) == len(before) + 1
        reading.close()
    assert psutil.Process().children() == before


def test_only_a_long_file_is_worth_a_process(tmp_path: Path) -> None:
    file = tmp_path / "cases.ndjson"
    file.write_text(json.dumps(ROWS[0]), encoding="utf-8")
    with file.open("rb") as opened:
        assert reader_for(opened) is read_batches
    os.truncate(file, WORTH_A_PROCESS)
    with file.open("rb") as opened:
        expected = BatchesBeside if len(os.sched_getaffinity(0)) > 1 else read_batches
        assert reader_for(opened) is expected
