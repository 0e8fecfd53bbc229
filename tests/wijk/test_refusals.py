"""Who sends too much at once hears so in words, and loses nothing."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from initiatives.models import InitiativeVersion
from tests.administration import signed_in
from tests.factories import a_draft
from tests.workspace.pages import address_of, filled_in

pytestmark = pytest.mark.django_db
MUCH = "soep " * 600_000


def is_told(response: Any) -> bool:
    return response.status_code == 413 and "413.html" in [template.name for template in response.templates]


@pytest.fixture
def draft(fatma: User) -> InitiativeVersion:
    return a_draft(by=fatma, summary="Eerst")


def test_a_form_with_too_much_text(fatma: User, draft: InitiativeVersion) -> None:
    client, address = signed_in(fatma, enforce_csrf_checks=True), address_of(draft)
    data = filled_in(client.get(address))

    assert is_told(client.post(address, data | {"summary": [MUCH]}))
    draft.refresh_from_db()
    assert draft.summary == "Eerst"


def test_a_form_with_too_many_fields(fatma: User, draft: InitiativeVersion) -> None:
    client, address = signed_in(fatma), address_of(draft)
    data = filled_in(client.get(address))

    assert is_told(client.post(address, data | {f"row-{number}": ["x"] for number in range(1001)}))


def test_saving_while_one_types_hears_it_by_its_status(fatma: User, draft: InitiativeVersion) -> None:
    client = signed_in(fatma)

    response = client.post(
        f"{address_of(draft)}bewaren/", f"person={fatma.pk}&summary={MUCH}", "application/x-www-form-urlencoded"
    )

    assert response.status_code == 413


def test_what_is_only_bad_is_a_bad_request() -> None:
    assert Client(headers={"host": "elders.example"}).get("/").status_code == 400
