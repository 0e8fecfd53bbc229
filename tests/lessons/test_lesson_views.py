"""The public page of a lesson, its versions and former addresses."""

import pytest
from django.test import Client

from lessons import workflow
from lessons.models import Lesson
from tests.factories import a_case, a_lesson, a_lesson_draft

pytestmark = pytest.mark.django_db


def test_an_earlier_version_stays_and_says_so(client: Client) -> None:
    lesson = a_lesson(slug="les", statement="Eerst dit.")
    draft = workflow.open_draft(lesson, by=None)
    draft.statement = "Later dat."
    draft.save()
    workflow.publish(draft, by=None)

    first, now = client.get("/lessen/les/v1/"), client.get("/lessen/les/")

    assert (first.context["version"].statement, first.context["is_current"]) == ("Eerst dit.", False)
    assert (now.context["version"].statement, now.context["is_current"]) == ("Later dat.", True)
    assert client.get("/lessen/les/v3/").status_code == 404


def test_a_former_address_redirects_and_a_draft_does_not_exist(client: Client) -> None:
    workflow.change_slug(a_lesson(slug="oud"), "nieuw", by=None)
    a_lesson_draft(slug="concept")

    moved = client.get("/lessen/oud/v1/")

    assert (moved.status_code, moved.headers["Location"]) == (301, "/lessen/nieuw/v1/")
    assert client.get("/lessen/concept/").status_code == 404


def test_a_withdrawn_one_says_why(client: Client) -> None:
    lesson = a_lesson(slug="les")
    workflow.withdraw(Lesson.objects.get(pk=lesson.pk), by=None, reason="Het klopte niet.")

    response = client.get("/lessen/les/")

    assert response.status_code == 410
    assert "Het klopte niet." in response.content.decode()


def test_what_belongs_to_it_keeps_its_order(client: Client) -> None:
    version = a_lesson(slug="les").published_version
    for key, title in ((1_000_002, "twee"), (1_000_001, "een")):  # the database may keep them in any order
        version.sources.create(pk=key, title=title)
        version.initiative_rows.create(pk=key, initiative=a_case(slug=title))

    shown = client.get("/lessen/les/").context["version"]

    assert [source.title for source in shown.sources.all()] == ["een", "twee"]
    assert [entry.slug for entry in shown.public_cases] == ["een", "twee"]
