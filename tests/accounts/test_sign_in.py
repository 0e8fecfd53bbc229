"""Signing in, and the pages around it: nobody is sent away from the site, and nonsense breaks nothing."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from accounts.models import User

pytestmark = pytest.mark.django_db
PASSWORD = "een-heel-lang-wachtwoord"


@pytest.mark.parametrize(
    ("asked", "reached"),
    [
        ("/initiatieven/?q=tuin", "/initiatieven/?q=tuin"),
        ("https://kwaad.example/", "/werkplek/"),
        ("//kwaad.example/", "/werkplek/"),
        ("/\\kwaad.example/", "/werkplek/"),
        ("javascript:alert(1)", "/werkplek/"),
        ("http://[", "/werkplek/"),
        ("\x00", "/werkplek/"),
    ],
)
def test_one_goes_on_to_a_page_of_the_site(client: Client, rik: User, asked: str, reached: str) -> None:
    rik.set_password(PASSWORD)
    rik.save()

    answer = client.post(reverse("account_login"), {"login": rik.email, "password": PASSWORD, "next": asked})

    assert (answer.status_code, answer["Location"]) == (302, reached)


@pytest.mark.parametrize("rest", ["%00-x", "a%00b-x", "1-%00", "-x", "zzzzzzzzzzzzz-x", "%C3%A9-x", "1-x"])
def test_a_link_from_no_mail_changes_nothing(client: Client, rest: str) -> None:
    assert client.get(f"/account/wachtwoord/vergeten/{rest}/").status_code in {200, 404}


CREDENTIALS = (
    *("{}", "[]", "1", '"x"', "null", "", "{", '{"id": "x"}', "[" * 5000),
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": "x"}',
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": "e30"}}',
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": "e", "attestationObject": "n"}}',
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": 1, "userHandle": "\\ud800"}}',
)


@pytest.mark.parametrize("credential", CREDENTIALS)
def test_what_is_no_passkey_lets_nobody_in(client: Client, credential: str) -> None:
    client.get(reverse("mfa_login_webauthn"), headers={"Accept": "application/json"})

    answer = client.post(reverse("mfa_login_webauthn"), {"credential": credential})

    assert (answer.status_code, answer["Location"]) == (302, reverse("account_login"))
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("credential", CREDENTIALS)
def test_what_is_no_passkey_is_not_kept_as_one(client: Client, rik: User, credential: str) -> None:
    rik.set_password(PASSWORD)
    rik.save()
    client.post(reverse("account_login"), {"login": rik.email, "password": PASSWORD})
    client.get(reverse("mfa_add_webauthn"))

    answer = client.post(reverse("mfa_add_webauthn"), {"name": "Telefoon", "credential": credential})

    assert (answer.status_code, Authenticator.objects.count()) == (200, 0)
