"""Readers sign up by themselves; an address counts once its mail was read; and nobody learns who has an account."""

import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.housekeeping import tidy
from accounts.models import Attempt, User
from accounts.roles import Role
from tests.administration import signed_in
from tests.factories import PASSWORD, a_person

pytestmark = pytest.mark.django_db
NEW = "lezer@voorbeeld.nl"


def sign_up(client: Client, email: str = NEW, **data: str) -> Any:
    return client.post(reverse("account_signup"), {"name": "Lezer", "email": email, "password1": PASSWORD} | data)


def sign_in(client: Client, email: str = NEW, password: str = PASSWORD) -> Any:
    return client.post(reverse("account_login"), {"login": email, "password": password})


def link_in(mail: EmailMessage) -> str:
    found = re.search(rf"{re.escape(settings.SITE_URL)}(/account/\S+)", str(mail.body))
    assert found
    return found[1]


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_a_reader_is_in_once_the_address_is_theirs(client: Client, mailoutbox: list[EmailMessage]) -> None:
    sign_up(client)
    assert not is_in(client)
    sign_in(client)
    assert not is_in(client)

    client.get(link_in(mailoutbox[0]))
    assert not EmailAddress.objects.get().verified
    client.post(link_in(mailoutbox[0]))
    sign_in(client)

    assert is_in(client)
    person = User.objects.get()
    assert (person.name, person.role) == ("Lezer", Role.READER)


def test_nobody_signs_up_as_something_else(client: Client) -> None:
    sign_up(client, role=Role.ADMINISTRATOR, is_active="on")

    assert User.objects.get().role == Role.READER


def test_an_address_that_has_an_account_gets_the_same_answer_and_another_mail(
    client: Client, rik: User, mailoutbox: list[EmailMessage]
) -> None:
    known, unknown = sign_up(Client(), rik.email), sign_up(Client(), NEW)

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [mail.to for mail in mailoutbox] == [[rik.email], [NEW]]
    assert "/wachtwoord/vergeten/" in str(mailoutbox[0].body)
    assert User.objects.get(pk=rik.pk).check_password(PASSWORD)


def test_a_wrong_password_says_as_much_as_a_wrong_address(rik: User) -> None:
    answers = [sign_in(Client(), email, "fout-fout-fout") for email in (rik.email, "niemand@voorbeeld.nl")]

    assert len({str(answer.context["form"].errors) for answer in answers}) == 1


def test_trying_passwords_ends_soon_for_any_address(rik: User) -> None:
    said = []
    for email in (rik.email, "niemand@voorbeeld.nl"):
        for _ in range(5):
            sign_in(Client(REMOTE_ADDR=f"10.0.0.{len(said)}"), email, "fout-fout-fout")
        client = Client(REMOTE_ADDR="10.1.0.1")
        said.append(str(sign_in(client, email).context["form"].errors))
        assert not is_in(client)

    assert len(set(said)) == 1
    assert Attempt.objects.exists()  # where every process sees them


@pytest.mark.parametrize("password", ["kort", "qwerty123456", "lezer@voorbeeld.nl"])
def test_a_password_that_is_easy_to_guess_is_refused(client: Client, password: str) -> None:
    answer = sign_up(client, password1=password)

    assert "password1" in answer.context["form"].errors
    assert not User.objects.exists()


def test_a_long_sentence_will_do(client: Client) -> None:
    assert sign_up(client, password1="de buurman fietst elke dag naar zee").status_code == 302


def test_what_a_password_needs_is_told_before_it_is_typed(client: Client) -> None:
    field = client.get(reverse("account_signup")).context["form"]["password1"]

    assert "12" in str(field.help_text)
    assert field.field.widget.attrs["autocomplete"] == "new-password"


def test_sign_ups_that_nobody_confirmed_go(client: Client, rik: User) -> None:
    sign_up(client)
    User.objects.filter(email=NEW).update(date_joined=timezone.now() - timedelta(days=4))
    User.objects.filter(pk=rik.pk).update(date_joined=timezone.now() - timedelta(days=4))

    tidy()

    assert list(User.objects.all()) == [rik]


def test_a_new_address_counts_once_its_mail_was_read(rik: User, mailoutbox: list[EmailMessage]) -> None:
    client, before = Client(), rik.email
    sign_in(client, rik.email)

    client.post(reverse("account_email"), {"action_add": "1", "email": NEW})
    rik.refresh_from_db()
    assert rik.email == before
    client.post(link_in(next(mail for mail in mailoutbox if mail.to == [NEW])))

    rik.refresh_from_db()
    assert rik.email == NEW
    assert [mail.to for mail in mailoutbox][-1] == [before]
    assert [row.email for row in EmailAddress.objects.filter(user=rik)] == [NEW]


def test_who_took_an_address_and_never_showed_it_theirs_makes_way(rik: User, mailoutbox: list[EmailMessage]) -> None:
    sign_up(Client())
    Attempt.objects.all().delete()  # some minutes later
    client = Client()
    sign_in(client, rik.email)

    client.post(reverse("account_email"), {"action_add": "1", "email": NEW})
    client.post(link_in([mail for mail in mailoutbox if mail.to == [NEW]][-1]))

    assert [(person.pk, person.email) for person in User.objects.all()] == [(rik.pk, NEW)]


def test_an_account_that_an_administrator_made_needs_no_mail(client: Client) -> None:
    person = a_person(Role.RESEARCHER)

    sign_in(client, person.email)

    assert is_in(client)


def test_an_address_that_an_administrator_gives_counts_at_once(bram: User, rik: User, client: Client) -> None:
    sign_in(Client(), rik.email)
    where = reverse("admin:accounts_user_change", args=[rik.pk])

    signed_in(bram).post(where, {"email": NEW, "name": "Rik", "role": rik.role, "is_active": "on"})
    sign_in(client)

    assert is_in(client)
    assert [row.email for row in EmailAddress.objects.filter(user=rik)] == [NEW]


def test_one_changes_how_one_is_called(rik: User) -> None:
    signed_in(rik).post("/account/", {"name": "Rik de Lezer", "language": "nl"})

    rik.refresh_from_db()
    assert rik.name == "Rik de Lezer"


def test_who_only_asked_for_an_address_keeps_nobody_from_signing_up_with_it(
    rik: User, client: Client, mailoutbox: list[EmailMessage]
) -> None:
    other = Client()
    sign_in(other, rik.email)
    other.post(reverse("account_email"), {"email": NEW, "action_add": "1"})
    mailoutbox.clear()
    Attempt.objects.all().delete()  # some minutes later

    sign_up(client)
    assert not is_in(client)
    client.post(link_in(mailoutbox[0]))
    sign_in(client)

    assert client.session["_auth_user_id"] == str(User.objects.get(email=NEW).pk)
    assert User.objects.get(pk=rik.pk).email != NEW
