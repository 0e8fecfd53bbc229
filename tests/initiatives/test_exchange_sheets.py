"""Sheets as people make them: dates, numbers, true and false, and what Excel does to text."""

import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from initiatives.exchange import Manner, Report, import_file
from initiatives.models import InitiativeVersion
from tests.factories import a_case
from tests.initiatives.exchange_files import places, run, write_xlsx

pytestmark = pytest.mark.django_db


def read(path: Path) -> Report:
    with path.open("rb") as file:
        return import_file(file, path.name, Manner(by=None))


@pytest.mark.parametrize(
    ("value", "shown_as", "kept"),
    [
        (2012, "General", "2012"),
        (2012.0, "0", "2012"),
        ("2012", "@", "2012"),
        (dt.date(2019, 11, 5), "dd-mm-yyyy", "2019-11-05"),
        (dt.date(2019, 11, 1), "mmm-yy", "2019-11"),
        (dt.date(2019, 11, 1), '[$-413]mmmm" dd "yyyy', "2019-11"),
        (dt.date(2019, 1, 1), "yyyy", "2019"),
        (dt.datetime(2019, 11, 5, 13, 30, tzinfo=None), "yyyy-mm-dd hh:mm", "2019-11-05"),  # noqa: DTZ001 - as in Excel
    ],
)
def test_a_date_is_as_precise_as_it_is_shown(tmp_path: Path, value: Any, shown_as: str, kept: str) -> None:
    book = openpyxl.Workbook()
    book.active.append(["title", "online", "started"])
    book.active.append(["Tuin", True, value])
    book.active["C2"].number_format = shown_as
    book.save(tmp_path / "x.xlsx")

    assert read(tmp_path / "x.xlsx").errors == []
    assert InitiativeVersion.objects.get().started == kept


def test_a_time_is_no_date(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["title", "online", "started"])
    book.active.append(["Tuin", True, dt.time(13, 30)])
    book.save(tmp_path / "x.xlsx")

    assert places(read(tmp_path / "x.xlsx")) == [(2, "started")]


def test_days_count_from_1904_where_the_workbook_says_so(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active.append(["title", "online", "started"])
    book.active.append(["Tuin", True, dt.date(2019, 11, 5)])
    book.save(tmp_path / "x.xlsx")

    read(tmp_path / "x.xlsx")

    assert InitiativeVersion.objects.get().started == "2019-11-05"


def test_a_number_is_a_text_where_a_text_belongs(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "x.xlsx", [["title", "municipality"], [1018, 917]])

    assert read(path).errors == []
    version = InitiativeVersion.objects.get()
    assert (version.title, version.municipality_id) == ("1018", "GM0917")


def test_rows_are_numbered_as_in_the_sheet(tmp_path: Path) -> None:
    rows = [[], ["title", "online"], [], ["A", True], [], ["B", None]]
    path = write_xlsx(tmp_path / "x.xlsx", rows)

    assert places(read(path)) == [(6, "municipality")]


def test_what_excel_writes_for_signs_is_read_as_signs(tmp_path: Path) -> None:
    """Excel keeps texts apart from their cells, in runs, with `_x…_` for signs that XML lacks."""
    path = write_xlsx(tmp_path / "x.xlsx", [["title", "online"], ["vervang mij", True]])
    runs = "<si><r><t>A_x000A_</t></r><r><t>_x005F_x0041_</t></r><rPh><t>uitspraak</t></rPh></si>"
    other = tmp_path / "y.xlsx"
    changes = {
        "xl/worksheets/sheet1.xml": ('t="inlineStr"><is><t>vervang mij</t></is>', 't="s"><v>0</v>'),
        "xl/_rels/workbook.xml.rels": (
            "</Relationships>",
            '<Relationship Type="x/sharedStrings" Target="sharedStrings.xml" Id="rId9"/></Relationships>',
        ),
    }
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
        new.writestr("xl/sharedStrings.xml", f"<sst>{runs}</sst>")
        for member in old.namelist():
            new.writestr(member, old.read(member).decode().replace(*changes.get(member, ("", ""))))

    assert read(other).errors == []
    assert InitiativeVersion.objects.get().title == "A\n_x0041_"


def test_another_reader_sees_the_same_texts(tmp_path: Path) -> None:
    texts = {"title": '=cmd|"x"', "summary": " <b> & 'é' 🏡", "bonding": "#N/A", "bridging": "een\ntwee"}
    a_case(**texts)

    run("export_initiatives", tmp_path / "x.xlsx")

    header, row = openpyxl.load_workbook(tmp_path / "x.xlsx").active.iter_rows()
    cells = {name.value: cell for name, cell in zip(header, row, strict=True)}
    assert {name: cells[name].value for name in texts} == texts
    assert {cells[name].data_type for name in texts} == {"s"}


def test_the_same_cases_give_the_same_bytes(tmp_path: Path) -> None:
    a_case()

    for name in ("x.xlsx", "y.xlsx"):
        run("export_initiatives", tmp_path / name)

    assert (tmp_path / "x.xlsx").read_bytes() == (tmp_path / "y.xlsx").read_bytes()


def test_a_sheet_from_a_stream_is_read(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "x.xlsx", [["title", "online"], ["A", True]])

    report = import_file(io.BytesIO(path.read_bytes()), "X.XLSX", Manner(by=None))

    assert (report.new, report.errors) == (1, [])
