"""Lessons and publications in /beheer/: the same forms and steps as cases, with what belongs to them."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from lessons.models import Lesson, LessonVersion
from publications.models import Publication, PublicationVersion
from tests.administration import errors_of, filled_form, said, signed_in
from tests.factories import a_case, a_lesson, a_lesson_draft, a_publication, a_publication_draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(carla: User) -> Client:
    return signed_in(carla)


def send(client: Client, where: str, button: str = "_continue", **changes: Any) -> Any:
    return client.post(where, filled_form(client.get(where)) | changes | {button: "1"}, follow=True)


def address(version: Any) -> str:
    return reverse(f"admin:{version._meta.app_label}_{version._meta.model_name}_change", args=[version.pk])


def test_a_lesson_with_its_case_and_source(editor: Client, carla: User) -> None:
    case = a_case(slug="tuin")

    send(
        editor,
        "/beheer/lessons/lessonversion/add/",
        title="Eerst onder elkaar",
        statement="Wie elkaar kent, helpt elkaar.",
        explanation="Omdat *dat* zo is.",
        audiences=["policy", "resident"],
        **{"initiative_rows-0-initiative": "https://voorbeeld.nl/initiatieven/tuin/", "sources-0-title": "Krant"},
    )

    version = LessonVersion.objects.get()
    assert version.record.slug == "eerst-onder-elkaar"
    assert version.explanation == "<p>Omdat <em>dat</em> zo is.</p>"
    assert version.audiences == ["policy", "resident"]
    assert version.initiative_rows.get().initiative == case
    assert version.sources.get().title == "Krant"
    assert list(version.authors.all()) == [carla]


def test_a_publication_in_a_series_with_cases_and_lessons(editor: Client) -> None:
    series, case, lesson = a_publication(slug="reeks", kind="podcast_series"), a_case(slug="tuin"), a_lesson(slug="les")

    response = send(
        editor,
        "/beheer/publications/publicationversion/add/",
        title="Aflevering",
        kind="podcast_episode",
        series="reeks",
        number_in_series="2",
        makers="Jansen, Pietersen",
        issued="maart 2021",
        **{"initiative_rows-0-initiative": "tuin", "lesson_rows-0-lesson": "/lessen/les/"},
    )

    assert errors_of(response) == {}
    version = PublicationVersion.objects.get(title="Aflevering")
    assert (version.series, version.number_in_series, version.issued) == (series, 2, "2021-03")
    assert version.makers == ["Jansen", "Pietersen"]
    assert version.initiative_rows.get().initiative == case
    assert version.lesson_rows.get().lesson == lesson


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "opera"}, "kind"),
        ({"series": "bestaat-niet"}, "series"),
        ({"issued": "ooit"}, "issued"),
        ({"initiative_rows-0-initiative": "bestaat-niet"}, "initiative_rows-0-initiative"),
        ({"sources-0-year": "2020"}, "sources-0-title"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(editor: Client, changes: dict[str, Any], field: str) -> None:
    response = send(editor, address(a_publication_draft()), **changes)

    assert set(errors_of(response)) == {field}


@pytest.mark.parametrize(
    "draft", [lambda: a_lesson_draft(explanation="<p>x</p>"), lambda: a_publication_draft(makers=["De Jong, A.", "B"])]
)
def test_saving_without_typing_changes_nothing(editor: Client, draft: Any) -> None:
    version = draft()
    before = type(version).objects.values().get()

    send(editor, address(version))

    after = type(version).objects.values().get()
    assert {**after, "changed_at": None} == {**before, "changed_at": None}
    assert not version.authors.exists()


@pytest.mark.parametrize("draft", [a_lesson_draft, a_publication_draft])
def test_they_are_published_withdrawn_and_restored(editor: Client, draft: Any) -> None:
    record = draft().record
    name = f"admin:{record._meta.app_label}_{record._meta.model_name}_step"

    for step, reason in [("indiening", ""), ("publicatie", ""), ("intrekking", "Op verzoek"), ("herstel", "")]:
        assert said(editor.post(reverse(name, args=[record.pk, step]), {"reason": reason}, follow=True)) == ["success"]

    record.refresh_from_db()
    assert record.is_public


def test_withdrawing_a_bundle_takes_it_from_the_filters(editor: Client) -> None:
    case = a_case(slug="tuin")
    bundle = a_publication(kind="bundle", initiatives=[case], slug="bundel")
    assert "tuin" in editor.get("/initiatieven/?bundel=bundel").content.decode()

    editor.post(
        reverse("admin:publications_publication_step", args=[bundle.pk, "intrekking"]), {"reason": "Op verzoek"}
    )

    case.entry.refresh_from_db()
    assert not any(code // 1_000_000 == 10 for code in case.entry.facets)


def test_a_published_version_can_only_be_read(editor: Client) -> None:
    for record in (a_lesson(), a_publication()):
        version = record.published_version

        assert editor.get(address(version)).status_code == 200
        assert editor.post(address(version), {"title": "Anders"}).status_code == 403

    assert Lesson.objects.count() == Publication.objects.count() == 1
