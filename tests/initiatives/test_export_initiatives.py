"""The command export_initiatives: which cases, in which form, and never half a file."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from initiatives import workflow
from initiatives.exchange import fields
from initiatives.models import Initiative, InitiativeVersion
from tests.factories import a_case, a_draft
from tests.initiatives.exchange_files import run

pytestmark = pytest.mark.django_db

COLUMNS = [field.name for field in fields.FIELDS]


def exported(tmp_path: Path, **options: Any) -> list[dict[str, Any]]:
    path = tmp_path / "uit.ndjson"
    assert run("export_initiatives", path, **options).failure == ""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


class TestWhichCases:
    @pytest.fixture(autouse=True)
    def cases(self) -> None:
        a_draft(slug="e-concept", title="Concept")
        shown = a_case(slug="d-herzien", title="Oud")
        draft = workflow.open_draft(shown, by=None)
        InitiativeVersion.objects.filter(pk=draft.pk).update(title="Nieuw")
        a_case(slug="c-gewoon", title="Gewoon")
        workflow.withdraw(a_case(slug="b-weg", title="Weg"), by=None, reason="Op verzoek")
        Initiative.objects.create(slug="a-leeg")

    def test_all_of_them_as_they_are_being_worked_on(self, tmp_path: Path) -> None:
        assert [(row["slug"], row["title"]) for row in exported(tmp_path)] == [
            ("b-weg", "Weg"),
            ("c-gewoon", "Gewoon"),
            ("d-herzien", "Nieuw"),
            ("e-concept", "Concept"),
        ]

    def test_what_visitors_read(self, tmp_path: Path) -> None:
        assert [(row["slug"], row["title"]) for row in exported(tmp_path, published=True)] == [
            ("c-gewoon", "Gewoon"),
            ("d-herzien", "Oud"),
        ]

    def test_what_comes_out_changes_nothing_when_it_goes_in(self, tmp_path: Path) -> None:
        exported(tmp_path)

        outcome = run("import_initiatives", tmp_path / "uit.ndjson")

        assert outcome.failure == ""
        assert InitiativeVersion.objects.count() == 5


class TestForms:
    @pytest.fixture(autouse=True)
    def case(self) -> None:
        a_case(
            slug="tuin",
            title='=1+1 "aan" | te; halen\\',
            summary="een\ntwee",
            themes=["sport", "eten"],
            actors=[("A;B|C\\", "inwoners")],
            accommodations=[("Hof", "moestuin", "buiten")],
            sources=["https://voorbeeld.nl/?a=1;2"],
            started="2012",
            visited="2019-11",
            not_found=["bonding"],
        )

    def test_a_line_of_json(self, tmp_path: Path) -> None:
        (row,) = exported(tmp_path)

        assert list(row) == COLUMNS
        assert row["title"] == '=1+1 "aan" | te; halen\\'
        assert row["actors"] == [{"name": "A;B|C\\", "kind": "inwoners", "role": ""}]
        assert row["accommodations"] == [{"name": "Hof", "kind": "moestuin", "access": "buiten"}]
        assert row["sources"] == [{"title": "", "url": "https://voorbeeld.nl/?a=1;2", "year": None}]
        assert (row["started"], row["ended"], row["visited"], row["phase"]) == (2012, None, "2019-11", None)
        assert (row["online"], row["not_found"], row["municipality"]) == (False, ["bonding"], "GM0917")

    def test_a_row_of_csv(self, tmp_path: Path) -> None:
        run("export_initiatives", tmp_path / "uit.csv")

        with (tmp_path / "uit.csv").open(encoding="utf-8", newline="") as file:
            (row,) = csv.DictReader(file)
        assert list(row) == COLUMNS
        assert row["summary"] == "een\ntwee"
        assert row["themes"] == "sport|eten"
        assert row["actors"] == "A\\;B\\|C\\\\;inwoners;"
        assert (row["started"], row["online"]) == ("2012", "false")

    def test_a_row_of_a_sheet(self, tmp_path: Path) -> None:
        run("export_initiatives", tmp_path / "uit.xlsx")

        header, row = openpyxl.load_workbook(tmp_path / "uit.xlsx").active.iter_rows()
        cells = dict(zip([cell.value for cell in header], row, strict=True))
        assert list(cells) == COLUMNS
        assert (cells["title"].value, cells["title"].data_type) == ('=1+1 "aan" | te; halen\\', "s")
        assert (cells["started"].value, cells["online"].value, cells["ended"].value) == (2012, False, None)

    def test_a_stream(self, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
        run("export_initiatives", "-")

        assert json.loads(capfdbinary.readouterr().out)["slug"] == "tuin"


class TestNeverHalf:
    def test_a_text_too_long_for_a_sheet_leaves_the_old_file(self, tmp_path: Path) -> None:
        a_case(slug="tuin", summary="🌷" * 16_384)
        path = tmp_path / "uit.xlsx"
        path.write_bytes(b"oud")

        outcome = run("export_initiatives", path)

        assert "tuin" in outcome.failure
        assert path.read_bytes() == b"oud"
        assert list(tmp_path.iterdir()) == [path]

    def test_the_longest_text_that_fits_is_whole(self, tmp_path: Path) -> None:
        a_case(slug="tuin", summary="🌷" * 16_383)

        run("export_initiatives", tmp_path / "uit.xlsx")

        assert run("import_initiatives", tmp_path / "uit.xlsx").out.split()[4] == "1"
        assert InitiativeVersion.objects.count() == 1

    @pytest.mark.parametrize("name", ["er/niet/uit.csv", "uit.pdf", "uit"])
    def test_where_it_cannot_be_written_is_one_sentence(self, tmp_path: Path, name: str) -> None:
        outcome = run("export_initiatives", tmp_path / name)

        assert outcome.failure
        assert list(tmp_path.iterdir()) == []


def test_more_cases_ask_no_more_queries(tmp_path: Path, django_assert_max_num_queries: Callable[..., Any]) -> None:
    for _number in range(30):
        a_case(themes=["sport"], actors=[("Club", "inwoners")], sources=["https://voorbeeld.nl/"])

    with django_assert_max_num_queries(12):
        assert len(exported(tmp_path)) == 30
