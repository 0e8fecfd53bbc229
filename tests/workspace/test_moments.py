"""Moments of a case: kept under a name, seen in its history, gone back to."""

import pytest

from accounts.models import User
from initiatives import workflow
from initiatives.models import InitiativeVersion
from tests.administration import signed_in
from tests.factories import a_case, a_draft
from tests.workspace.pages import address_of, send
from workspace.models import Typing

pytestmark = pytest.mark.django_db


def said(version: InitiativeVersion) -> str:
    return InitiativeVersion.objects.open().get(record=version.record).summary


def test_a_moment_is_kept_and_gone_back_to_and_that_can_be_undone(fatma: User) -> None:
    draft = a_draft(by=fatma, summary="Toen", sources=["https://voorbeeld.nl/"])
    client, address = signed_in(fatma), address_of(draft)
    client.post(f"{address}momenten/", {"label": "Na het bezoek"})
    send(client, client.get(address), {"summary": "Later"})
    (kept,) = client.get(f"{address}geschiedenis/").context["moments"]

    client.post(f"{address}momenten/{kept.pk}/")
    assert said(draft) == "Toen"

    before = client.get(f"{address}geschiedenis/").context["moments"][0]
    client.post(f"{address}momenten/{before.pk}/")
    assert said(draft) == "Later"
    assert InitiativeVersion.objects.open().get().sources.count() == 1


def test_what_was_typed_and_is_no_value_yet_goes_along(fatma: User) -> None:
    draft = a_draft(by=fatma)
    client, address = signed_in(fatma), address_of(draft)
    client.post(f"{address}momenten/", {"label": "Eens"})
    send(client, client.get(address), {"started": "ooit"})

    client.post(f"{address}momenten/{InitiativeVersion.objects.kept().get().pk}/")

    assert Typing.objects.get().version == InitiativeVersion.objects.open().get()


def test_what_was_published_can_be_gone_on_from(fatma: User) -> None:
    case = a_case(by=fatma, summary="Eerst")
    first: InitiativeVersion = case.published_version
    draft = workflow.open_draft(case, by=fatma)
    InitiativeVersion.objects.filter(pk=draft.pk).update(summary="Dan")
    workflow.publish(draft, by=None)

    signed_in(fatma).post(f"{address_of(draft)}momenten/{first.pk}/")

    assert said(first) == "Eerst"


def test_what_is_in_review_is_not_replaced(fatma: User) -> None:
    draft = a_draft(by=fatma, summary="Ingediend")
    workflow.submit(draft, by=fatma)
    InitiativeVersion.objects.filter(pk=draft.pk).update(summary="In beoordeling")

    signed_in(fatma).post(f"{address_of(draft)}momenten/{InitiativeVersion.objects.kept().get().pk}/")

    assert said(draft) == "In beoordeling"


def test_a_moment_of_another_case_does_not_exist_here(fatma: User) -> None:
    draft, other = a_draft(by=fatma), a_draft(summary="Geheim")
    kept = workflow.keep_moment(other, label="Eens", by=None)

    assert signed_in(fatma).post(f"{address_of(draft)}momenten/{kept.pk}/").status_code == 404


def test_a_case_keeps_an_owner_whoever_takes_it_away(fatma: User, carla: User) -> None:
    version = a_draft(by=fatma)
    version.record.owners.set([fatma])

    signed_in(carla).post(f"{address_of(version)}delen/", {"remove": str(fatma.pk)})
    assert list(version.record.owners.all()) == [fatma]

    version.record.owners.add(carla)
    signed_in(carla).post(f"{address_of(version)}delen/", {"remove": str(fatma.pk)})
    assert list(version.record.owners.all()) == [carla]
