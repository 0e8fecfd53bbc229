"""No page of the administration asks more of the database when there is more to show."""

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from curation.models import EditorialPolicy
from initiatives.models import Actor, ActorKind, Initiative, InitiativeVersion, InvolvementRole, Keyword, Theme
from initiatives.vocabulary_workflow import merge_terms
from initiatives.workflow import open_draft, submit
from lessons.models import Lesson
from lessons.workflow import open_draft as open_lesson_draft
from publications.models import Publication
from publications.workflow import open_draft as open_publication_draft
from tests.administration import signed_in
from tests.factories import a_case, a_draft, a_lesson, a_person, a_publication

pytestmark = pytest.mark.django_db
READ_ONLY_OR_ELSEWHERE = {"initiativeversion", "lessonversion", "publicationversion", "editorialpolicy"}
MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)
LISTED = [model for model in MODELS if model._meta.model_name not in READ_ONLY_OR_ELSEWHERE]


def more(number: int, *, by: User) -> None:
    """More of everything, some of it in each state."""
    for _each in range(number):
        owner = a_person(Role.RESEARCHER)
        count = Actor.objects.count()
        case = a_case(
            by=owner,
            themes=["ontmoeting", "omzien"],
            target_groups=["jongeren"],
            community_work=["opbouwwerker"],
            actors=[(f"Actor {count}", "welzijn"), (f"Groep {count}", "zorg")],
            accommodations=[("Zaal", "buurthuis", "publiek")],
            sources=["https://voorbeeld.nl/"],
        )
        version: Any = case.published_version
        version.keywords.add(f"woord {count}", f"term {count}")
        submit(open_draft(case, by=owner), by=owner)
        a_draft(by=owner, incomplete=True)
        lesson = a_lesson()
        open_lesson_draft(lesson, by=owner)
        publication = a_publication(initiatives=[case], lessons=[lesson], kind="bundle")
        open_publication_draft(publication, by=owner)
        merge_terms(Actor.objects.get(name=f"Groep {count}"), into=Actor.objects.get(name=f"Actor {count}"), by=by)
        LogEntry.objects.log_actions(by.pk, [case], 2, change_message="x", single_object=True)


def grow(record: Any) -> None:
    """More of what belongs to one record: versions, rows, history."""
    draft = record.versions.open().get()
    if isinstance(draft, InitiativeVersion):
        for number, actor in enumerate(Actor.objects.filter(merged_into=None)[:3]):
            role = InvolvementRole.objects.all()[number]
            draft.involvements.create(actor=actor, role=role)
            draft.accommodations.create(name=f"Zaal {number}")
        draft.target_groups.add(*type(draft).target_groups.rel.model.objects.all()[:5])
    else:
        cases = Initiative.objects.exclude(pk__in=draft.initiative_rows.values("initiative"))
        for case in cases[:3]:
            draft.initiative_rows.create(initiative=case)
    draft.themes.add(*Theme.objects.filter(merged_into=None)[:6])
    for number in range(3):
        draft.sources.create(title=f"Bron {number}")
        draft.authors.add(a_person(Role.RESEARCHER))
        record.owners.add(a_person(Role.RESEARCHER))


def queries_of(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def change_address(row: models.Model) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


@pytest.fixture
def administrator(bram: User) -> Client:
    EditorialPolicy.objects.create(pk=1)
    return signed_in(bram)


def test_every_list_asks_as_much_for_three_as_for_ten(administrator: Client, bram: User) -> None:
    addresses = [reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist") for model in LISTED]
    addresses += [reverse("admin:index"), "/beheer/initiatives/initiative/?q=zaal&provincie=limburg&thema=ontmoeting"]
    more(3, by=bram)
    few = {address: queries_of(administrator, address) for address in addresses}
    more(7, by=bram)

    many = {address: queries_of(administrator, address) for address in addresses}

    assert many == few
    assert max(many.values()) <= 40


def test_every_form_asks_as_much_when_it_shows_more(administrator: Client, bram: User) -> None:
    more(2, by=bram)
    records = [
        model.objects.filter(published_version__isnull=False).first() for model in (Initiative, Lesson, Publication)
    ]
    pages: list[Any] = [*records, *(record.versions.open().get() for record in records)]
    pages += [record.published_version for record in records]
    pages += [Theme.objects.get(slug="ontmoeting"), ActorKind.objects.get(slug="welzijn"), Keyword.objects.first()]
    pages += [Actor.objects.filter(merged_into=None).first(), bram, EditorialPolicy.objects.get()]
    few = {str(page._meta) + str(page.pk): queries_of(administrator, change_address(page)) for page in pages}
    more(4, by=bram)
    for record in records:
        grow(record)

    many = {str(page._meta) + str(page.pk): queries_of(administrator, change_address(page)) for page in pages}

    assert many == few


def test_every_registered_model_has_a_page_that_opens(administrator: Client, bram: User) -> None:
    more(1, by=bram)

    for model in MODELS:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
        assert administrator.get(reverse(name)).status_code in {200, 302}
        row = model._default_manager.first()
        assert row is None or administrator.get(change_address(row)).status_code == 200, model
    assert ContentType.objects.exists()
