"""What the start of the workspace says that waits, and what is done with several cases at once."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.roles import Role
from initiatives import workflow
from initiatives.models import Initiative, InitiativeVersion
from notices.models import Notice
from tests.administration import signed_in
from tests.factories import a_case, a_draft, a_person
from workspace.models import Remark, Review, Typing
from workspace.review import workflow as review

pytestmark = pytest.mark.django_db

SEVERAL, LIST = "/werkplek/meerdere/", "/werkplek/initiatieven/"


def waits(person: User) -> dict[str, list[str]]:
    groups = signed_in(person).get("/werkplek/").context["waiting"]
    return {group.name: [item.title for item in group.items] for group in groups}


def submitted(by: User, **fields: Any) -> InitiativeVersion:
    draft = a_draft(by=by, **fields)
    workflow.submit(draft, by=by)
    return InitiativeVersion.objects.select_related("record").get(pk=draft.pk)


def test_asked_changes_wait_for_their_maker(fatma: User, carla: User) -> None:
    draft = submitted(fatma, title="Soep")
    assert waits(fatma) == {}

    workflow.ask_for_changes(draft, by=carla, reason="Meer")

    assert waits(fatma) == {"asked": ["Soep"]}
    assert "asked" not in waits(carla)


def test_what_is_submitted_waits_for_editors_until_one_takes_it_up(fatma: User, carla: User, bram: User) -> None:
    draft = submitted(fatma, title="Soep")
    assert waits(bram) == {"to_take_up": ["Soep"]}

    review.take_up(draft, by=carla)

    assert waits(bram) == {}
    assert waits(carla) == {"taken_up": ["Soep"]}


def test_a_remark_waits_for_who_did_not_speak_last(fatma: User, carla: User) -> None:
    draft = submitted(fatma, title="Soep")
    made = review.remark(draft, part="summary", quote="", start=0, text="Hoezo?", by=carla)
    assert waits(fatma) == {"remarks": ["Soep"]}
    assert "remarks" not in waits(carla)

    review.answer(made, step=review.Step.ANSWER, text="Daarom.", by=fatma)
    assert waits(fatma) == {}
    assert waits(carla)["remarks"] == ["Soep"]

    review.answer(made, step=review.Step.RESOLVE, text="", by=carla)
    assert "remarks" not in waits(carla)


def test_planned_publications_and_drafts_that_lie_still(fatma: User, carla: User) -> None:
    draft = submitted(fatma, title="Soep")
    review.plan(draft, at=timezone.now() + timedelta(days=1), by=carla)
    old = a_draft(by=fatma, title="Oud", slug="oud")
    InitiativeVersion.objects.filter(pk=old.pk).update(changed_at=timezone.now() - timedelta(days=90))

    assert waits(fatma) == {"planned": ["Soep"], "stale": ["Oud"]}
    assert waits(carla)["planned"] == ["Soep"]
    assert [case.slug for case in signed_in(fatma).get(f"{LIST}?staat=stil").context["page"]] == ["oud"]


def test_it_tells_what_others_did_with_my_cases(fatma: User, carla: User) -> None:
    draft = submitted(fatma, title="Soep")
    workflow.publish(draft, by=carla)
    submitted(a_person(Role.RESEARCHER), title="Van een ander")

    done = signed_in(fatma).get("/werkplek/").context["done"]

    assert [(item.title, item.note.split(":")[0]) for item in done] == [("Soep", "Carla")]


class TestSeveralAtOnce:
    def test_cases_are_assigned(self, fatma: User, carla: User) -> None:
        drafts = [a_draft(), a_draft()]
        slugs = [draft.record.slug for draft in drafts]

        signed_in(carla).post(SEVERAL, {"step": "assign", "case": slugs, "person": fatma.pk})
        signed_in(carla).post(SEVERAL, {"step": "assign", "case": slugs, "person": fatma.pk})

        assert set(Initiative.objects.filter(owners=fatma).values_list("slug", flat=True)) == set(slugs)
        assert list(Notice.objects.filter(person=fatma).values_list("kind", flat=True)) == ["assigned"] * 2

    @pytest.mark.parametrize("person", ["", "999999", "abc", "²"])
    def test_to_a_researcher_and_nobody_else(self, carla: User, rik: User, person: str) -> None:
        draft = a_draft()

        signed_in(carla).post(SEVERAL, {"step": "assign", "case": [draft.record.slug], "person": person})
        signed_in(carla).post(SEVERAL, {"step": "assign", "case": [draft.record.slug], "person": rik.pk})

        assert not draft.record.owners.exists()

    def test_owners_of_what_is_being_worked_on_are_reminded(self, fatma: User, carla: User) -> None:
        draft = a_draft(by=fatma)

        response = signed_in(carla).post(
            SEVERAL, {"step": "remind", "case": [draft.record.slug], "back": "staat=stil\r\nX: y"}
        )

        assert response.url.startswith(f"{LIST}?staat=stil")
        assert Notice.objects.get(person=fatma).kind == "reminded"

    def test_drafts_are_laid_aside_and_can_be_gone_on_with(self, fatma: User, carla: User) -> None:
        case = a_case(by=fatma)
        begun, revised = a_draft(by=fatma, title="Begonnen"), workflow.open_draft(case, by=fatma)
        offered = a_draft(by=fatma)
        Typing.objects.create(version=begun, person=fatma, part="summary", value={"summary": "half"})
        workflow.submit(offered, by=fatma)
        slugs = [each.record.slug for each in (begun, revised, offered)]  # type: ignore[attr-defined]

        signed_in(carla).post(SEVERAL, {"step": "lay_aside", "case": slugs})

        opened = InitiativeVersion.objects.open()
        assert [each.pk for each in opened] == [offered.pk]
        listed = signed_in(fatma).get(f"{LIST}?staat=terzijde").context["page"]
        assert [each.shown_title for each in listed] == ["Begonnen"]
        assert Notice.objects.filter(person=fatma, kind="laid_aside").count() == 2
        page = signed_in(fatma).get(f"{LIST}{slugs[0]}/")
        assert page.context["aside"].pk == begun.pk
        assert signed_in(fatma).post(f"{LIST}{slugs[0]}/herziening/", follow=True).status_code == 200
        assert not InitiativeVersion.objects.open().filter(record=begun.record).exists()
        signed_in(fatma).post(f"{LIST}{slugs[0]}/momenten/{begun.pk}/")
        again = InitiativeVersion.objects.open().get(record=begun.record)
        assert (again.title, again.typings.get().value) == ("Begonnen", {"summary": "half"})

    @pytest.mark.parametrize("page", ["", "verschil/", "beoordeling/", "geschiedenis/", "delen/", "lezersblik/"])
    def test_every_page_of_a_case_that_is_laid_aside_works(self, fatma: User, carla: User, page: str) -> None:
        slug = a_draft(by=fatma).record.slug
        signed_in(carla).post(SEVERAL, {"step": "lay_aside", "case": [slug]})

        assert signed_in(fatma).get(f"{LIST}{slug}/{page}", follow=True).status_code == 200
        assert signed_in(carla).get("/beheer/initiatives/initiative/").status_code == 200

    def test_a_researcher_may_not(self, fatma: User) -> None:
        draft = a_draft(by=fatma)

        response = signed_in(fatma).post(SEVERAL, {"step": "remind", "case": [draft.record.slug]})

        assert response.status_code == 403


@pytest.mark.parametrize("address", ["/werkplek/", LIST, f"{LIST}?staat=stil"])
def test_a_thousand_cases_take_no_more_queries(
    carla: User, fatma: User, address: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    records = Initiative.objects.bulk_create([Initiative(slug=f"zaak-{number}") for number in range(1000)])
    versions = InitiativeVersion.objects.bulk_create(
        InitiativeVersion(record=record, title=record.slug, online=True, status=("draft", "in_review")[number % 2])
        for number, record in enumerate(records)
    )
    InitiativeVersion.objects.update(changed_at=timezone.now() - timedelta(days=90), submitted_at=timezone.now())
    Initiative.owners.through.objects.bulk_create(
        Initiative.owners.through(initiative=record, user=person) for record in records for person in (carla, fatma)
    )
    Remark.objects.bulk_create(Remark(record=record, text="Hoezo?", by=carla) for record in records)
    Review.objects.bulk_create(Review(version=version) for version in versions)

    for person in (carla, fatma):
        client = signed_in(person)
        with django_assert_max_num_queries(24):
            assert client.get(address).status_code == 200
