"""Dutch for everybody, English for who chooses it: on every browser where they sign in, and in their mail."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.language import language_of
from accounts.models import User
from initiatives import workflow
from tests.administration import signed_in
from tests.factories import PASSWORD, a_draft

pytestmark = pytest.mark.django_db
HOME = "/account/"


def choose(client: Client, language: str) -> Any:
    return client.post(HOME, {"name": "Rik", "language": language}, follow=True)


def language_of_page(client: Client) -> str:
    return client.get("/").headers["Content-Language"]


def test_the_choice_holds_at_once_and_on_other_browsers_from_signing_in(rik: User) -> None:
    client, elsewhere = signed_in(rik), Client()

    assert choose(client, "en").headers["Content-Language"] == "en"
    rik.refresh_from_db()
    assert (rik.name, rik.language, language_of_page(client)) == ("Rik", "en", "en")
    assert language_of_page(elsewhere) == "nl"
    elsewhere.post(reverse("account_login"), {"login": rik.email, "password": PASSWORD})
    assert language_of_page(elsewhere) == "en"
    choose(client, "nl")
    assert language_of_page(client) == "nl"


def test_who_chose_nothing_keeps_what_the_browser_has(rik: User, client: Client) -> None:
    client.post("/taal/", {"language": "en"})

    client.post(reverse("account_login"), {"login": rik.email, "password": PASSWORD})

    assert language_of_page(client) == "en"
    assert client.get(HOME).context["form"].initial["language"] == "en"
    assert language_of(rik) == "nl"


def test_a_language_that_the_site_does_not_speak_is_refused(rik: User) -> None:
    answer = choose(signed_in(rik), "xx")

    rik.refresh_from_db()
    assert answer.context["form"].errors
    assert rik.language == ""


def test_mail_comes_in_the_language_of_who_gets_it(
    carla: User, fatma: User, client: Client, mailoutbox: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    subjects = {}
    for language in ("nl", "en"):
        User.objects.filter(pk=carla.pk).update(language=language)
        with django_capture_on_commit_callbacks(execute=True):
            workflow.submit(a_draft(by=fatma, title="Soep"), by=fatma)
            client.post(reverse("account_reset_password"), {"email": carla.email})
        subjects[language] = {message.subject for message in mailoutbox}
        mailoutbox.clear()

    assert len(subjects["nl"]) == len(subjects["en"]) == 2
    assert not subjects["nl"] & subjects["en"]
