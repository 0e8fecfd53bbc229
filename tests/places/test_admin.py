"""Editors look things up in the register; nobody changes it there."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.roles import Role
from places.workflow import load_register

pytestmark = pytest.mark.django_db

LIST = "/beheer/places/municipality/"


@pytest.fixture(autouse=True)
def _loaded() -> None:
    load_register()


@pytest.fixture
def carla(client: Client) -> Client:
    """Carla curates, and is signed in."""
    client.force_login(User.objects.create_user("carla@example.nl", role=Role.EDITOR))
    return client


@pytest.fixture
def anna(client: Client) -> Client:
    """Anna administers, and is signed in."""
    client.force_login(User.objects.create_user("anna@example.nl", role=Role.ADMINISTRATOR))
    return client


def _codes(client: Client, query: str) -> set[str]:
    return {row.code for row in client.get(f"{LIST}{query}").context["cl"].result_list}


def test_an_editor_finds_municipalities_by_any_name(carla: Client) -> None:
    assert _codes(carla, "?q=sudwest") == {"GM1900"}
    assert _codes(carla, "?q=den+bosch") == {"GM0796"}
    assert _codes(carla, "?q=GM0140") == {"GM0140"}
    assert len(_codes(carla, "")) == 100


def test_an_editor_sees_one_with_its_names_and_heirs(carla: Client) -> None:
    page = carla.get(f"{LIST}GM0140/change/").content.decode()

    assert "Littenseradiel" in page
    assert "Súdwest-Fryslân" in page
    assert "Waadhoeke" in page
    assert carla.get("/beheer/places/province/").status_code == 200


def test_nobody_changes_the_register(anna: Client) -> None:
    assert anna.get(f"{LIST}add/").status_code == 403
    assert anna.post(f"{LIST}GM0140/change/", {"name": "X"}).status_code == 403
    assert anna.post(f"{LIST}GM0140/delete/", {"post": "yes"}).status_code == 403
    assert anna.post("/beheer/places/province/PV21/change/", {"name": "X"}).status_code == 403


def test_a_reader_may_not_enter(client: Client) -> None:
    client.force_login(User.objects.create_user("rik@example.nl", role=Role.READER))

    assert client.get(LIST).status_code == 403


def test_the_list_makes_no_query_per_row(carla: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(6):
        carla.get(LIST)
