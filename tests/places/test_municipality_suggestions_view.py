"""Completing the name of a municipality: what a combobox asks while somebody types."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from places.register import register
from places.workflow import load_register

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _loaded() -> None:
    load_register()
    register()


def test_it_stands_at_its_address() -> None:
    assert reverse("municipality_suggestions") == "/gemeenten/zoeken/"


def test_it_suggests_municipalities(client: Client) -> None:
    results = client.get("/gemeenten/zoeken/", {"q": "den bos"}).json()["results"]

    assert results[0] == {
        "slug": "s-hertogenbosch",
        "code": "GM0796",
        "label": "'s-Hertogenbosch",
        "note": "Den Bosch",
    }


def test_it_leads_from_a_former_name_to_the_one_of_today(client: Client) -> None:
    (first, *_) = client.get("/gemeenten/zoeken/", {"q": "littenseradiel"}).json()["results"]

    assert (first["slug"], first["code"], first["label"]) == ("littenseradiel", "GM0140", "Littenseradiel")
    assert "Súdwest-Fryslân" in first["note"]


@pytest.mark.parametrize("query", ["", "?q=", "?q=%00", "?q=%ED%A0%80", "?q=zzzz", f"?q={'a' * 4000}", "?q[]=x"])
def test_it_takes_any_text(client: Client, query: str) -> None:
    response = client.get(f"/gemeenten/zoeken/{query}")

    assert response.status_code == 200
    assert response.json() == {"results": []}


def test_it_may_be_kept_and_sets_no_cookie(client: Client) -> None:
    response = client.get("/gemeenten/zoeken/?q=heer")

    assert "public" in response["Cache-Control"]
    assert "Cookie" in response["Vary"]
    assert not response.cookies


def test_it_only_looks_at_the_edition(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        client.get("/gemeenten/zoeken/?q=heer")


def test_it_refuses_other_methods(client: Client) -> None:
    assert client.post("/gemeenten/zoeken/").status_code == 405
