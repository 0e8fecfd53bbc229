"""Signing in, and the pages around it: nobody is sent away from the site, and nonsense breaks nothing."""

import pytest
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
