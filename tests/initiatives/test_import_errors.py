"""Importing: what is wrong is named by line and field, and nothing of the file is taken over."""

import codecs
import io
import json
import time
import tracemalloc
import zipfile
from pathlib import Path
from typing import Any

import pytest

from initiatives.exchange import Manner, Report, import_file
from initiatives.models import CatalogueEntry, Initiative, InitiativePicture, InitiativeVersion, Theme
from media.intake import take
from tests.factories import a_draft
from tests.initiatives.exchange_files import PLACE, places, report_on, run, write_csv, write_ndjson, write_xlsx
from tests.media.pictures import a_jpeg, upload

pytestmark = pytest.mark.django_db

BROKEN: list[tuple[str, dict[str, Any]]] = [
    ("title", {"title": ""}),
    ("title", {"title": "a" * 201}),
    ("title", {"title": 12}),
    ("title", {"title": "bel\x07"}),
    ("title", {"title": "half \ud83d"}),
    ("slug", {"slug": "met spatie"}),
    ("municipality", {"municipality": None}),
    ("municipality", {"municipality": "Heerln"}),
    ("municipality", {"municipality": "GM9999"}),
    ("online", {"online": "misschien"}),
    ("themes", {"themes": ["ontmoetin"]}),
    ("themes", {"themes": "ontmoeting"}),
    ("target_groups", {"target_groups": [1]}),
    ("community_work", {"community_work": ["tovenaar"]}),
    ("phase", {"phase": "slaapt"}),
    ("actors", {"actors": [{"kind": "inwoners"}]}),
    ("actors", {"actors": [{"name": "A", "kind": "marsmannen"}]}),
    ("actors", {"actors": [{"name": "A", "rol": "x"}]}),
    ("actors", {"actors": ["A"]}),
    ("actors", {"actors": [{"name": "A"}, {"name": "A", "kind": "", "role": ""}]}),
    ("accommodations", {"accommodations": [{"access": "publiek"}]}),
    ("accommodations", {"accommodations": [{"name": "A", "access": "gratis"}]}),
    ("started", {"started": "eens"}),
    ("started", {"started": 201}),
    ("started", {"started": True}),
    ("visited", {"visited": "2019-13"}),
    ("visited", {"visited": "2019-02-30"}),
    ("ended", {"started": "2019-05", "ended": 2018}),
    ("uncertain", {"uncertain": ["bondin"]}),
    ("uncertain", {"uncertain": ["bonding"], "not_found": ["bonding"]}),
    ("not_found", {"not_found": ["bonding"], "bonding": "Toch wel"}),
    ("not_found", {"not_found": ["themes"], "themes": ["sport"]}),
    ("sources", {"sources": [{"url": "ftp://voorbeeld.nl/"}]}),
    ("sources", {"sources": [{"url": "javascript:alert(1)"}]}),
    ("sources", {"sources": [{"title": "T", "year": "ooit"}]}),
    ("sources", {"sources": [{"year": 2020}]}),
    ("language", {"language": "fy"}),
    ("themas", {"themas": ["sport"]}),
    ("neighbourhood", {"neighbourhood": "a" * 201}),
    ("keywords", {"keywords": ["a" * 101]}),
    ("incomplete", {"incomplete": 2}),
]


def read(content: bytes, name: str, **manner: Any) -> Report:
    return import_file(io.BytesIO(content), name, Manner(by=None, **manner))


@pytest.mark.parametrize("publish", [False, True])
@pytest.mark.parametrize(
    ("field", "values"), BROKEN, ids=[f"{name}-{number}" for number, (name, _) in enumerate(BROKEN)]
)
def test_each_fault_is_named(field: str, values: dict[str, Any], publish: bool) -> None:
    row = {"slug": "b", "title": "B", **PLACE, **values}

    report = report_on({"slug": "a", "title": "A", **PLACE}, row, publish=publish)

    assert places(report) == [(2, field)]
    assert report.errors[0].message
    assert not Initiative.objects.exists()


def test_forty_broken_rows_are_refused_as_a_whole(tmp_path: Path) -> None:
    rows = [{"slug": f"s-{number}", "title": "T", **PLACE, **values} for number, (_, values) in enumerate(BROKEN)]

    outcome = run("import_initiatives", write_ndjson(tmp_path / "x.ndjson", [{"title": "Goed", **PLACE}, *rows]))

    assert len(outcome.errors) == len(BROKEN)
    for number, (line, (field, _)) in enumerate(zip(outcome.errors, BROKEN, strict=True), start=2):
        assert line.partition(":")[0].split(" ", 1)[1] == f"{number}, {field}"
    assert str(len(BROKEN)) in outcome.failure
    assert not Initiative.objects.exists()


def test_every_fault_of_a_row_is_named() -> None:
    report = report_on(
        {
            "title": "A",
            "themes": ["x-1", "sport", "x-2"],
            "started": "?",
            "actors": [{"kind": "y"}, {"name": "B", "n": 1}],
        }
    )

    assert places(report) == [(1, "actors"), (1, "actors"), (1, "started"), (1, "themes"), (1, "themes")]


@pytest.mark.parametrize(
    ("line", "field"),
    [
        (b'{"title": "A"', ""),
        (b"[1]", ""),
        (b'"tekst"', ""),
        (b'{"title": "A", "title": "B", "online": true}', ""),
        (b'{"title": "A", "started": NaN, "online": true}', ""),
        (b'{"title": "A", "started": ' + b"9" * 5000 + b', "online": true}', ""),
        (b"[" * 100_000, ""),
        ('{"title": "Caf\xe9", "online": true}'.encode("latin-1"), "title"),
    ],
)
def test_a_line_that_is_no_object_is_named(line: bytes, field: str) -> None:
    report = read(b'{"title": "A", "online": true}\n\n' + line + b"\n", "x.ndjson")

    assert places(report) == [(3, field)]


def test_a_very_long_line_ends_the_reading() -> None:
    report = read(b'{"title": 3}\n{"title": "' + b"a" * 10_000_001 + b'"}\n', "x.ndjson")

    assert places(report) == [(1, "title"), (2, "")]


@pytest.mark.parametrize("name", ["x.ndjson", "x.csv", "x.xlsx", "x.docx", "x"])
@pytest.mark.parametrize(
    "content",
    [b"", b"\n", "titel".encode("utf-16"), bytes(range(256)) * 40, b"PK\x03\x04" + b"\0" * 99, b"\xd0\xcf\x11\xe0" * 9],
)
def test_something_else_is_refused(name: str, content: bytes) -> None:
    report = read(content, name)

    assert report.errors
    assert not report.is_saved


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    outcome = run("import_initiatives", tmp_path / "weg.ndjson")

    assert "weg.ndjson" in outcome.failure


def test_the_slug_of_another_line_is_named() -> None:
    report = report_on(*[{"slug": slug, "title": slug, **PLACE} for slug in ("a", "b", "a", "a")])

    assert places(report) == [(3, "slug"), (4, "slug")]


def test_a_case_that_is_not_there_needs_a_title() -> None:
    report = report_on({"slug": "weg", "summary": "Kort", **PLACE}, {"summary": "Kort", **PLACE})

    assert places(report) == [(1, "title"), (2, "title")]


def test_a_change_may_not_contradict_what_is_there() -> None:
    a_draft(slug="tuin", started="2019", not_found=["bonding"])

    report = report_on({"slug": "tuin", "ended": "2018-12", "bonding": "Ja"})

    assert places(report) == [(1, "ended"), (1, "not_found")]


def test_errors_after_much_that_is_good_undo_all_of_it() -> None:
    rows = [{"title": f"T{number}", "keywords": [f"k{number}"], **PLACE} for number in range(1100)]

    report = report_on(*rows, {"title": "Fout"}, publish=True)

    assert places(report) == [(1101, "municipality")]
    assert not Initiative.objects.exists()
    assert not CatalogueEntry.objects.exists()


def test_close_terms_are_offered() -> None:
    report = report_on({"title": "A", "themes": ["ontmoetinge"], **PLACE})

    assert "ontmoeting" in report.errors[0].message


def test_the_second_pair_of_eyes_holds_off_the_command_line(carla: Any, fatma: Any) -> None:
    a_draft(slug="tuin", by=fatma)
    content = "\n".join(json.dumps(row) for row in [{"title": "A", **PLACE}, {"slug": "tuin", "title": "B"}]).encode()

    report = import_file(io.BytesIO(content), "x.ndjson", Manner(by=carla, publish=True))

    assert places(report) == [(1, "")]


class TestTables:
    HEADER = ["slug", "title", "online"]

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("slug,title,online\na,A,ja,x\n", [(2, "")]),
            ("slug,title,online\na,A\n", [(2, "")]),
            ('slug,title,online\na,"A\nB",misschien\nb,B,\n', [(2, "online"), (4, "municipality")]),
            ("slug,titel,title,online,online\na,A,A,ja,ja\n", [(1, "online"), (1, "titel")]),
            ("slug,,title,online\na,,A,ja\n", [(1, "")]),
            ('slug,title,online\na,"A"x,ja\nb,B,nee\n', [(2, ""), (3, "municipality")]),
            ('slug,title,online\na,"A,ja\nb,B,ja\n', [(2, "")]),
            ("naam;plaats\nA;B\n", [(1, "")]),
            ("slug,title,online,actors\na,A,ja,a;b;c;d\n", [(2, "actors")]),
            ("slug,title,online\n", [(0, "")]),
            ("slug,title,online\na,A\x00,ja\n", [(2, "title")]),
        ],
    )
    def test_faults_of_a_csv_file_are_named(self, text: str, expected: list[tuple[int, str]]) -> None:
        assert places(read(text.encode(), "x.csv")) == expected

    def test_a_file_of_windows_is_refused_by_field(self, tmp_path: Path) -> None:
        path = write_csv(tmp_path / "x.csv", [self.HEADER, ["a", "Café", "ja"]], ";", "cp1252")

        assert places(read(path.read_bytes(), "x.csv")) == [(2, "title")]

    def test_faults_of_a_sheet_are_named(self, tmp_path: Path) -> None:
        path = write_xlsx(
            tmp_path / "x.xlsx",
            [
                [*self.HEADER, "started"],
                ["a", "=1+1", True],
                ["b", "B", "misschien"],
                ["c", "C", True, None, None, "x"],
            ],
        )

        assert places(read(path.read_bytes(), "x.xlsx")) == [(2, "title"), (3, "online"), (4, "")]

    def test_a_sheet_with_macros_is_refused(self, tmp_path: Path) -> None:
        path = write_xlsx(tmp_path / "x.xlsx", [self.HEADER, ["a", "A", True]])
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr("xl/vbaProject.bin", b"macro")

        assert places(read(path.read_bytes(), "x.xlsx")) == [(0, "")]

    def test_a_bomb_does_no_harm(self, tmp_path: Path) -> None:
        path = tmp_path / "x.xlsx"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/workbook.xml", "w") as part:
            for _ in range(201):
                part.write(b"\0" * 1_000_000)

        report = read(path.read_bytes(), "x.xlsx")

        assert path.stat().st_size < 1_000_000
        assert places(report) == [(0, "")]

    def test_entities_do_no_harm(self, tmp_path: Path) -> None:
        path = write_xlsx(tmp_path / "x.xlsx", [self.HEADER, ["a", "A", True]])
        laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 50}">' for n in range(1, 12))
        bomb = f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]><workbook><sheets>&l11;</sheets></workbook>'
        other = tmp_path / "y.xlsx"
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
            for member in old.namelist():
                new.writestr(member, bomb if member == "xl/workbook.xml" else old.read(member))

        assert places(read(other.read_bytes(), "y.xlsx")) == [(0, "")]

    def test_a_damaged_sheet_never_ends_in_a_traceback(self, tmp_path: Path) -> None:
        whole = write_xlsx(tmp_path / "x.xlsx", [self.HEADER, ["a", "A", True]]).read_bytes()

        for position in range(0, len(whole), 97):
            damaged = whole[:position] + bytes([whole[position] ^ 0xFF]) + whole[position + 1 :]
            report = read(damaged, "x.xlsx", publish=False)
            assert report.errors or report.total == 1
            Initiative.objects.all().delete()

    @pytest.mark.parametrize(
        "sheet",
        [
            "<w>" + "<c/>" * 200_000 + "<sheetData/></w>",
            "<w><sheetData><row>" + "<c/>" * 200_000 + "</row></sheetData></w>",
            "<w><sheetData>" + "<x/>" * 200_000 + "</sheetData></w>",
            "<w>" + "<x>" * 200_000,
        ],
        ids=["before", "in a row", "between", "deep"],
    )
    def test_elements_without_end_take_no_memory(self, tmp_path: Path, sheet: str) -> None:
        path = write_xlsx(tmp_path / "x.xlsx", [self.HEADER, ["a", "A", True]])
        other = tmp_path / "y.xlsx"
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w", zipfile.ZIP_DEFLATED) as new:
            for member in old.namelist():
                new.writestr(member, sheet if member == "xl/worksheets/sheet1.xml" else old.read(member))

        read(path.read_bytes(), "x.xlsx")  # what the first import of a process keeps, such as the register
        tracemalloc.start()
        report = read(other.read_bytes(), "y.xlsx")
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()

        assert report.errors
        assert most < 6_000_000

    def test_a_format_of_dates_without_end_takes_no_time(self, tmp_path: Path) -> None:
        path = write_xlsx(tmp_path / "x.xlsx", [self.HEADER, ["a", "A", True]])
        other = tmp_path / "y.xlsx"
        form = f'<numFmt numFmtId="200" formatCode="{"[" * 200_000}y"/>'
        uses = '<xf numFmtId="200"/>' * 10_000
        style = f"<styleSheet><numFmts>{form}</numFmts><cellXfs>{uses}</cellXfs></styleSheet>"
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w", zipfile.ZIP_DEFLATED) as new:
            for member in old.namelist():
                new.writestr(member, style if member == "xl/styles.xml" else old.read(member))

        start = time.process_time()
        report = read(other.read_bytes(), "y.xlsx")

        assert report.total == 1
        assert time.process_time() - start < 5

    def test_a_part_that_lies_never_ends_in_a_traceback(self, tmp_path: Path) -> None:
        path = write_xlsx(tmp_path / "x.xlsx", [self.HEADER, ["a", "A", True]])
        lies = [
            '<worksheet><sheetData><row r="x"/></sheetData></worksheet>',
            '<worksheet><sheetData><row><c t="s"><v>99</v></c></row></sheetData></worksheet>',
            '<worksheet><sheetData><row><c r="XFD1"><v>1</v></c></row></sheetData></worksheet>',
            "<worksheet><row><c><v>1</v></c></row></worksheet>",
            '<worksheet><sheetData><row><c t="n"><v>geen</v></c></row></sheetData></worksheet>',
            '<worksheet><sheetData><row r="99999999999"><c><v>1</v></c></row></sheetData></worksheet>',
            "<worksheet>",
            "",
        ]
        for lie in lies:
            other = tmp_path / "y.xlsx"
            with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
                for member in old.namelist():
                    new.writestr(member, lie if member == "xl/worksheets/sheet1.xml" else old.read(member))

            assert read(other.read_bytes(), "y.xlsx").errors


class TestUnderstood:
    """What looks odd and is fine all the same."""

    def test_a_mark_before_utf_8_and_blank_lines(self) -> None:
        report = read(codecs.BOM_UTF8 + b'{"title": "A", "online": true}\r\n\r\n', "x.jsonl")

        assert (report.new, report.errors) == (1, [])

    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    def test_each_delimiter(self, tmp_path: Path, delimiter: str) -> None:
        rows = [["Title", "actors", "online"], ["A, b; c", "Club;inwoners|Wijk\\; raad", "JA"], ["", "", ""]]
        path = write_csv(tmp_path / "x.csv", rows, delimiter, "utf-8-sig")

        report = read(path.read_bytes(), "x.csv")

        assert report.errors == []
        version = InitiativeVersion.objects.get()
        assert version.title == "A, b; c"
        assert [str(row.actor) for row in version.involvements.order_by("pk")] == ["Club", "Wijk; raad"]

    def test_terms_by_name_and_synonym_in_any_case(self) -> None:
        kept = Theme.objects.get(slug="eten")
        Theme.objects.create(name="Tafelen", slug="tafelen", merged_into=kept)

        report = report_on(
            {"title": "A", "themes": ["Sociale Samenhang", "BURENHULP", "Tafelen", "eten", "arts and culture"], **PLACE}
        )

        assert report.errors == []
        found = [row.tag.slug for row in InitiativeVersion.objects.get().theme_rows.order_by("pk")]
        assert found == ["samenhang", "omzien", "eten", "cultuur"]

    def test_terms_are_made_when_asked(self) -> None:
        rows = [
            {"title": "A", "themes": ["Ruimtevaart & zo"], "phase": "droomt", **PLACE},
            {"title": "B", "themes": ["ruimtevaart & ZO"], "actors": [{"name": "X", "kind": "Marsmannen"}], **PLACE},
        ]

        report = report_on(*rows, creates_terms=True)

        assert report.errors == []
        assert {(term.slug, term.name) for term in report.created_terms} == {
            ("ruimtevaart-zo", "Ruimtevaart & zo"),
            ("droomt", "droomt"),
            ("marsmannen", "Marsmannen"),
        }
        assert Theme.objects.get(slug="ruimtevaart-zo").initiative_rows.count() == 2
        assert Theme.objects.get(slug="ruimtevaart-zo").position > Theme.objects.get(slug="sport").position

    @pytest.mark.parametrize(
        ("given", "code"),
        [
            ("GM0344", "GM0344"),
            ("den bosch", "GM0796"),
            ("littenseradiel", "GM0140"),
            ("GM0140", "GM0140"),
            ("344", "GM0344"),
        ],
    )
    def test_municipalities_as_people_write_them(self, given: str, code: str) -> None:
        assert report_on({"title": "A", "municipality": given}).errors == []
        assert InitiativeVersion.objects.get().municipality_id == code

    def test_texts_are_tidied_and_otherwise_left(self) -> None:
        report_on({"title": "  A\u0301 \u202eb ", "summary": "een\r\ntwee\rdrie", **PLACE})

        version = InitiativeVersion.objects.get()
        assert (version.title, version.summary) == ("A\u0301 \u202eb", "een\ntwee\ndrie")

    def test_the_story_is_cleaned(self) -> None:
        report_on(
            {"title": "A", "body": "<p onclick=x>Hoi<script>alert(1)</script></p>", **PLACE},
            {"title": "B", "body": "# Kop\n\nEen *woord*", **PLACE},
            {"title": "C", "body": "<div>kaal</div>", **PLACE},
        )

        assert list(InitiativeVersion.objects.order_by("title").values_list("body", flat=True)) == [
            "<p>Hoi</p>",
            "<h2>Kop</h2>\n<p>Een <em>woord</em></p>",
            "<p>kaal</p>",
        ]

    @pytest.mark.parametrize(
        ("given", "kept"),
        [(2012, "2012"), ("2012-05", "2012-05"), ("5-11-2019", "2019-11-05"), (2012.0, "2012"), (None, ""), ("", "")],
    )
    def test_dates(self, given: Any, kept: str) -> None:
        assert report_on({"title": "A", "visited": given, **PLACE}).errors == []
        assert InitiativeVersion.objects.get().visited == kept

    def test_terms_however_their_accents_are_written(self) -> None:
        Theme.objects.create(name="Café", slug="koffie", synonyms=["The\u0301"])

        report = report_on({"title": "A", "themes": ["cafe\u0301", "THÉ"], **PLACE})

        assert report.errors == []
        assert [row.tag.slug for row in InitiativeVersion.objects.get().theme_rows.all()] == ["koffie"]

    def test_a_file_may_have_any_name(self) -> None:
        report = read(b'{"title": "A", "online": true}', "caf\udce9.ndjson")

        assert (report.new, report.errors) == (1, [])


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"title,\xff\nx,y\n", "x.csv"),
        (b"title,actors\nx,a;b;c;d;\xff\n", "x.csv"),
        (b'{"\\ud800": 1, "\\ud800": 2}\n', "x.ndjson"),
    ],
)
def test_what_is_said_of_broken_signs_can_be_shown(content: bytes, name: str) -> None:
    report = read(content, name)

    assert report.errors
    assert all((error.field + error.message).encode("utf-8") for error in report.errors)


class TestPicturesThatLackSomething:
    """A file can publish an open draft; what stands in the way of its pictures stands in the way then too."""

    @pytest.fixture(autouse=True)
    def draft(self) -> InitiativeVersion:
        version = a_draft(slug="tuin", title="Tuin")
        picture = take(upload(a_jpeg()), by=None)
        InitiativePicture.objects.create(version=version, picture=picture, caption="Het hek")
        return version

    def test_they_are_named_and_nothing_is_published(self) -> None:
        report = report_on({"slug": "tuin", "summary": "Een tuin"}, publish=True)

        assert places(report) == [(1, "")]
        assert "Het hek" in report.errors[0].message
        assert not CatalogueEntry.objects.exists()

    def test_as_a_draft_it_is_taken_over(self, draft: InitiativeVersion) -> None:
        report = report_on({"slug": "tuin", "summary": "Een tuin"})

        draft.refresh_from_db()
        assert places(report) == []
        assert draft.summary == "Een tuin"

    def test_mended_it_is_published(self, draft: InitiativeVersion) -> None:
        draft.pictures.update(is_decorative=True, credit="Ik", licence="cc0", consent="nobody")

        assert places(report_on({"slug": "tuin", "summary": "Een tuin"}, publish=True)) == []
        assert CatalogueEntry.objects.get().slug == "tuin"
