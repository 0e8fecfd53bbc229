"""One box for everything, at /zoeken/, and suggestions while typing."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from initiatives import workflow
from initiatives.models import Theme
from initiatives.projection import rebuild
from initiatives.vocabulary_workflow import save_term
from lessons.workflow import withdraw
from tests.factories import a_case, a_lesson, a_publication

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _findable() -> None:
    rebuild()


def slugs(response: Any) -> list[str]:
    return re.findall(r'data-slug="([^"]+)"', response.content.decode())


def labels(response: Any) -> list[str]:
    return [result["label"] for result in response.json()["results"]]


def test_it_finds_every_kind_by_its_title(client: Client) -> None:
    a_case(slug="soepkeuken", title="De soepkeuken")
    a_lesson(slug="soep-verbindt", title="Soep verbindt")
    a_publication(slug="soepboek", title="Het grote soepboek")

    assert slugs(client.get("/zoeken/", {"q": "soep"})) == ["soep-verbindt", "soepboek", "soepkeuken"]
    assert slugs(client.get("/zoeken/", {"q": "Súdwest-Fryslân"}))[0] == "sudwest-fryslan"
    assert "ontmoeting" in slugs(client.get("/zoeken/", {"q": "ontmoeting"}))


def test_a_former_municipality_leads_to_the_one_of_today(client: Client) -> None:
    assert slugs(client.get("/zoeken/", {"q": "Bolsward"})) == ["sudwest-fryslan"]


def test_a_publication_is_found_by_its_kind_whatever_language_its_editor_speaks(client: Client) -> None:
    with override("en"):
        kind = a_publication(slug="boek", title="Vijftig keer samen").published_version.get_kind_display()
    with override("nl"):
        soort = a_publication(slug="ander", title="Elders").published_version.get_kind_display()

    assert kind != soort
    assert set(slugs(client.get("/zoeken/", {"q": soort}))) == {"boek", "ander"}


def test_a_typing_error_is_forgiven_and_named(client: Client) -> None:
    response = client.get("/zoeken/", {"q": "Sudwest Frislan"})

    assert slugs(response) == ["sudwest-fryslan"]
    assert response.context["found"].meant == "Sudwest fryslan"
    assert "q=Sudwest%20fryslan" in response.content.decode() or "q=Sudwest+fryslan" in response.content.decode()


def test_what_is_withdrawn_is_no_longer_found(client: Client) -> None:
    lesson = a_lesson(slug="soep-verbindt", title="Soep verbindt")
    case = a_case(slug="soepkeuken", title="De soepkeuken")
    withdraw(lesson, by=None, reason="Op verzoek.")
    workflow.withdraw(case, by=None, reason="Op verzoek.")

    assert slugs(client.get("/zoeken/", {"q": "soep"})) == []


def test_a_new_synonym_finds_the_theme_and_what_is_about_it(client: Client) -> None:
    a_case(slug="een", title="Een", themes=["ontmoeting"])
    a_lesson(slug="les", title="Les", themes=["ontmoeting"])
    theme = Theme.objects.get(slug="ontmoeting")
    theme.synonyms = [*theme.synonyms, "samenkomsten"]
    save_term(theme, by=None)

    response = client.get("/zoeken/", {"q": "samenkomst"})

    assert sorted(slugs(response)) == ["een", "les", "ontmoeting"]
    assert response.context["found"].cases[0].finding.reasons


@pytest.mark.parametrize(
    "words", ["", "   ", "-", '"', "or", "\ud800".encode("utf-8", "replace").decode(), "x" * 10_000]
)
def test_nothing_that_is_typed_is_an_error(client: Client, words: str) -> None:
    assert client.get("/zoeken/", {"q": words}).status_code == 200
    assert client.get("/zoeken/suggesties/", {"q": words}).status_code == 200


def test_its_number_of_queries_is_fixed(client: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    for number in range(3):
        a_case(slug=f"soep-{number}", title=f"Soep {number}")
        a_lesson(slug=f"les-{number}", title=f"Soep {number}")
    client.get("/zoeken/?q=soep")

    with django_assert_max_num_queries(4):
        client.get("/zoeken/?q=soep")


def test_suggestions_complete_the_last_word(client: Client) -> None:
    a_case(slug="kracht", title="Krachtstation Kanaleneiland")
    a_lesson(slug="les", title="Kracht van de buurt")

    assert labels(client.get("/zoeken/suggesties/", {"q": "krach"})) == [
        "Krachtstation Kanaleneiland",
        "Kracht van de buurt",
    ]
    assert labels(client.get("/zoeken/suggesties/", {"q": "krachtstation kana"})) == ["Krachtstation Kanaleneiland"]
    assert labels(client.get("/zoeken/suggesties/", {"q": "heerl"})) == ["Heerlen"]
    assert labels(client.get("/zoeken/suggesties/", {"q": "zzzz"})) == []


def test_a_suggestion_leads_somewhere(client: Client) -> None:
    a_case(slug="kracht", title="Krachtstation")

    [suggestion] = client.get("/zoeken/suggesties/", {"q": "krachts"}).json()["results"]

    assert client.get(suggestion["address"]).status_code == 200
