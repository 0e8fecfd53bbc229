"""`load_catalogue`: the real harvest, again and again, without undoing what people did."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.test import Client

from accounts.models import User
from curation.models import ShippedRecord
from initiatives import workflow
from initiatives.harvest import load_cases, load_vocabulary
from initiatives.models import CatalogueEntry, Initiative, InitiativeVersion, Theme
from initiatives.vocabulary_workflow import merge_terms, save_term
from lessons.models import Lesson, LessonVersion
from places.models import Municipality
from publications.models import Publication, PublicationVersion
from tests.factories import a_case
from tests.initiatives.exchange_files import report_on
from tests.initiatives.test_catalogue_view import total

pytestmark = pytest.mark.django_db


@pytest.fixture
def catalogue(db: None) -> Iterator[None]:
    call_command("load_catalogue", verbosity=0)
    return


def snapshot() -> list[object]:
    models = (InitiativeVersion, LessonVersion, PublicationVersion, ShippedRecord, CatalogueEntry, Theme)
    return [sorted(model._default_manager.values_list(), key=str) for model in models]


@pytest.mark.usefixtures("catalogue")
def test_it_brings_in_the_whole_harvest(client: Client) -> None:
    assert total(client.get("/initiatieven/")) == 29
    assert Lesson.objects.published().count() == 10
    assert Publication.objects.published().count() == 22
    assert total(client.get("/initiatieven/?gemeente=heerlen")) == 1
    assert total(client.get("/initiatieven/?gemeente=GM0363")) == 2
    assert total(client.get("/initiatieven/?provincie=friesland")) == 2
    assert [total(client.get(f"/initiatieven/?bundel=wij-in-de-wijk-{number}")) for number in (1, 2, 3, 4)] == [
        7,
        7,
        9,
        6,
    ]


@pytest.mark.usefixtures("catalogue")
def test_every_page_of_the_harvest_opens(client: Client) -> None:
    for model in (Initiative, Lesson, Publication):
        for record in model.objects.published():
            assert client.get(record.get_absolute_url()).status_code == 200


@pytest.mark.usefixtures("catalogue")
def test_a_second_run_changes_nothing() -> None:
    before = snapshot()

    call_command("load_catalogue", verbosity=0)

    assert snapshot() == before


@pytest.mark.usefixtures("catalogue")
def test_what_people_changed_withdrew_or_deleted_stays(carla: User) -> None:
    changed = Initiative.objects.get(slug="choku-gym")
    draft = workflow.open_draft(changed, by=carla)
    InitiativeVersion.objects.filter(pk=draft.pk).update(title="Choku Gym in Poelenburg")
    workflow.publish(draft, by=carla, is_operator=True)
    workflow.withdraw(Initiative.objects.get(slug="twirre"), by=carla, reason="Op verzoek.")
    Theme.objects.filter(slug="eten").update(name="koken en eten")
    Theme.objects.filter(slug="herdenken").delete()
    before = snapshot()

    call_command("load_catalogue", verbosity=0)

    assert snapshot() == before


@pytest.mark.usefixtures("catalogue")
def test_a_better_release_reaches_only_what_nobody_touched(carla: User) -> None:
    """As if an earlier release had shipped other titles."""
    for slug in ("choku-gym", "twirre"):
        shipped = ShippedRecord.objects.get(kind="initiatives.initiative", key=slug)
        shipped.values["title"] = "Een oudere titel"
        shipped.save()
        version = Initiative.objects.get(slug=slug).published_version
        InitiativeVersion.objects.filter(pk=version.pk).update(title="Een oudere titel")
    workflow.open_draft(Initiative.objects.get(slug="twirre"), by=carla)

    assert load_cases() == 1

    assert Initiative.objects.get(slug="choku-gym").published_version.number == 2
    assert Initiative.objects.get(slug="twirre").published_version.number == 1


@pytest.mark.usefixtures("catalogue")
def test_a_better_release_leaves_what_the_operator_imported() -> None:
    shipped = ShippedRecord.objects.get(kind="initiatives.initiative", key="choku-gym")
    shipped.values["summary"] = "Een oudere samenvatting."
    shipped.save()
    row = {"slug": "choku-gym", "summary": "Verbeterd in een rekenblad."}
    assert report_on(row, publish=True).errors == []

    assert load_cases() == 0

    assert Initiative.objects.get(slug="choku-gym").published_version.summary == "Verbeterd in een rekenblad."


@pytest.mark.usefixtures("catalogue")
def test_a_better_release_finds_what_people_gave_another_address() -> None:
    """As if an earlier release had shipped another statement, and editors had tidied the vocabulary since."""
    lessons = ShippedRecord.objects.filter(kind="lessons.lesson").order_by("pk")
    shipped = next(lesson for lesson in lessons if len(lesson.values["themes"]) > 1)
    renamed, merged = Theme.objects.filter(slug__in=shipped.values["themes"]).order_by("pk")[:2]
    into = Theme.objects.exclude(slug__in=shipped.values["themes"]).order_by("pk")[0]
    renamed.slug = "anders"
    save_term(renamed, by=None)
    merge_terms(merged, into=into, by=None)
    shipped.values["statement"] = "Een oudere les."
    shipped.save()

    call_command("load_catalogue", verbosity=0)

    lesson = Lesson.objects.get(pk=shipped.object_id).published_version
    assert lesson.number == 2
    assert {renamed.pk, into.pk} <= set(lesson.theme_rows.values_list("tag", flat=True))
    assert not lesson.theme_rows.filter(tag=merged).exists()


def test_cases_go_along_when_the_register_changes(db: None) -> None:
    Municipality.objects.filter(pk="GM0917").update(sort_name="zzz")
    case = a_case(municipality="GM0917")

    call_command("load_catalogue", verbosity=0)

    assert CatalogueEntry.objects.get(pk=case.pk).sort_place == "heerlen"


def test_a_term_that_people_made_first_stays_theirs(db: None) -> None:
    ShippedRecord.objects.get(kind="initiatives.theme", key="eten").delete()
    name = Theme.objects.get(slug="eten").name
    Theme.objects.filter(slug="eten").update(slug="tafelen", name=name.upper(), description="Van ons.")

    assert load_vocabulary() == 0

    assert Theme.objects.get(name=name.upper()).description == "Van ons."


def test_a_better_term_is_found_by_its_new_words(client: Client, db: None) -> None:
    shipped = ShippedRecord.objects.get(kind="initiatives.theme", key="omzien")
    shipped.values["synonyms"] = []
    shipped.save()
    Theme.objects.filter(slug="omzien").update(synonyms=[])
    a_case(themes=["omzien"])
    assert total(client.get("/initiatieven/?q=naoberschap")) == 0

    load_vocabulary()

    assert total(client.get("/initiatieven/?q=naoberschap")) == 1


def test_a_term_gets_a_better_description_but_keeps_the_name_a_person_gave(db: None) -> None:
    shipped = ShippedRecord.objects.get(kind="initiatives.theme", key="eten")
    better = dict(shipped.values)
    shipped.values |= {"description": "Een oudere omschrijving.", "name": "eten"}
    shipped.save()
    Theme.objects.filter(slug="eten").update(name="koken", description="Een oudere omschrijving.")

    assert load_vocabulary() == 1

    theme = Theme.objects.get(slug="eten")
    assert (theme.name, theme.description) == ("koken", better["description"])


@pytest.mark.django_db
def test_a_better_name_that_somebody_gave_to_another_term_is_left_out() -> None:
    shipped = ShippedRecord.objects.get(kind="initiatives.theme", key="eten")
    name = shipped.values["name"]
    shipped.values |= {"name": "een oudere naam"}
    shipped.save()
    Theme.objects.filter(slug="eten").update(name="een oudere naam")
    Theme.objects.filter(slug="sport").update(name=name.upper())

    load_vocabulary()

    assert Theme.objects.get(slug="eten").name == "een oudere naam"
