"""The evidence of a lesson as Web Annotations: what visitors may see, with the words where they stand, and no names."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from initiatives import workflow as cases
from initiatives.models import Initiative
from initiatives.reading_text import reading_text
from lessons import weighing
from lessons import workflow as lessons
from lessons.marking import mark
from lessons.models import Evidence, Lesson, Stance
from tests.administration import signed_in
from tests.factories import a_case, a_lesson, a_lesson_draft

pytestmark = pytest.mark.django_db

STORY = "<p>🍲 Elke week eten 𝒷𝓊𝓇𝑒𝓃 samen.</p><p>De gemeente betaalt de huur.</p>"


@pytest.fixture
def case() -> Initiative:
    return a_case(slug="eettafel", body=STORY)


@pytest.fixture
def lesson() -> Lesson:
    return a_lesson(slug="samen-eten", title="Samen eten")


@pytest.fixture
def evidence(case: Initiative, lesson: Lesson, carla: User) -> Evidence:
    return propose(case, lesson, "𝒷𝓊𝓇𝑒𝓃 samen", carla, note="Zie ook de keuken.")


def propose(case: Initiative, lesson: Lesson, words: str, by: User | None, note: str = "") -> Evidence:
    version: Any = case.published_version
    start = reading_text(version).text.index(words)
    passage = mark(version, start, start + len(words), by=by)
    return weighing.propose(lesson, passage, stance=Stance.NUANCES, note=note, by=by)


def read(address: str, client: Client | None = None) -> Any:
    response = (client or Client()).get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
    return json.loads(response.content)


def test_it_gives_the_words_where_they_stand(evidence: Evidence, case: Initiative, carla: User) -> None:
    collection = read("/lessen/samen-eten/onderbouwing.jsonld")
    version: Any = case.published_version
    text = reading_text(version).text
    (item,) = collection["first"]["items"]
    quote, position = item["target"]["selector"]

    assert collection["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert (collection["type"], collection["total"], collection["label"]) == ("AnnotationCollection", 1, "Samen eten")
    assert item["target"]["source"].endswith("/initiatieven/eettafel/v1/")
    assert item["target"]["state"]["sourceDate"].endswith("Z")
    assert text[position["start"] : position["end"]] == quote["exact"] == "𝒷𝓊𝓇𝑒𝓃 samen"
    assert text.startswith(quote["prefix"] + quote["exact"] + quote["suffix"])
    assert [body["purpose"] for body in item["body"]] == ["linking", "tagging", "commenting"]
    assert item["body"][0]["source"].endswith("/lessen/samen-eten/")
    assert item["body"][2]["value"] == "Zie ook de keuken."
    assert (item["stance"], item["passageState"]) == ("nuances", "gevonden")
    assert item["creator"] == {"type": "Person", "role": "editor"}
    assert item["created"] <= item["modified"]


def test_it_names_nobody(evidence: Evidence, carla: User) -> None:
    said = Client().get("/lessen/samen-eten/onderbouwing.jsonld").content.decode()

    assert carla.name not in said
    assert carla.email not in said


def test_proposals_and_what_was_dropped_are_not_public(
    case: Initiative, lesson: Lesson, evidence: Evidence, fatma: User, carla: User
) -> None:
    propose(case, lesson, "De gemeente betaalt", fatma)
    assert read("/lessen/samen-eten/onderbouwing.jsonld")["total"] == 1

    weighing.drop(evidence, because="Past niet.", by=carla)
    assert read("/lessen/samen-eten/onderbouwing.jsonld")["total"] == 0
    assert read("/lessen/samen-eten/onderbouwing.jsonld", signed_in(carla))["total"] == 0


def test_what_is_withdrawn_is_left_out(evidence: Evidence, case: Initiative, lesson: Lesson, carla: User) -> None:
    cases.withdraw(case, by=carla, reason="Op verzoek.")
    assert read("/lessen/samen-eten/onderbouwing.jsonld")["total"] == 0
    assert Client().get(reverse("passage_annotations", args=[evidence.passage_id])).status_code == 404

    lessons.withdraw(lesson, by=carla, reason="Vervallen.")
    assert Client().get("/lessen/samen-eten/onderbouwing.jsonld").status_code == 410


def test_a_draft_does_not_exist_and_an_old_address_leads_on(evidence: Evidence, lesson: Lesson, carla: User) -> None:
    a_lesson_draft(slug="in-de-maak")
    assert Client().get("/lessen/in-de-maak/onderbouwing.jsonld").status_code == 404

    lessons.change_slug(lesson, "aan-tafel", by=carla)
    response = Client().get("/lessen/samen-eten/onderbouwing.jsonld")
    assert (response.status_code, response["Location"]) == (301, "/lessen/aan-tafel/onderbouwing.jsonld")


def test_a_passage_says_all_that_it_bears_on(evidence: Evidence, case: Initiative, carla: User) -> None:
    other = a_lesson(slug="een-ander")
    weighing.propose(other, evidence.passage, stance=Stance.SUPPORTS, note="", by=None)
    page = read(f"/fragmenten/{evidence.passage_id}.jsonld")

    assert page["type"] == "AnnotationPage"
    assert {item["body"][0]["source"].split("/")[-2] for item in page["items"]} == {"samen-eten", "een-ander"}
    assert {item["creator"]["type"] for item in page["items"]} == {"Person", "Organization"}
    assert all(item["id"].startswith(page["id"]) for item in page["items"])


def test_a_passage_that_bears_on_nothing_public_does_not_exist(case: Initiative, carla: User) -> None:
    version: Any = case.published_version
    passage = mark(version, 2, 20, by=carla)

    assert Client().get(f"/fragmenten/{passage.pk}.jsonld").status_code == 404
    assert Client().get("/fragmenten/999999999999999999999.jsonld").status_code == 404


def test_words_removed_at_request_have_no_place(evidence: Evidence) -> None:
    type(evidence.passage).objects.filter(pk=evidence.passage_id).update(start=None, end=None, exact="[verwijderd]")
    (item,) = read("/lessen/samen-eten/onderbouwing.jsonld")["first"]["items"]

    assert "selector" not in item["target"]


def test_visitors_may_keep_it_and_it_costs_as_much_with_much_evidence(
    evidence: Evidence, case: Initiative, lesson: Lesson
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            response = Client().get("/lessen/samen-eten/onderbouwing.jsonld")
        assert response["ETag"]
        assert not response.cookies
        return len(captured)

    few = queries()
    version: Any = case.published_version
    for start in range(2, 22):
        passage = mark(version, start, start + 20, by=None)
        weighing.propose(lesson, passage, stance=Stance.SUPPORTS, note="", by=None)

    assert queries() <= few
