"""What is kept about a person: they can take it along, and have it taken away while their work stays."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.apps import apps
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from accounts import personal
from accounts.models import User
from accounts.roles import Role
from accounts.workflow import LastAdministrator, erase, invite
from curation.models import StatusChange
from initiatives.workflow import submit
from tests.administration import filled_form, signed_in
from tests.factories import PASSWORD, a_draft, a_person

pytestmark = pytest.mark.django_db
DATA, CLOSE = "/account/mijn-gegevens/", "/account/opheffen/"


@pytest.fixture
def kenau(bram: User) -> User:
    """Somebody who left traces everywhere."""
    person = a_person(Role.RESEARCHER, email="kenau@voorbeeld.nl", name="Kenau Kanarie")
    invite("gast@voorbeeld.nl", role=Role.READER, by=person)
    TOTP.activate(person, generate_totp_secret())
    where = reverse("admin:accounts_user_change", args=[person.pk])
    administrator = signed_in(bram)
    administrator.post(where, filled_form(administrator.get(where)) | {"role": Role.EDITOR})
    submit(a_draft(by=person, title="Werk van haar"), by=person)
    return User.objects.get(pk=person.pk)


def a_browser(person: User) -> Client:
    client = Client()
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    return client


def everything_kept() -> str:
    return json.dumps([list(model._default_manager.values()) for model in apps.get_models()], default=str)


def test_the_download_says_what_each_room_keeps(kenau: User) -> None:
    client = a_browser(a_person(email="gewoon@voorbeeld.nl", name="Gewoon"))
    Authenticator.objects.filter(user=kenau).delete()

    plain = client.get(DATA)
    hers = a_browser(kenau).get(DATA).json()

    assert plain["Content-Disposition"].startswith("attachment")
    assert plain.json()["account"]["email"] == "gewoon@voorbeeld.nl"
    assert hers["account"]["role"] == Role.EDITOR
    assert [row["email"] for row in hers["addresses"]] == ["kenau@voorbeeld.nl"]
    assert [row["email"] for row in hers["invitations"]] == ["gast@voorbeeld.nl"]
    assert len(hers["sessions"]) == 1
    assert "gewoon@voorbeeld.nl" not in json.dumps(hers)


def test_no_secret_is_in_it(kenau: User) -> None:
    said = json.dumps(personal.everything_about(kenau), default=str)

    assert kenau.password not in said
    assert Authenticator.objects.get(user=kenau).data["secret"] not in said


@pytest.mark.parametrize("address", [DATA, CLOSE])
def test_one_says_again_who_one_is(rik: User, address: str) -> None:
    client = signed_in(rik)  # a session of long ago

    answer = client.get(address)

    assert answer["Location"].startswith(reverse("account_reauthenticate"))
    assert client.post(answer["Location"], {"password": "fout"}).status_code == 200
    assert client.post(CLOSE).status_code == 302
    assert User.objects.get(pk=rik.pk).email == rik.email


def test_closing_an_account_leaves_the_work_and_no_name(kenau: User) -> None:
    Authenticator.objects.filter(user=kenau).delete()
    client, elsewhere = a_browser(kenau), a_browser(kenau)

    client.post(CLOSE)

    kept = everything_kept()
    person = User.objects.get(pk=kenau.pk)
    change = StatusChange.objects.get()
    assert "kenau" not in kept.lower()
    assert change.by == person
    assert str(person) not in {"", person.email}
    assert (person.is_active, person.role, person.has_usable_password()) == (False, Role.READER, False)
    assert elsewhere.get("/account/").status_code == 302
    assert (
        Session.objects.filter(session_key__in=[client.session.session_key, elsewhere.session.session_key]).count() <= 1
    )


def test_a_closed_account_opens_no_more(kenau: User, mailoutbox: list[Any]) -> None:
    erase(kenau)

    for email in ("kenau@voorbeeld.nl", User.objects.get(pk=kenau.pk).email):
        client = Client()
        client.post(reverse("account_login"), {"login": email, "password": PASSWORD})
        assert "_auth_user_id" not in client.session
    Client().post(reverse("account_reset_password"), {"email": User.objects.get(pk=kenau.pk).email})
    assert not any("/wachtwoord/vergeten/" in mail.body for mail in mailoutbox)


def test_the_address_is_free_again(kenau: User) -> None:
    erase(kenau)

    assert a_person(email="kenau@voorbeeld.nl").pk != kenau.pk


def test_the_last_administrator_stays(bram: User) -> None:
    client = a_browser(bram)

    assert client.post(CLOSE)["Location"] == reverse("account_home")
    bram.refresh_from_db()
    assert (bram.name, bram.is_active) == ("Bram", True)
    with pytest.raises(LastAdministrator):
        erase(bram)


def test_a_last_but_one_administrator_may_go(bram: User) -> None:
    a_person(Role.ADMINISTRATOR)

    a_browser(bram).post(CLOSE)

    bram.refresh_from_db()
    assert bram.erased_at


def test_people_of_closed_accounts_are_not_in_the_list(bram: User, kenau: User) -> None:
    erase(kenau)

    client = signed_in(bram)

    assert str(kenau.pk) not in [str(row.pk) for row in client.get("/beheer/accounts/user/").context["cl"].queryset]
    assert client.get(reverse("admin:accounts_user_change", args=[kenau.pk])).status_code == 302


@pytest.fixture
def pigeon_house() -> Iterator[dict[int, str]]:
    """Another room that keeps something about people."""
    kept: dict[int, str] = {}
    personal.register(
        "pigeons", lambda person: kept.get(person.pk), erase=lambda person: bool(kept.pop(person.pk, None))
    )
    yield kept
    del personal._holdings["pigeons"]


def test_other_rooms_take_part(pigeon_house: dict[int, str], rik: User) -> None:
    pigeon_house[rik.pk] = "drie"
    client = a_browser(rik)

    told = client.get(DATA).json()["pigeons"]
    client.post(CLOSE)

    assert (told, pigeon_house) == ("drie", {})
