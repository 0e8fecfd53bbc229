"""A forgotten password: who has an account gets a link by mail, others a mail without, and nobody goes on for ever."""

import pytest
from django.conf import settings
from django.core.mail import EmailMessage
from django.test import Client

from accounts.models import User

pytestmark = pytest.mark.django_db
FORGOTTEN = "/account/wachtwoord/vergeten/"


def test_somebody_with_an_account_gets_a_link(client: Client, rik: User, mailoutbox: list[EmailMessage]) -> None:
    client.post(FORGOTTEN, {"email": rik.email})

    (mail,) = mailoutbox
    assert mail.to == [rik.email]
    assert "/account/wachtwoord/" in str(mail.body)


def test_the_link_goes_to_the_site_whatever_name_was_asked(
    client: Client, rik: User, mailoutbox: list[EmailMessage]
) -> None:
    client.post(FORGOTTEN, {"email": rik.email}, HTTP_HOST="localhost:1")

    (mail,) = mailoutbox
    assert f"{settings.SITE_URL}/account/wachtwoord/" in str(mail.body)
    assert "//localhost:1" not in str(mail.body)


def test_somebody_without_gets_the_same_page_and_a_mail_that_opens_nothing(
    client: Client, rik: User, mailoutbox: list[EmailMessage]
) -> None:
    known = client.post(FORGOTTEN, {"email": rik.email})
    unknown = client.post(FORGOTTEN, {"email": "niemand@voorbeeld.nl"})

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert mailoutbox[1].to == ["niemand@voorbeeld.nl"]
    assert "/account/wachtwoord/" not in str(mailoutbox[1].body)


def test_asking_again_and_again_is_refused_in_our_look(client: Client) -> None:
    answers = [client.post(FORGOTTEN, {"email": "ongeduldig@voorbeeld.nl"}) for _ in range(6)]

    assert answers[0].status_code == 302
    assert answers[-1].status_code == 429
    assert "429.html" in [template.name for template in answers[-1].templates]
