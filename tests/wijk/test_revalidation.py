"""Pages that a visitor has already: 304 as long as nothing has changed, and never longer."""

from typing import Any

import pytest
from django.test import Client

from initiatives.models import Theme
from initiatives.vocabulary_workflow import save_term
from initiatives.workflow import withdraw
from tests.factories import a_case, a_lesson, a_person, a_publication

pytestmark = pytest.mark.django_db

PAGES = (
    "/",
    "/initiatieven/",
    "/initiatieven/?q=soep",
    "/initiatieven/soep/",
    "/lessen/",
    "/themas/",
    "/gemeenten/heerlen/",
)


def again(client: Client, address: str, first: Any) -> Any:
    return client.get(address, headers={"If-None-Match": first.headers["ETag"]})


@pytest.mark.parametrize("address", PAGES)
def test_a_page_that_is_the_same_is_not_sent_again(client: Client, address: str) -> None:
    a_case(slug="soep", title="Soep op dinsdag")
    first = client.get(address)

    second = again(client, address, first)
    by_date = client.get(address, headers={"If-Modified-Since": first.headers["Last-Modified"]})

    assert (first.status_code, second.status_code, by_date.status_code) == (200, 304, 304)
    assert second.content == b""
    assert second.headers["ETag"] == first.headers["ETag"]
    assert "Cookie" in first.headers["Vary"]


def test_every_kind_of_change_shows_at_once(client: Client) -> None:
    case = a_case(slug="soep")
    theme = Theme.objects.get(slug="armoede")
    theme.name = "Rondkomen"
    changes = (
        lambda: a_case(slug="brood"),
        lambda: withdraw(case, by=None, reason="Op verzoek."),
        lambda: save_term(theme, by=None),
        lambda: a_lesson(slug="les"),
        lambda: a_publication(slug="bundel"),
    )
    for change in changes:
        before = client.get("/")
        change()
        assert again(client, "/", before).status_code == 200


def test_language_and_part_are_pages_of_their_own(client: Client) -> None:
    dutch = client.get("/initiatieven/")

    part = client.get("/initiatieven/", headers={"If-None-Match": dutch.headers["ETag"], "HX-Request": "true"})
    client.post("/taal/", {"language": "en"})
    english = again(client, "/initiatieven/", dutch)

    assert (part.status_code, english.status_code) == (200, 200)


def test_who_is_signed_in_gets_each_page_anew(client: Client) -> None:
    visitor = client.get("/")
    client.force_login(a_person())

    response = again(client, "/", visitor)

    assert response.status_code == 200
    assert "ETag" not in response.headers


@pytest.mark.parametrize("address", ["/initiatieven/bestaat-niet/", "/account/inloggen/", "/healthz"])
def test_what_is_not_a_public_page_is_not_marked(client: Client, address: str) -> None:
    response = client.get(address)

    assert "ETag" not in response.headers
