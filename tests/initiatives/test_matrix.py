"""The matrix: the same numbers as a pivot of the exported file, and every number leads to its cases."""

import random
import re
from html import unescape
from itertools import product

import pytest
from django.http import QueryDict
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from initiatives import index
from initiatives.catalogue import Result
from initiatives.facets import BY_NAME
from initiatives.hits import HitsInDatabase
from initiatives.matrix import Matrix, matrix_of
from tests.factories import a_case, a_publication
from tests.initiatives.exported import FACETS, exported, query_of, questions, selected, some_cases, values_of

pytestmark = pytest.mark.django_db

Numbers = dict[tuple[str, str], int]


def _numbers(matrix: Matrix) -> Numbers:
    """The cells with a number, and the totals under the name "totaal"."""
    cells = {
        (row.heading.value.slug, column.value.slug): cell.number
        for row in matrix.rows
        for column, cell in zip(matrix.columns, row.cells, strict=True)
        if cell
    }
    rows = {(row.heading.value.slug, "totaal"): row.heading.total for row in matrix.rows}
    columns = {("totaal", column.value.slug): column.total for column in matrix.columns}
    return {**cells, **rows, **columns, ("totaal", "totaal"): matrix.total}


def _pivot(cases: list[dict[str, set[str]]], rows: str, columns: str) -> Numbers:
    numbers: Numbers = {("totaal", "totaal"): len(cases)}
    for has in cases:
        pairs = [*product(has[rows], has[columns])]
        pairs += [(row, "totaal") for row in has[rows]] + [("totaal", column) for column in has[columns]]
        for pair in pairs:
            numbers[pair] = numbers.get(pair, 0) + 1
    return numbers


def _total_at(url: str) -> int:
    return Result(QueryDict(unescape(url).partition("?")[2])).total


def test_it_equals_a_pivot_of_the_exported_file() -> None:
    some_cases(30)
    cases = exported()

    for chosen in [{}, *questions(12)]:
        having = [values_of(case) for case in selected(cases, chosen)]
        for rows, columns in product(FACETS, FACETS):
            matrix = matrix_of(Result(query_of(chosen, weergave="matrix", rijen=rows, kolommen=columns)))
            assert _numbers(matrix) == _pivot(having, rows, columns), (chosen, rows, columns)


def test_every_number_leads_to_exactly_its_cases() -> None:
    some_cases(20)
    chance = random.Random(3)  # noqa: S311 - the same each time

    for chosen in [{}, *questions(10, seed=4)]:
        for _ in range(6):
            rows, columns = chance.choice(FACETS), chance.choice([*FACETS, "thema"])
            matrix = matrix_of(Result(query_of(chosen, weergave="matrix", rijen=rows, kolommen=columns)))
            cells = [cell for row in matrix.rows for cell in row.cells if cell]
            for cell in chance.sample(cells, min(4, len(cells))):
                assert _total_at(cell.url) == cell.number, (chosen, cell.url)
            for heading in [*matrix.columns[:2], *(row.heading for row in matrix.rows[:2])]:
                assert _total_at(heading.url) == heading.total, (chosen, heading.url)


def test_the_database_counts_the_same() -> None:
    some_cases(12)
    values = index.current_values()

    for chosen in questions(6, seed=5):
        result = Result(query_of(chosen))
        for rows, columns in (("thema", "verbinding"), ("gemeente", "provincie"), ("toegang", "toegang")):
            across = [[*values.by_facet[BY_NAME[name]], *values.unseen(BY_NAME[name])] for name in (rows, columns)]
            counted = HitsInDatabase(result.selection, None, values)
            assert counted.together(*across) == result.hits.together(*across)
            assert counted.among(across[0]) == result.hits.among(across[0])


def test_its_table_says_what_its_numbers_are(client: Client) -> None:
    a_case(themes=["ontmoeting"], bonding="Onder elkaar.", not_found=["linking"])
    a_case(themes=["ontmoeting"], bonding="Onder elkaar.")

    html = client.get("/initiatieven/?weergave=matrix&rijen=thema&kolommen=verbinding").content.decode()

    table = html[html.index('<table class="matrix') : html.index("</table>")]
    columns = re.findall(r'<th scope="col"[^>]*data-column="([^"]+)"', table)
    row = table[table.index('data-row="ontmoeting"') :]
    cells = re.findall(r"<td[^>]*>(?:<a [^>]*>)?(\d+)", row[: row.index("</tr>")])
    assert dict(zip(["totaal", *columns], map(int, cells), strict=True)) == {
        "totaal": 2,
        "bonding": 2,
        "linking-niet-gevonden": 1,
        "bridging-niet-bekend": 2,
        "linking-niet-bekend": 1,
    }
    assert "<caption" in table
    assert 'scope="row"' in row


def test_what_is_not_there_is_told_apart_and_can_be_asked_for_everywhere(client: Client) -> None:
    a_case(slug="gezocht", not_found=["themes"])
    a_case(slug="onbekend")
    a_case(slug="thema", themes=["eten"])

    response = client.get("/initiatieven/?thema=niet-gevonden")

    html = response.content.decode()
    assert [card.entry.slug for card in response.context["result"].cards] == ["gezocht"]
    assert [chip.name for chip in response.context["result"].chips] == ["thema"]
    assert re.search(r'data-value="niet-gevonden" data-count="1"', html)
    assert re.search(r'name="thema" value="niet-gevonden" checked', html)
    assert client.get("/initiatieven/facet/thema/?thema=niet-gevonden").status_code == 200
    signs = re.findall(r"matrix__absent--([\w-]+)", client.get("/initiatieven/?weergave=matrix").content.decode())
    assert {"niet-gevonden", "niet-bekend"} <= set(signs)


def test_bundles_are_a_side_too() -> None:
    case = a_case(themes=["eten"])
    a_case(themes=["eten"])
    a_publication(slug="bundel-a", kind="bundle", initiatives=[case])

    matrix = matrix_of(Result(QueryDict("weergave=matrix&rijen=bundel&kolommen=thema")))

    assert _numbers(matrix) == {
        ("totaal", "totaal"): 2,
        ("totaal", "eten"): 2,
        ("bundel-a", "totaal"): 1,
        ("bundel-a", "eten"): 1,
    }


@pytest.mark.parametrize(
    "query", ["rijen=kleur&kolommen=%00", "rijen=&kolommen=", "rijen=thema&rijen=gemeente", "kolommen=" + "a" * 9000]
)
def test_sides_that_do_not_exist_are_left_out(client: Client, query: str) -> None:
    a_case(themes=["eten"])

    response = client.get(f"/initiatieven/?weergave=matrix&{query}")

    assert response.status_code == 200
    assert response.context["matrix"].total == 1


def test_it_goes_on_with_the_rest_of_the_question(client: Client) -> None:
    a_case(themes=["eten"], municipality="GM0917")

    query = "thema=eten&zoals=maastricht&ook=toegang.niet-bekend&weergave=matrix&rijen=gemeente&kolommen=thema"
    html = client.get(f"/initiatieven/?{query}").content.decode()

    form = html[html.index('class="matrix-sides"') :]
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form[: form.index("</form>")]))
    assert hidden == {"thema": "eten", "zoals": "maastricht", "ook": "toegang.niet-bekend", "weergave": "matrix"}
    filters = html[html.index('class="filters__body"') : html.index('class="filters__actions"')]
    kept = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', filters))
    assert kept == {"ook": "toegang.niet-bekend", "weergave": "matrix", "rijen": "gemeente", "kolommen": "thema"}


def test_it_asks_the_database_for_no_rows(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    some_cases(5)
    client.get("/initiatieven/?weergave=matrix")

    with django_assert_num_queries(1):
        client.get("/initiatieven/?weergave=matrix&rijen=gemeente&kolommen=thema")


def test_a_long_question_is_not_said_again_in_every_cell(client: Client) -> None:
    some_cases(30)
    asked = {"weergave": "matrix", "rijen": "gemeente", "kolommen": "thema"}

    short = client.get("/initiatieven/", asked | {"q": "-niemand"}).content.decode()
    long = client.get("/initiatieven/", asked | {"q": "-niemand " + "\U0001f600" * 400}).content.decode()

    cells = re.compile(r'<td class="matrix__cell--\d">(<a )?')
    assert cells.findall(short) == ["<a "] * len(cells.findall(long))
    assert set(cells.findall(long)) == {""}
