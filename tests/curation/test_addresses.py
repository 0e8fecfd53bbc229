"""Addresses that no record gets, since another page of the site is there."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import resolve

from accounts.models import User
from curation.addresses import taken_by_pages
from curation.first_drafts import free_slug
from initiatives.models import Initiative, Keyword, Theme
from initiatives.vocabulary_workflow import promote_keyword
from lessons.models import Lesson
from publications.models import Publication
from tests.administration import signed_in

pytestmark = pytest.mark.django_db

TAKEN = ("feed", "facet", "nieuw")


def test_every_page_in_the_place_of_a_record_is_known() -> None:
    assert resolve("/lessen/feed/").url_name == "lesson_feed"
    assert resolve("/publicaties/facet/v1/").url_name == "publication_facet"
    assert taken_by_pages() >= set(TAKEN)
    assert taken_by_pages().isdisjoint({"soep", "v1", "lessen", "atom"})


@pytest.mark.parametrize("word", TAKEN)
def test_a_title_that_is_such_a_word_gets_a_number(word: str) -> None:
    for model in (Initiative, Lesson, Publication):
        assert free_slug(model, word.title()) == f"{word}-2"


@pytest.mark.parametrize("room", ["initiatives/initiative", "lessons/lesson", "publications/publication"])
def test_a_form_refuses_it(carla: User, room: str) -> None:
    model = {"initiative": Initiative, "lesson": Lesson, "publication": Publication}[room.split("/")[1]]
    record = model.objects.create(slug="eerst")

    page = signed_in(carla).post(f"/beheer/{room}/{record.pk}/change/", {"slug": "feed"})

    assert page.status_code == 200
    assert page.context["adminform"].form.errors["slug"]


def test_a_file_with_such_an_address_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "zaken.ndjson"
    file.write_text(json.dumps({"slug": "facet", "title": "Facet", "online": True}))

    with pytest.raises(CommandError):
        call_command("import_initiatives", str(file), stdout=io.StringIO(), stderr=io.StringIO())

    assert not Initiative.objects.filter(slug="facet").exists()


def test_a_case_from_a_file_without_address_gets_a_number(tmp_path: Path, client: Client) -> None:
    file = tmp_path / "zaken.ndjson"
    file.write_text(json.dumps({"title": "Facet", "online": True}))

    call_command("import_initiatives", str(file), "--publish", stdout=io.StringIO())

    assert client.get("/initiatieven/facet-2/v1/").status_code == 200


def test_a_theme_from_a_file_gets_a_number(tmp_path: Path) -> None:
    file = tmp_path / "zaken.ndjson"
    file.write_text(json.dumps({"title": "Zaak", "online": True, "themes": ["feed"]}))

    call_command("import_initiatives", str(file), "--create-terms", stdout=io.StringIO())

    assert Theme.objects.get(name="feed").slug == "feed-2"


def test_a_keyword_that_becomes_a_theme_gets_a_number(carla: User) -> None:
    keyword = Keyword.objects.create(name="feed", slug="feed")

    assert promote_keyword(keyword, by=carla).slug == "feed-2"
