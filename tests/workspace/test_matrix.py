"""The matrix: what was found in which case, what was looked for in vain, and what nobody looked at."""

import csv
import io
import zipfile
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from accounts.models import User
from accounts.roles import Role
from initiatives import workflow as cases
from initiatives.models import Initiative, InitiativeVersion, Theme
from initiatives.vocabulary_workflow import merge_terms
from lessons import weighing
from lessons.marking import mark
from lessons.models import Coding, Evidence, Lesson, Looked, Passage, PassagePlace, Stance
from tests.administration import signed_in
from tests.factories import a_case, a_lesson, a_lesson_draft, a_person

pytestmark = pytest.mark.django_db

STORY = "<p>Elke week eten buren samen in de straat.</p><p>De gemeente betaalt de huur.</p>"
MATRIX = "/werkplek/matrix/"


@pytest.fixture
def case() -> Initiative:
    return a_case(slug="eettafel", title="De eettafel", body=STORY, themes=["ontmoeting"])


@pytest.fixture
def lesson() -> Lesson:
    return a_lesson(slug="samen-eten", title="Samen eten")


def passage(case: Initiative, start: int = 0, by: User | None = None) -> Passage:
    version: Any = case.published_version
    return mark(version, start, start + 20, by=by)


def page(user: User, address: str) -> Any:
    response = signed_in(user).get(address)
    assert response.status_code == 200
    return html.fromstring(response.content)


def cell_of(document: Any, row: str, case: str) -> Any:
    """The cell under the head of a case, in the line of a row."""
    heads = [each.get("data-slug") for each in document.xpath("//thead//th")]
    (line,) = document.xpath(f'//tr[@data-row="{row}"]')
    return line.xpath("./*")[heads.index(case)]


def state(user: User, row: str, case: str, address: str = MATRIX) -> str:
    return str(cell_of(page(user, address), row, case).get("data-state"))


def test_found_looked_for_and_nobody_are_told_apart(case: Initiative, lesson: Lesson, fatma: User, carla: User) -> None:
    a_case(slug="moestuin")
    a_case(slug="koor")
    weighing.propose(lesson, passage(case), stance=Stance.SUPPORTS, note="", by=carla)
    weighing.propose(lesson, passage(case, 5), stance=Stance.CONTRADICTS, note="", by=fatma)
    Looked.objects.create(
        initiative=Initiative.objects.get(slug="moestuin"),
        version=InitiativeVersion.objects.get(record__slug="moestuin"),
        lesson=lesson,
        by=fatma,
    )
    document = page(fatma, MATRIX)
    cells = {slug: cell_of(document, "samen-eten", slug) for slug in ("eettafel", "moestuin", "koor")}

    assert {slug: cell.get("data-state") for slug, cell in cells.items()} == {
        "eettafel": "found",
        "moestuin": "looked",
        "koor": "nobody",
    }
    signs = {slug: cell.xpath('string(.//*[@aria-hidden="true"])') for slug, cell in cells.items()}
    assert signs == {"eettafel": "+1 −1*", "moestuin": "∅", "koor": "?"}  # not told apart by colour alone
    words = {cell.xpath('string(.//*[@class="visually-hidden"])') for cell in cells.values()}
    assert len(words) == 3
    assert all(each.strip() for each in words)


def test_it_is_a_table_with_heads(case: Initiative, lesson: Lesson, fatma: User) -> None:
    document = page(fatma, MATRIX)

    assert document.xpath("//table/caption")
    assert [each.get("scope") for each in document.xpath("//thead//th")] == ["col", "col"]
    assert document.xpath('//tr[@data-row="samen-eten"]/th[@scope="row"]')


def test_drafts_of_lessons_are_rows_too(case: Initiative, fatma: User) -> None:
    a_lesson_draft(slug="in-de-maak", title="In de maak")

    assert state(fatma, "in-de-maak", "eettafel") == "nobody"


def test_dropped_evidence_is_not_found(case: Initiative, lesson: Lesson, carla: User) -> None:
    evidence = weighing.propose(lesson, passage(case), stance=Stance.SUPPORTS, note="", by=carla)
    weighing.drop(evidence, because="Past niet.", by=carla)

    assert state(carla, "samen-eten", "eettafel") == "nobody"


def test_themes_count_passages_and_say_what_the_case_says(case: Initiative, fatma: User, carla: User) -> None:
    theme = Theme.objects.get(slug="ontmoeting")
    found = passage(case)
    weighing.code(found, theme, note="", by=fatma)
    weighing.code(found, theme, note="", by=carla)
    document = page(fatma, f"{MATRIX}?wat=themas")

    assert cell_of(document, "ontmoeting", "eettafel").xpath('string(.//*[@aria-hidden="true"])') == "1 ●"
    assert cell_of(document, "eten", "eettafel").get("data-state") == "nobody"


def test_cases_are_those_of_the_catalogue_with_the_same_question(case: Initiative, lesson: Lesson, fatma: User) -> None:
    a_case(slug="groen", themes=["groen"])
    document = page(fatma, f"{MATRIX}?thema=groen&thema=bestaat-niet&sorteer=titel")

    assert document.xpath("//thead//th/@data-slug") == ["groen"]
    assert "bestaat-niet" in document.text_content()
    (link,) = {each.get("href") for each in document.xpath("//tbody//td/a")}
    assert link.endswith("/werkplek/matrix/lessen/samen-eten/groen/?thema=groen&sorteer=titel&wat=lessen")


def test_pages_of_cases_and_of_rows(lesson: Lesson, fatma: User) -> None:
    for number in range(21):
        a_case(slug=f"zaak-{number}")
    for number in range(50):
        a_lesson_draft(slug=f"les-nummer-{number:02}", title=f"Zo {number:02}")

    assert len(page(fatma, MATRIX).xpath("//thead//th/@data-slug")) == 20
    assert len(page(fatma, f"{MATRIX}?pagina=2").xpath("//thead//th/@data-slug")) == 1
    assert len(page(fatma, MATRIX).xpath("//tbody/tr")) == 50
    assert len(page(fatma, f"{MATRIX}?rijenblad=2&pagina=2").xpath("//tbody/tr")) == 1
    client = signed_in(fatma)
    assert client.get(f"{MATRIX}?pagina=3").status_code == 404
    assert client.get(f"{MATRIX}?rijenblad=3").status_code == 404


@pytest.mark.parametrize(
    "query", ["wat=onzin", "rijenblad=x", "rijenblad=-1", "rijenblad=٣", "wat=%00", "pagina=%00", "q=%00"]
)
def test_nonsense_is_left_out(case: Initiative, lesson: Lesson, fatma: User, query: str) -> None:
    assert signed_in(fatma).get(f"{MATRIX}?{query}").status_code == 200


# ---------------------------------------------------------------- saying that nothing was found
CELL = "/werkplek/matrix/lessen/samen-eten/eettafel/"


def test_a_researcher_says_that_nothing_was_found_and_takes_it_back(
    case: Initiative, lesson: Lesson, fatma: User
) -> None:
    client = signed_in(fatma)
    response = client.post(f"{CELL}?wat=lessen", {"note": "Ook op zijn kop gelezen."})
    assert (response.status_code, response["Location"]) == (302, f"{CELL}?wat=lessen")
    looked = Looked.objects.get()
    assert (looked.by, looked.version, looked.note) == (fatma, case.published_version, "Ook op zijn kop gelezen.")
    assert state(fatma, "samen-eten", "eettafel") == "looked"
    assert "op zijn kop" in client.get(CELL).content.decode()

    client.post(CELL, {"step": "terugnemen"})
    assert not Looked.objects.exists()


def test_the_last_who_looked_counts(case: Initiative, lesson: Lesson, fatma: User, carla: User) -> None:
    signed_in(fatma).post(CELL, {"note": "eerst"})
    signed_in(carla).post(CELL, {"note": "later"})

    assert [(each.by, each.note) for each in Looked.objects.all()] == [(carla, "later")]


def test_nobody_takes_back_what_somebody_else_said_but_an_editor(
    case: Initiative, lesson: Lesson, fatma: User, carla: User
) -> None:
    signed_in(fatma).post(CELL)
    signed_in(a_person(Role.RESEARCHER)).post(CELL, {"step": "terugnemen"})
    assert Looked.objects.count() == 1

    signed_in(carla).post(CELL, {"step": "terugnemen"})
    assert not Looked.objects.exists()


def test_a_passage_overrules_it(case: Initiative, lesson: Lesson, fatma: User) -> None:
    signed_in(fatma).post(CELL)
    weighing.propose(lesson, passage(case), stance=Stance.NUANCES, note="Toch.", by=fatma)

    assert state(fatma, "samen-eten", "eettafel") == "found"
    assert "Toch." in signed_in(fatma).get(CELL).content.decode()


def test_it_cannot_be_said_where_there_are_passages(case: Initiative, lesson: Lesson, fatma: User) -> None:
    weighing.propose(lesson, passage(case), stance=Stance.NUANCES, note="", by=fatma)
    signed_in(fatma).post(CELL)

    assert not Looked.objects.exists()


def test_it_says_when_a_newer_version_came_out(case: Initiative, lesson: Lesson, fatma: User, carla: User) -> None:
    client = signed_in(fatma)
    client.post(CELL)
    assert b"data-older" not in client.get(CELL).content
    draft: Any = cases.open_draft(case, by=carla)
    draft.body = "<p>Iets nieuws.</p>"
    draft.save()
    cases.publish(draft, by=None)

    assert b"data-older" in client.get(CELL).content


def test_a_note_that_is_too_long_is_refused_with_what_was_typed(case: Initiative, lesson: Lesson, fatma: User) -> None:
    response = signed_in(fatma).post(CELL, {"note": "x" * 2001})

    assert response.status_code == 422
    assert "x" * 2001 in response.content.decode()
    assert not Looked.objects.exists()


def test_themes_can_be_looked_for_and_merged(case: Initiative, fatma: User, carla: User) -> None:
    merged, kept = Theme.objects.get(slug="eten"), Theme.objects.get(slug="groen")
    for slug in ("eten", "groen"):
        signed_in(fatma).post(f"/werkplek/matrix/themas/{slug}/eettafel/")
    merge_terms(merged, into=kept, by=carla)

    assert [each.theme for each in Looked.objects.all()] == [kept]


@pytest.mark.parametrize(
    "address",
    [
        "/werkplek/matrix/onzin/samen-eten/eettafel/",
        "/werkplek/matrix/lessen/bestaat-niet/eettafel/",
        "/werkplek/matrix/lessen/samen-eten/bestaat-niet/",
        "/werkplek/matrix/lessen/samen-eten/concept/",
    ],
)
def test_a_cell_that_is_not_there(case: Initiative, lesson: Lesson, fatma: User, address: str) -> None:
    assert signed_in(fatma).get(address).status_code == 404


def test_a_withdrawn_case_has_no_cells(case: Initiative, lesson: Lesson, fatma: User, carla: User) -> None:
    cases.withdraw(case, by=carla, reason="Op verzoek.")

    assert signed_in(fatma).get(CELL).status_code == 404
    assert page(fatma, MATRIX).xpath("//thead//th/@data-slug") == []


# ---------------------------------------------------------------- files
def test_the_files_hold_all_that_was_asked(case: Initiative, lesson: Lesson, fatma: User, carla: User) -> None:
    for number in range(25):
        a_case(slug=f"zaak-{number}", title="=1+1")
    weighing.propose(lesson, passage(case), stance=Stance.SUPPORTS, note="", by=carla)
    signed_in(fatma).post("/werkplek/matrix/lessen/samen-eten/zaak-3/")
    client = signed_in(fatma)
    answer: Any = client.get("/werkplek/matrix.csv?wat=lessen&pagina=2")
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode())))
    by_slug = {row[0]: row for row in rows}

    assert rows[0] == ["slug", "titel", "gemeente", "samen-eten"]
    assert len(rows) == 27
    assert by_slug["zaak-3"][1] == "'=1+1"
    assert by_slug["eettafel"][3].startswith("1 ")
    assert by_slug["zaak-3"][3]
    assert by_slug["zaak-4"][3] == ""

    workbook: Any = client.get("/werkplek/matrix.xlsx?wat=themas&thema=ontmoeting")
    with zipfile.ZipFile(io.BytesIO(b"".join(workbook.streaming_content))) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert sheet.count("<row>") == 2


# ---------------------------------------------------------------- cost
def many(lessons: int, passages: int, case: Initiative, by: User) -> None:
    version: Any = case.published_version
    for number in range(Lesson.objects.count(), lessons):
        a_lesson_draft(slug=f"les-nummer-{number}", title=f"Les {number}")
    keys = list(Lesson.objects.values_list("pk", flat=True))
    made = Passage.objects.bulk_create(
        Passage(version=version, start=number, end=number + 1, exact="x", by=by)
        for number in range(Passage.objects.count(), passages)
    )
    PassagePlace.objects.bulk_create(
        PassagePlace(passage=each, version=version, state="gevonden", start=each.start, end=each.end, exact="x")
        for each in made
    )
    Evidence.objects.bulk_create(
        Evidence(lesson_id=keys[number % len(keys)], passage=each, stance=Stance.SUPPORTS, by=by)
        for number, each in enumerate(made)
    )
    theme = Theme.objects.get(slug="ontmoeting")
    Coding.objects.bulk_create(Coding(passage=each, theme=theme, by=by) for each in made)


def test_queries_do_not_grow_with_500_lessons_and_20000_passages(
    case: Initiative, lesson: Lesson, fatma: User, carla: User
) -> None:
    addresses = (MATRIX, f"{MATRIX}?wat=themas", CELL, "/werkplek/naast-elkaar/?casus=eettafel&casus=ander")
    a_case(slug="ander")
    client = signed_in(fatma)

    def queries() -> list[int]:
        numbers = []
        for address in addresses:
            client.get(address)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address).status_code == 200
            numbers.append(len(captured))
        return numbers

    many(2, 10, case, carla)
    few = queries()
    many(500, 20_000, case, carla)

    assert queries() == few
    assert max(few) <= 16
