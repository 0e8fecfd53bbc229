"""Questions to the catalogue: how they are written, what is answered, and that the list it leads to says the same."""

import re
from typing import Any

import pytest
from django.test import Client

from publications.infographics.answer import Answer
from publications.infographics.asking import ask
from publications.infographics.question import Question, QuestionNotUnderstood
from tests.factories import a_case, a_lesson

pytestmark = pytest.mark.django_db
IN_THE_NORTH = {"provincie": ["friesland", "groningen"]}


@pytest.fixture(autouse=True)
def cases() -> None:
    a_case(municipality="GM0363", themes=["ontmoeting", "groen"], accommodations=[("", "buurthuis", "publiek")] * 2)
    a_case(municipality="GM0363", themes=["ontmoeting"], accommodations=[("", "horeca", "commercieel")])
    a_case(municipality="GM1900", themes=["groen"], started="2015")
    a_case(municipality="GM0014", started="2020-05")
    a_lesson(title="Eten verbindt", audiences=["policy"])
    a_lesson(title="Begin klein", audiences=["policy", "resident"])


def answered(**written: Any) -> Answer:
    return ask(Question.read({"of": "initiatives", **written}))


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ({"measure": "count"}, 4),
        ({"measure": "count", "filters": IN_THE_NORTH}, 2),
        ({"measure": "count", "filters": {"jaar_van": ["2016"]}}, 1),
        ({"measure": "count", "filters": {"thema": ["ontmoeting"], "ook": ["thema.groen"]}}, 1),
        ({"measure": "values", "facet": "gemeente"}, 3),
        ({"measure": "values", "facet": "gemeente", "filters": IN_THE_NORTH}, 2),
        ({"measure": "sum", "quantity": "accommodations"}, 3),
        ({"measure": "sum", "quantity": "accommodations", "filters": IN_THE_NORTH}, 0),
        ({"measure": "share", "part": {"thema": ["groen"]}}, 2),
        ({"measure": "share", "part": {"thema": ["groen"]}, "filters": {"thema": ["ontmoeting"]}}, 1),
        ({"of": "lessons", "measure": "count"}, 2),
        ({"of": "lessons", "measure": "count", "filters": {"voor_wie": ["resident"]}}, 1),
    ],
)
def test_a_figure_is_what_the_catalogue_has(written: dict[str, Any], value: int) -> None:
    assert answered(**written).value == value


def test_a_share_says_of_how_many_and_in_hundredths() -> None:
    answer = answered(measure="share", part={"thema": ["groen"]}, filters={"gemeente": ["amsterdam"]})

    assert (answer.value, answer.whole, answer.percentage) == (1, 2, 50)


def test_a_share_of_nothing_is_no_number() -> None:
    answer = answered(measure="share", part={"thema": ["groen"]}, filters={"gemeente": ["heerlen"]})

    assert (answer.value, answer.whole, answer.percentage) == (0, 0, None)


def test_a_top_list_is_ordered_cut_and_says_what_is_not_known() -> None:
    answer = answered(measure="top", facet="thema", limit=1)

    assert [(row.slug, row.value) for row in answer.rows] == [("ontmoeting", 2)]
    assert (answer.more, answer.missing, answer.total) == (1, 1, 4)


def test_a_top_list_counts_other_values_of_a_facet_that_is_asked_too() -> None:
    answer = answered(measure="top", facet="thema", filters={"thema": ["ontmoeting"]})

    assert {row.slug: row.value for row in answer.rows} == {"ontmoeting": 2, "groen": 1}


@pytest.mark.parametrize(
    "written",
    [
        {"measure": "count", "filters": {"q": ["buurt"]}},
        {"measure": "count", "filters": IN_THE_NORTH},
        {"measure": "share", "part": {"thema": ["groen"]}},
        {"measure": "share", "part": {"thema": ["groen"]}, "filters": {"thema": ["ontmoeting"]}},
        {"measure": "top", "facet": "thema", "filters": {"thema": ["ontmoeting"]}},
        {"measure": "top", "facet": "gemeente"},
        {"of": "lessons", "measure": "top", "facet": "voor_wie"},
        {"of": "lessons", "measure": "count"},
    ],
)
def test_the_list_that_an_answer_leads_to_has_as_many(client: Client, written: dict[str, Any]) -> None:
    answer = answered(**written)
    expected = {row.url: row.value for row in answer.rows} or {answer.url: answer.value}

    assert {url: totals_at(client, url) for url in expected} == expected


def totals_at(client: Client, url: str) -> int:
    found = re.search(r'data-total="(\d+)"', client.get(url).content.decode())
    return int(found[1]) if found else -1


def test_an_answer_is_told_in_both_languages_and_kept_as_json() -> None:
    answer = answered(measure="top", facet="thema")

    assert Answer.read(answer.written()) == answer
    assert set(answer.said) == {"nl", "en"} == set(answer.rows[0].names)
    assert answer.said["nl"].alternative != answer.said["en"].alternative


@pytest.mark.parametrize(
    "written",
    [
        "29",
        {"measure": "count"},
        {"measure": "guess", "of": "initiatives"},
        {"measure": "top", "of": "initiatives"},
        {"measure": "share", "of": "initiatives"},
        {"measure": "sum", "of": "initiatives"},
        {"measure": "top", "of": "initiatives", "facet": "thema", "limit": True},
        {"measure": "top", "of": "initiatives", "facet": "thema", "limit": 0},
        {"measure": "count", "of": "initiatives", "filters": {"thema": "groen"}},
        {"measure": "count", "of": "initiatives", "colour": "red"},
        {"measure": "count", "of": ["initiatives"]},
    ],
)
def test_what_is_no_question_is_refused_in_words(written: Any) -> None:
    with pytest.raises(QuestionNotUnderstood) as refused:
        Question.read(written)

    assert all(refused.value.problems)


@pytest.mark.parametrize(
    "written",
    [
        {"measure": "count", "of": "people"},
        {"measure": "count", "filters": {"thema": ["bestaat-niet"]}},
        {"measure": "count", "filters": {"sorteer": ["titel"]}},
        {"measure": "count", "filters": {"jaar_van": ["abc"]}},
        {"measure": "share", "part": {"q": ["buurt"]}},
        {"measure": "share", "part": {"thema": ["bestaat-niet"]}},
        {"measure": "top", "facet": "kleur"},
        {"measure": "sum", "quantity": "euros"},
    ],
)
def test_what_the_catalogue_does_not_know_is_not_answered(written: dict[str, Any]) -> None:
    with pytest.raises(QuestionNotUnderstood):
        answered(**written)
