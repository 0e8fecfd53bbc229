"""People in /beheer/: administrators make them, give roles and switch them off; nobody deletes them."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from curation.models import EditorialPolicy
from tests.administration import errors_of, filled_form, signed_in

pytestmark = pytest.mark.django_db
ADD = "/beheer/accounts/user/add/"


@pytest.fixture
def administrator(bram: User) -> Client:
    return signed_in(bram)


def address(person: User) -> str:
    return reverse("admin:accounts_user_change", args=[person.pk])


def send(client: Client, where: str, **changes: Any) -> Any:
    data = filled_form(client.get(where)) | changes
    return client.post(where, {key: value for key, value in data.items() if value is not None}, follow=True)


def test_a_new_person_chooses_a_password_through_the_mail(administrator: Client) -> None:
    send(administrator, ADD, email="Nieuw@Voorbeeld.NL", name="Nieuw", role=Role.RESEARCHER)

    person = User.objects.get(email="nieuw@voorbeeld.nl")
    assert (person.role, person.is_active, person.has_usable_password()) == (Role.RESEARCHER, True, False)


def test_that_mail_comes_to_who_has_no_password_yet(administrator: Client, mailoutbox: list[Any]) -> None:
    send(administrator, ADD, email="nieuw@voorbeeld.nl", role=Role.RESEARCHER)

    Client().post(reverse("account_reset_password"), {"email": "nieuw@voorbeeld.nl"})

    assert [mail.to for mail in mailoutbox] == [["nieuw@voorbeeld.nl"]]
    assert "/account/wachtwoord/vergeten/" in mailoutbox[0].body


def test_a_password_can_be_given_and_works(administrator: Client) -> None:
    send(administrator, ADD, email="nieuw@voorbeeld.nl", role=Role.EDITOR, new_password="paard-fiets-molen")

    client = Client()
    client.post(reverse("account_login"), {"login": "nieuw@voorbeeld.nl", "password": "paard-fiets-molen"})
    assert client.get("/beheer/").status_code == 200


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"email": "geen adres"}, "email"),
        ({"email": "CARLA@voorbeeld.nl"}, "email"),
        ({"role": "koning"}, "role"),
        ({"new_password": "kort"}, "new_password"),
        ({"new_password": "wachtwoord"}, "new_password"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(administrator: Client, changes: Any, field: str, carla: User) -> None:
    User.objects.filter(pk=carla.pk).update(email="carla@voorbeeld.nl")

    response = send(administrator, ADD, **{"email": "nieuw@voorbeeld.nl", "role": Role.READER, **changes})

    assert field in errors_of(response)
    assert not User.objects.filter(email="nieuw@voorbeeld.nl").exists()


def test_a_password_that_is_left_empty_stays(administrator: Client, carla: User) -> None:
    before = carla.password

    send(administrator, address(carla), name="Carla Curator")

    carla.refresh_from_db()
    assert (carla.name, carla.password) == ("Carla Curator", before)


def test_the_log_says_which_role_a_person_got(administrator: Client, fatma: User) -> None:
    send(administrator, address(fatma), role=Role.EDITOR)

    fatma.refresh_from_db()
    assert fatma.role == Role.EDITOR
    assert str(Role.EDITOR.label) in LogEntry.objects.get().get_change_message()


@pytest.mark.parametrize("changes", [{"role": Role.EDITOR}, {"is_active": None}])
def test_the_last_administrator_stays(administrator: Client, bram: User, changes: Any) -> None:
    response = send(administrator, address(bram), **changes)

    bram.refresh_from_db()
    assert errors_of(response)
    assert (bram.role, bram.is_active) == (Role.ADMINISTRATOR, True)


def test_a_last_but_one_administrator_may_go(administrator: Client, bram: User) -> None:
    other = User.objects.create_user("ander@voorbeeld.nl", role=Role.ADMINISTRATOR)

    send(administrator, address(other), is_active=None)

    other.refresh_from_db()
    assert not other.is_active


def test_nobody_is_deleted(administrator: Client, carla: User) -> None:
    where = reverse("admin:accounts_user_delete", args=[carla.pk])

    assert administrator.post(where, {"post": "yes"}).status_code == 403


def test_an_editor_sees_no_people(carla: User) -> None:
    menu = signed_in(carla).get("/beheer/").context["available_apps"]

    assert "accounts" not in {room["app_label"] for room in menu}
    assert {"initiatives", "lessons", "publications", "curation"} <= {room["app_label"] for room in menu}


def test_the_menu_has_nothing_of_the_libraries(administrator: Client) -> None:
    menu = administrator.get("/beheer/").context["available_apps"]

    assert {room["app_label"] for room in menu}.isdisjoint({"auth", "taggit", "account"})


def test_the_house_rules_are_one_row(administrator: Client) -> None:
    where = "/beheer/curation/editorialpolicy/"

    first = administrator.get(where, follow=True)
    administrator.post(first.request["PATH_INFO"], {})
    second = administrator.get(where, follow=True)
    administrator.post(second.request["PATH_INFO"], {"second_pair_of_eyes": "on"})

    assert EditorialPolicy.objects.get().second_pair_of_eyes
