"""The public page of a publication: its parts, versions and former addresses."""

import pytest
from django.test import Client

from publications import workflow
from publications.models import Kind, Publication
from tests.factories import a_case, a_lesson, a_lesson_draft, a_publication, a_publication_draft

pytestmark = pytest.mark.django_db


def test_a_series_shows_its_published_parts(client: Client) -> None:
    series = a_publication(slug="reeks", kind=Kind.PODCAST_SERIES)
    a_publication(slug="deel", kind=Kind.PODCAST_EPISODE, series=series)
    a_publication_draft(slug="concept", kind=Kind.PODCAST_EPISODE, series=series)

    assert [part.slug for part in client.get("/publicaties/reeks/").context["parts"]] == ["deel"]


def test_it_names_what_visitors_may_see_only(client: Client) -> None:
    draft = a_lesson_draft().record
    a_publication(slug="artikel", initiatives=[a_case(slug="zaak")], lessons=[a_lesson(slug="les"), draft])

    shown = client.get("/publicaties/artikel/").context["version"]

    assert [entry.slug for entry in shown.public_cases] == ["zaak"]
    assert [lesson.slug for lesson in shown.public_lessons] == ["les"]


def test_an_earlier_version_stays_and_a_former_address_redirects(client: Client) -> None:
    publication = a_publication(slug="oud", title="Eerst")
    draft = workflow.open_draft(publication, by=None)
    workflow.publish(draft, by=None)
    workflow.change_slug(Publication.objects.get(pk=publication.pk), "nieuw", by=None)

    moved = client.get("/publicaties/oud/v1/")

    assert (moved.status_code, moved.headers["Location"]) == (301, "/publicaties/nieuw/v1/")
    assert client.get("/publicaties/nieuw/v1/").context["is_current"] is False
    assert client.get("/publicaties/nieuw/").context["is_current"] is True


def test_what_belongs_to_it_keeps_its_order(client: Client) -> None:
    version = a_publication(slug="artikel").published_version
    for key, title in ((1_000_002, "twee"), (1_000_001, "een")):  # the database may keep them in any order
        version.sources.create(pk=key, title=title)
        version.lesson_rows.create(pk=key, lesson=a_lesson(slug=title))

    shown = client.get("/publicaties/artikel/").context["version"]

    assert [source.title for source in shown.sources.all()] == ["een", "twee"]
    assert [lesson.slug for lesson in shown.public_lessons] == ["een", "twee"]
