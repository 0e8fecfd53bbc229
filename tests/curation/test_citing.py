"""Citations that reference managers read: what they say, and that odd titles break none of them."""

import json

import pytest
from django.test import Client

from tests.factories import a_case, a_lesson, a_publication

pytestmark = pytest.mark.django_db
ODD = "Soep & {brood} 100% \\ #1 $5 _nu_ ~ ^"


def test_csl_json_says_what_one_cites(client: Client) -> None:
    case = a_case(title=ODD)

    [said] = json.loads(client.get(f"{case.get_absolute_url()}v1/citeren.json").content)

    assert said["title"] == ODD
    assert said["type"] == "webpage"
    assert said["URL"].endswith(f"{case.get_absolute_url()}v1/")
    assert said["version"] == "1"


def test_ris_has_a_line_for_each_thing_and_ends(client: Client) -> None:
    film = a_publication(title="Twee\u2028regels", kind="film", makers=["Cinedoc", "Fatma"])

    lines = client.get(f"{film.get_absolute_url()}v1/citeren.ris").content.decode().split("\r\n")

    said = [line.split("  - ", 1) for line in lines if line]
    assert said[0] == ["TY", "VIDEO"]
    assert [value for name, value in said if name == "AU"] == ["Cinedoc", "Fatma"]
    assert said[-1][0] == "ER"
    assert ["TI", "Twee regels"] in said


def test_bibtex_keeps_its_braces_in_balance(client: Client) -> None:
    lesson = a_lesson(title=ODD)

    said = client.get(f"{lesson.get_absolute_url()}v1/citeren.bib").content.decode()

    assert said.startswith(f"@misc{{{lesson.slug}-v1,")
    unescaped = said.replace(r"\{", "").replace(r"\}", "")
    assert unescaped.count("{") == unescaped.count("}")
    assert r"Soep \& \{brood\} 100\%" in said


def test_who_drew_a_lesson_is_its_maker_in_words_and_for_programs(client: Client) -> None:
    lesson = a_lesson(drawn_by="Fatma")

    assert client.get(lesson.get_absolute_url()).context["citation"].startswith("Fatma. ")
    [said] = json.loads(client.get(f"{lesson.get_absolute_url()}v1/citeren.json").content)
    assert said["author"] == [{"literal": "Fatma"}]


@pytest.mark.parametrize("ending", ["bib", "ris", "json"])
def test_a_version_that_is_not_there_has_no_citation(client: Client, ending: str) -> None:
    assert client.get(f"{a_case().get_absolute_url()}v2/citeren.{ending}").status_code == 404
