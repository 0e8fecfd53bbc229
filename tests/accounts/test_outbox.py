"""Mail waits in the database and not in a request; none is lost, and none is sent for what was undone."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Invitation, Letter, User
from accounts.outbox import send_waiting
from accounts.roles import Role
from tests.administration import said, signed_in
from tests.factories import a_person
from tests.mail_server import MailServer, mail_server

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings: Any) -> Iterator[MailServer]:
    """The site with a mail server of its own."""
    with mail_server() as running:
        settings.EMAIL_BACKEND = "accounts.outbox.Outbox"
        settings.EMAIL_SENT_BY = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_FILE_PATH = "127.0.0.1", running.port, None
        yield running


def write(to: str = "piet@voorbeeld.nl", subject: str = "Dag") -> None:
    mail.send_mail(subject, "Hallo é", "wijk@voorbeeld.nl", [to])


def make_due() -> None:
    Letter.objects.update(due_at=timezone.now())


def test_a_mail_waits_and_goes_out_as_it_was_written(server: MailServer) -> None:
    message = EmailMultiAlternatives("Één\u2009dag", "Plat é\n.\nslot", "wijk@voorbeeld.nl", ["piet@voorbeeld.nl"])
    message.attach_alternative("<p>Rijk</p>", "text/html")
    message.extra_headers["X-Soort"] = "proef"
    message.send()
    assert not server.messages

    assert send_waiting() == (1, 0)

    (got,) = server.messages
    plain, rich = got.iter_parts()  # type: ignore[attr-defined]
    assert (got["Subject"], got["To"], got["X-Soort"]) == ("Één\u2009dag", "piet@voorbeeld.nl", "proef")
    assert (plain.get_content().splitlines()[0], rich.get_content().strip()) == ("Plat é", "<p>Rijk</p>")
    assert not Letter.objects.exists()
    assert send_waiting() == (0, 0)


def test_what_is_undone_sends_nothing(server: MailServer) -> None:
    with transaction.atomic():
        write()
        transaction.set_rollback(True)

    assert not Letter.objects.exists()


def test_a_copy_of_the_database_reads_no_link(server: MailServer, bram: User) -> None:
    signed_in(bram).post(reverse("invitation_list"), {"email": "piet@voorbeeld.nl", "role": Role.EDITOR})

    (letter,) = Letter.objects.all()
    assert "uitnodiging" not in str(vars(letter))
    send_waiting()
    assert "/account/uitnodiging/" in server.messages[0].get_content()  # type: ignore[attr-defined]


def test_a_server_that_is_away_is_tried_again_and_nothing_is_lost(server: MailServer, settings: Any) -> None:
    settings.EMAIL_PORT = 9  # nobody listens
    write()
    write("an@voorbeeld.nl")

    assert send_waiting() == (0, 1)  # who does not answer for one does not answer for the other
    assert send_waiting() == (0, 1)
    assert send_waiting() == (0, 0)  # not yet
    settings.EMAIL_PORT = server.port
    make_due()

    assert send_waiting() == (2, 0)
    assert sorted(server.to()) == ["an@voorbeeld.nl", "piet@voorbeeld.nl"]


def test_one_that_is_refused_holds_up_no_other(server: MailServer) -> None:
    server.refuses["RCPT TO:<piet@"] = "550 nobody here"
    server.refuses["RCPT TO:<an@"] = "450 later"
    for name in ("piet", "an", "kees"):
        write(f"{name}@voorbeeld.nl")

    assert send_waiting() == (0, 2)
    assert send_waiting() == (1, 0)
    assert [letter.tries for letter in Letter.objects.all()] == [1]
    assert "@" not in Letter.objects.get().refusal
    assert server.to() == ["kees@voorbeeld.nl"]


def test_after_days_it_is_given_up(server: MailServer) -> None:
    server.refuses["MAIL"] = "451 not now"
    write()
    Letter.objects.update(written_at=timezone.now() - timedelta(days=4))

    send_waiting()

    assert not Letter.objects.exists()


def test_a_key_that_is_lost_keeps_no_other_mail(server: MailServer, settings: Any) -> None:
    write("piet@voorbeeld.nl")
    settings.SECRET_KEY = "an other key"
    write("an@voorbeeld.nl")

    assert send_waiting() == (1, 1)
    assert server.to() == ["an@voorbeeld.nl"]


def test_tried_again_it_is_the_same_mail(server: MailServer, settings: Any) -> None:
    write()
    sealed = Letter.objects.get().sealed
    send_waiting()
    Letter.objects.create(sealed=sealed)  # as if we were cut off before it was noted
    send_waiting()

    first, second = server.messages
    assert first["Message-ID"] == second["Message-ID"]


def test_the_administrator_is_told_of_mail_that_does_not_go(server: MailServer, bram: User, carla: User) -> None:
    write()
    server.refuses["MAIL"] = "535 who are you?"
    assert signed_in(bram).get("/beheer/").context["mail_trouble"] is None
    Letter.objects.update(written_at=timezone.now() - timedelta(hours=1))
    send_waiting()

    told = signed_in(bram).get("/beheer/").context["mail_trouble"]

    assert "535" in told.refusal
    assert signed_in(bram).get(reverse("invitation_list")).context["mail_trouble"] == told
    assert "mail_trouble" not in signed_in(carla).get("/beheer/").context


def test_inviting_does_not_wait_for_the_server(server: MailServer, bram: User, settings: Any) -> None:
    settings.EMAIL_PORT = 9
    answer = signed_in(bram).post(
        reverse("invitation_list"), {"email": "piet@voorbeeld.nl", "role": Role.EDITOR}, follow=True
    )

    assert said(answer) == ["success"]
    assert Invitation.objects.open().count() == Letter.objects.count() == 1


def test_a_forgotten_password(server: MailServer) -> None:
    person = a_person(Role.READER)

    Client().post(reverse("account_reset_password"), {"email": person.email})
    call_command("send_mail")

    assert server.to() == [person.email]


@pytest.mark.django_db(transaction=True)
def test_several_processes_send_each_mail_once(server: MailServer) -> None:
    for number in range(12):
        write(f"nummer{number}@voorbeeld.nl")

    def send(_number: int) -> int:
        try:
            return send_waiting()[0]
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as several:
        assert sum(several.map(send, range(3))) == 12

    assert len(set(server.to())) == len(server.to()) == 12
