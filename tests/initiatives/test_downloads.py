"""Downloads of a result: each holds the cases that a selection from the exported file holds, whatever the filter."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from initiatives.downloads import rows
from initiatives.exchange.cells import split_list
from initiatives.models import InitiativeVersion, Theme
from places.register import register
from tests.factories import a_case, a_publication
from tests.initiatives.exported import exported, query_of, questions, selected, some_cases

pytestmark = pytest.mark.django_db

ENDINGS = ("csv", "xlsx", "geojson")
Row = dict[str, Any]


def _content(client: Client, ending: str, query: str = "") -> bytes:
    response = client.get(f"/initiatieven/initiatieven.{ending}?{query}")
    assert response.status_code == 200
    pieces: Iterator[bytes] = response.streaming_content  # type: ignore[attr-defined]
    return b"".join(pieces)


def _sheets(content: bytes) -> dict[str, list[tuple[Any, ...]]]:
    book = load_workbook(io.BytesIO(content), read_only=True)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def _rows(client: Client, ending: str, query: str = "") -> list[Row]:
    """The rows of a download as texts by column, without what a form adds of its own."""
    content = _content(client, ending, query)
    if ending == "csv":
        read = list(csv.DictReader(io.StringIO(content.decode(), newline="")))
        return [{name: row[name].removeprefix("'") for name in rows.COLUMNS} for row in read]
    if ending == "xlsx":
        names, *lines = _sheets(content)["initiatieven"]
        assert names == rows.COLUMNS
        return [
            {name: "" if cell is None else str(cell) for name, cell in zip(names, line, strict=True)} for line in lines
        ]
    features = [feature["properties"] for feature in json.loads(content)["features"]]
    return [
        {name: "|".join(row[name]) if isinstance(row[name], list) else str(row[name]) for name in rows.COLUMNS}
        for row in features
    ]


@pytest.mark.parametrize("ending", ENDINGS)
def test_it_holds_what_a_selection_from_the_exported_file_holds(client: Client, ending: str) -> None:
    some_cases(25)
    cases = exported()
    names = dict(Theme.objects.values_list("slug", "name"))

    for chosen in [{}, *questions(12)]:
        found = _rows(client, ending, query_of(chosen).urlencode())
        wanted = {case["slug"]: case for case in selected(cases, chosen)}
        assert sorted(row["slug"] for row in found) == sorted(wanted)
        for row in found:
            case = wanted[row["slug"]]
            assert row["titel"].removeprefix("'") == case["title"].removeprefix("'")
            assert row["adres"] == f"{settings.SITE_URL}/initiatieven/{case['slug']}/"
            assert row["cbs_code"] == (case["municipality"] or "")
            assert set(split_list(row["themas"])) == {names[slug] for slug in case["themes"]}
            assert len(split_list(row["verbindingen"])) == bool(case["bonding"]) + bool(case["linking"])
            assert row["gestart"] == str(case["started"] or "")
            assert row["online"] == ("ja" if case["online"] else "")
            assert row["versie"] == "1"


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("sorting", ["nieuwste", "titel", "gemeente", "relevantie"])
def test_it_keeps_the_order_of_the_page(client: Client, ending: str, sorting: str) -> None:
    some_cases(18)

    query = f"q=buurt&sorteer={sorting}" if sorting == "relevantie" else f"sorteer={sorting}"
    shown = [card.entry.slug for card in client.get(f"/initiatieven/?{query}").context["result"].cards]

    assert [row["slug"] for row in _rows(client, ending, query)] == shown


def test_it_says_what_the_municipality_is_called_today_and_which_version_this_is(client: Client) -> None:
    case = a_case(slug="bolsward", municipality="GM0683", neighbourhood="Centrum")
    a_publication(slug="bundel-a", kind="bundle", title="Bundel; een | deel", initiatives=[case])
    InitiativeVersion.objects.filter(record=case).update(number=3)

    [row] = _rows(client, "csv")

    today = register().municipality("GM1900")
    assert (row["cbs_code"], row["cbs_code_nu"], row["gemeente_nu"]) == ("GM0683", "GM1900", today.display_name)
    assert (row["provincie"], row["wijk"], row["versie"]) == (today.province.name, "Centrum", "3")
    assert split_list(row["bundels"]) == ["Bundel; een | deel"]


def test_the_filter_and_the_day_stand_in_it(client: Client) -> None:
    a_case(themes=["ontmoeting"], municipality="GM0917")
    query = "thema=ontmoeting&zoals=maastricht&weergave=tabel"
    address = f"{settings.SITE_URL}/initiatieven/?thema=ontmoeting&zoals=maastricht"
    today = timezone.localdate().isoformat()

    [row] = csv.DictReader(io.StringIO(_content(client, "csv", query).decode()))
    assert (row["vraag"], row["gedownload"]) == (address, today)

    sheets = _sheets(_content(client, "xlsx", query))
    about = [cell for line in sheets["vraag"] for cell in line]
    assert address in about
    assert any(str(cell).startswith(today) for cell in about)

    collection = json.loads(_content(client, "geojson", query))
    assert (collection["vraag"], collection["aantal"], len(collection["filters"])) == (address, 1, 2)
    assert datetime.fromisoformat(collection["gedownload"]).date() == timezone.localdate()


def test_so_they_do_in_its_name(client: Client) -> None:
    response = client.get("/initiatieven/initiatieven.csv?thema=ontmoeting&q=%22../é%0d%0a&gemeente=heerlen")

    name = f'attachment; filename="wijk-initiatieven-e-ontmoeting-heerlen-{timezone.localdate().isoformat()}.csv"'
    assert response.headers["Content-Disposition"] == name


def test_a_spreadsheet_takes_nothing_in_it_for_a_formula(client: Client) -> None:
    for start in ("=1+1", "+1", "-1", "@sum", "=HYPERLINK(1)"):
        a_case(title=start, neighbourhood="=2+2")

    cells = [cell for row in csv.reader(io.StringIO(_content(client, "csv").decode())) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert "'=1+1" in cells

    book = load_workbook(io.BytesIO(_content(client, "xlsx")))
    assert {cell.data_type for row in book["initiatieven"].iter_rows() for cell in row} <= {"s", "n", "inlineStr"}
    assert "=1+1" in [row[1].value for row in book["initiatieven"].iter_rows()]


def test_a_point_is_the_middle_of_a_municipality_and_the_internet_has_none(client: Client) -> None:
    a_case(slug="heerlen", municipality="GM0917")
    a_case(slug="vroeger", municipality="GM0683")
    a_case(slug="online", municipality=None, online=True)
    heerlen, today = register().municipality("GM0917"), register().municipality("GM1900")

    collection = json.loads(_content(client, "geojson"))

    points = {feature["properties"]["slug"]: feature["geometry"] for feature in collection["features"]}
    assert points == {
        "heerlen": {"type": "Point", "coordinates": [heerlen.longitude, heerlen.latitude]},
        "vroeger": {"type": "Point", "coordinates": [today.longitude, today.latitude]},
        "online": None,
    }
    assert collection["type"] == "FeatureCollection"
    assert collection["punten"]


def test_in_english_its_values_are_english_and_its_columns_the_same(client: Client) -> None:
    a_case(bonding="Onder elkaar.")
    dutch = _rows(client, "csv")
    client.post("/taal/", {"language": "en", "next": "/"})

    english = _rows(client, "csv")

    assert english[0]["verbindingen"] == "among themselves (bonding)" != dutch[0]["verbindingen"]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(
    "query",
    [
        "q=%00%01%ED%A0%80",
        "q=" + "a" * 10_000,
        "thema=%00&gemeente=x&jaar_van=abc",
        "pagina=999",
        "pagina=x&sorteer=kleur",
        "zoals=%00&ook=.",
    ],
)
def test_nonsense_never_breaks_it(client: Client, ending: str, query: str) -> None:
    a_case()

    assert len(_rows(client, ending, query)) in {0, 1}


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_empty_result_is_a_whole_file(client: Client, ending: str) -> None:
    assert _rows(client, ending) == []


@pytest.mark.parametrize("ending", ENDINGS)
def test_it_asks_a_fixed_number_of_queries_a_batch(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    """A look at what has changed, and the rows of each batch."""
    monkeypatch.setattr(rows, "BATCH", 4)
    some_cases(10)
    client.get("/initiatieven/")

    with django_assert_num_queries(1 + 3):
        assert len(_rows(client, ending)) == 10
    with django_assert_num_queries(1 + 1 + 3):
        _rows(client, ending, "sorteer=titel")


def test_a_look_at_its_headers_makes_no_file(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    a_case()
    client.get("/initiatieven/")

    with django_assert_num_queries(1):
        response = client.head("/initiatieven/initiatieven.csv")
        assert b"".join(response.streaming_content) == b""  # type: ignore[attr-defined]


def test_the_page_leads_to_it(client: Client) -> None:
    a_case(themes=["eten"])

    html = client.get("/initiatieven/?thema=eten&weergave=tabel&sorteer=titel").content.decode()

    for ending in ENDINGS:
        assert f'href="/initiatieven/initiatieven.{ending}?thema=eten&amp;sorteer=titel"' in html
