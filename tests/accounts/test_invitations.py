"""Invitations: an administrator asks somebody in, by a link that works once, for a while, until it is taken back."""

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

from accounts.models import Invitation, User
from accounts.roles import Role
from accounts.workflow import invite
from tests.administration import said, signed_in
from tests.factories import PASSWORD, a_person

pytestmark = pytest.mark.django_db
LIST = "/account/uitnodigen/"
NEW = "nieuw@voorbeeld.nl"


def link_in(mail: EmailMessage) -> str:
    found = re.search(rf"{re.escape(settings.SITE_URL)}(/account/uitnodiging/\S+)", str(mail.body))
    assert found
    return found[1]


def accept(client: Client, link: str, **data: str) -> Any:
    return client.post(link, {"name": "Nieuw N.", "password": PASSWORD} | data)


def test_who_is_invited_gets_a_link_makes_an_account_and_is_in(
    bram: User, client: Client, mailoutbox: list[EmailMessage]
) -> None:
    signed_in(bram).post(LIST, {"email": " Nieuw@Voorbeeld.nl", "role": Role.EDITOR})
    (mail,) = mailoutbox

    answer = accept(client, link_in(mail))

    person = User.objects.get(email=NEW)
    assert mail.to == [NEW]
    assert answer["Location"] == reverse("workspace")
    assert client.session["_auth_user_id"] == str(person.pk)
    assert (person.name, person.role, person.check_password(PASSWORD)) == ("Nieuw N.", Role.EDITOR, True)
    assert EmailAddress.objects.get(user=person).verified


def test_the_secret_is_not_kept(bram: User) -> None:
    invitation, secret = invite(NEW, role=Role.EDITOR, by=bram)

    assert len(secret) > 40
    assert secret not in str(Invitation.objects.filter(pk=invitation.pk).values())


def test_a_link_works_once(bram: User) -> None:
    _invitation, secret = invite(NEW, role=Role.EDITOR, by=bram)
    accept(Client(), f"/account/uitnodiging/{secret}/")

    again = accept(Client(), f"/account/uitnodiging/{secret}/", name="Tweede")

    assert again.status_code == 410
    assert User.objects.get(email=NEW).name == "Nieuw N."


def test_a_link_expires(bram: User) -> None:
    invitation, secret = invite(NEW, role=Role.EDITOR, by=bram)
    assert invitation.expires_at - timezone.now() > timedelta(days=settings.INVITATION_DAYS - 1)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    assert accept(Client(), f"/account/uitnodiging/{secret}/").status_code == 410
    assert not User.objects.filter(email=NEW).exists()


def test_a_link_that_was_taken_back_works_no_longer(bram: User) -> None:
    invitation, secret = invite(NEW, role=Role.EDITOR, by=bram)

    signed_in(bram).post(f"{LIST}{invitation.pk}/intrekken/")

    assert accept(Client(), f"/account/uitnodiging/{secret}/").status_code == 410
    assert signed_in(bram).post(f"{LIST}{invitation.pk}/intrekken/").status_code == 404


def test_sending_again_gives_a_new_link_and_time(bram: User, mailoutbox: list[EmailMessage]) -> None:
    invitation, secret = invite(NEW, role=Role.EDITOR, by=bram)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=1))

    signed_in(bram).post(f"{LIST}{invitation.pk}/opnieuw/")

    assert Client().get(f"/account/uitnodiging/{secret}/").status_code == 410
    assert Client().get(link_in(mailoutbox[0])).status_code == 200


def test_inviting_anew_replaces_what_was_open(bram: User) -> None:
    _first, secret = invite(NEW, role=Role.EDITOR, by=bram)

    signed_in(bram).post(LIST, {"email": NEW.upper(), "role": Role.RESEARCHER})

    assert [invitation.role for invitation in Invitation.objects.open()] == [Role.RESEARCHER]
    assert Client().get(f"/account/uitnodiging/{secret}/").status_code == 410


def test_who_has_an_account_is_not_invited(bram: User, rik: User, mailoutbox: list[EmailMessage]) -> None:
    answer = signed_in(bram).post(LIST, {"email": rik.email.upper(), "role": Role.EDITOR})

    assert "email" in answer.context["form"].errors
    assert (mailoutbox, Invitation.objects.count()) == ([], 0)


def test_somebody_who_took_the_address_and_never_showed_it_theirs_makes_way(bram: User, client: Client) -> None:
    client.post(reverse("account_signup"), {"name": "Dief", "email": NEW, "password1": "steel-dit-adres-maar"})
    _invitation, secret = invite(NEW, role=Role.EDITOR, by=bram)

    accept(Client(), f"/account/uitnodiging/{secret}/")

    person = User.objects.get(email=NEW)
    assert (person.name, person.check_password("steel-dit-adres-maar")) == ("Nieuw N.", False)


@pytest.mark.parametrize(
    ("data", "field"),
    [({"password": "kort"}, "password"), ({"password": "nieuw@voorbeeld.nl"}, "password"), ({"name": ""}, "name")],
)
def test_what_is_wrong_is_said_and_the_link_still_works(bram: User, data: dict[str, str], field: str) -> None:
    _invitation, secret = invite(NEW, role=Role.EDITOR, by=bram)

    answer = accept(Client(), f"/account/uitnodiging/{secret}/", **data)

    assert field in answer.context["form"].errors
    assert accept(Client(), f"/account/uitnodiging/{secret}/").status_code == 302


def test_a_passkey_may_take_the_place_of_a_password(bram: User, client: Client) -> None:
    _invitation, secret = invite(NEW, role=Role.EDITOR, by=bram)

    answer = accept(client, f"/account/uitnodiging/{secret}/", password="", way="passkey")

    assert answer["Location"] == reverse("mfa_add_webauthn")
    assert client.get(answer["Location"]).status_code == 200
    assert not User.objects.get(email=NEW).has_usable_password()


def test_a_link_does_nothing_to_somebody_who_is_signed_in(bram: User) -> None:
    _invitation, secret = invite(NEW, role=Role.EDITOR, by=bram)

    answer = accept(signed_in(bram), f"/account/uitnodiging/{secret}/")

    assert "account/invitation_for_another.html" in [template.name for template in answer.templates]
    assert Invitation.objects.open().count() == 1


@pytest.mark.parametrize("secret", ["x", "a" * 43, "%00", "%F0%9F%98%80"])
def test_a_guess_opens_nothing(client: Client, secret: str) -> None:
    assert client.get(f"/account/uitnodiging/{secret}/").status_code == 410


def test_without_mail_the_administrator_is_told_and_gets_the_link(bram: User, settings: Any, tmp_path: Any) -> None:
    settings.EMAIL_FILE_PATH = tmp_path
    client = signed_in(bram)

    answer = client.post(LIST, {"email": NEW, "role": Role.EDITOR}, follow=True)

    (message,) = answer.context["messages"]
    found = re.search(r"/account/uitnodiging/\S+", str(message))
    assert str(tmp_path) in answer.content.decode()
    assert said(answer) == ["warning"]
    assert found
    assert Client().get(found[0]).status_code == 200


def test_a_mail_server_that_fails_is_told(bram: User, settings: Any) -> None:
    settings.EMAIL_FILE_PATH = None
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    answer = signed_in(bram).post(LIST, {"email": NEW, "role": Role.EDITOR}, follow=True)

    assert said(answer) == ["warning"]
    assert Invitation.objects.open().count() == 1


def test_the_list_takes_the_same_queries_for_one_and_for_many(bram: User, django_assert_num_queries: Any) -> None:
    client = signed_in(bram)
    for number in range(30):
        invite(f"gast{number}@voorbeeld.nl", role=Role.EDITOR, by=a_person(Role.ADMINISTRATOR))

    with django_assert_num_queries(3):  # session, person, invitations with who sent them
        page = client.get(LIST).content.decode()

    assert page.count("data-email=") == 30
