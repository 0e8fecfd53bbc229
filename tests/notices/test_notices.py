"""Messages about one's work: who gets them, when they are mailed, and that a broken mail server breaks nothing else."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts import personal
from accounts.models import User
from accounts.workflow import erase
from initiatives import workflow
from notices.models import MailChoice, Notice, Rhythm
from notices.workflow import choose
from tests.administration import signed_in
from tests.factories import a_case, a_draft

pytestmark = pytest.mark.django_db

ADDRESS = "/werkplek/berichten/"


def kinds_of(person: User) -> list[str]:
    return list(Notice.objects.of(person).newest_first().values_list("kind", flat=True))


@pytest.fixture
def submitted(fatma: User, carla: User) -> Any:
    draft = a_draft(by=fatma, title="Soep")
    workflow.submit(draft, by=fatma)
    draft.refresh_from_db()
    return draft


def test_editors_hear_what_is_submitted_and_makers_what_becomes_of_it(submitted: Any, fatma: User, carla: User) -> None:
    workflow.ask_for_changes(submitted, by=carla, reason="Wie kookt er?")
    submitted.refresh_from_db()
    workflow.publish(submitted, by=carla)

    assert kinds_of(carla) == ["submitted"]
    assert kinds_of(fatma) == ["published", "changes_asked"]


def test_who_did_it_and_who_is_switched_off_hear_nothing(fatma: User, carla: User, bram: User) -> None:
    User.objects.filter(pk=bram.pk).update(is_active=False)

    workflow.submit(a_draft(by=carla), by=carla)

    assert not Notice.objects.exists()


def test_what_is_rolled_back_is_not_told(
    fatma: User, carla: User, django_capture_on_commit_callbacks: Any, mailoutbox: list[Any]
) -> None:
    draft = a_draft(by=fatma, municipality=None)  # cannot be submitted without a place

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(workflow.TransitionNotAllowed):
        workflow.submit(draft, by=fatma)

    assert not Notice.objects.exists()
    assert not mailoutbox


def test_opening_a_message_marks_it_and_leads_to_its_case(submitted: Any, carla: User, rik: User) -> None:
    notice = Notice.objects.get(person=carla)
    client = signed_in(carla)

    assert signed_in(rik).post(f"{ADDRESS}{notice.pk}/").status_code == 404
    assert submitted.record.slug in client.post(f"{ADDRESS}{notice.pk}/").url
    assert Notice.objects.get().read_at is not None


def test_the_header_counts_what_is_unread(submitted: Any, carla: User) -> None:
    client = signed_in(carla)

    assert b'class="unread">1' in client.get("/").content
    client.post(f"{ADDRESS}gelezen/")
    assert b'class="unread"' not in client.get("/").content
    assert b"/werkplek/berichten/" not in Client().get("/").content


def test_the_number_of_queries_is_fixed(
    fatma: User, carla: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(25):
        workflow.submit(a_draft(by=fatma), by=fatma)
    client = signed_in(carla)

    with django_assert_max_num_queries(6):
        page = client.get(ADDRESS)

    assert len(page.context["several"]) == 20
    assert client.get(f"{ADDRESS}?pagina=3").status_code == 404
    assert client.get(f"{ADDRESS}?pagina=%C2%B2").status_code in {200, 404}


class TestMail:
    def test_it_is_sent_at_once_when_the_change_is_committed(
        self, fatma: User, carla: User, django_capture_on_commit_callbacks: Any, mailoutbox: list[Any]
    ) -> None:
        draft = a_draft(by=fatma, title="Soep\r\nBcc: x@y.nl")
        with django_capture_on_commit_callbacks(execute=True):
            workflow.submit(draft, by=fatma)
            assert not mailoutbox

        (message,) = mailoutbox
        assert message.to == [carla.email]
        assert "\n" not in message.subject
        assert f"/werkplek/initiatieven/{draft.record.slug}/" in message.body
        assert "/account/berichten/" in message.body

    def test_each_chooses(
        self, fatma: User, carla: User, bram: User, django_capture_on_commit_callbacks: Any, mailoutbox: list[Any]
    ) -> None:
        choose(carla, Rhythm.DAILY)
        choose(bram, Rhythm.NEVER)
        with django_capture_on_commit_callbacks(execute=True):
            workflow.submit(a_draft(by=fatma), by=fatma)
            workflow.submit(a_draft(by=fatma), by=fatma)
        call_command("send_digests")
        assert not mailoutbox  # its morning is still to come

        Notice.objects.update(at=timezone.now() - timedelta(days=1))
        call_command("send_digests")
        call_command("send_digests")

        assert [message.to for message in mailoutbox] == [[carla.email]]
        assert mailoutbox[0].body.count("/werkplek/initiatieven/") == 2

    def test_a_weekly_digest_goes_out_on_the_first_round_after_monday_morning(
        self, fatma: User, carla: User, mailoutbox: list[Any], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        choose(carla, Rhythm.WEEKLY)
        workflow.submit(a_draft(by=fatma), by=fatma)
        tuesday = timezone.localtime().replace(year=2026, month=3, day=3, hour=12)
        Notice.objects.update(at=tuesday)
        sent = []

        for days in range(14):
            monkeypatch.setattr(timezone, "now", lambda days=days: tuesday + timedelta(days=days))
            call_command("send_digests")
            sent.append(len(mailoutbox))

        assert sent == [0] * 6 + [1] * 8

    @pytest.mark.usefixtures("submitted")
    def test_what_was_read_already_is_not_mailed(self, carla: User, mailoutbox: list[Any]) -> None:
        choose(carla, Rhythm.DAILY)
        signed_in(carla).post(f"{ADDRESS}gelezen/")

        call_command("send_digests")

        assert not mailoutbox

    def test_a_broken_mail_server_breaks_nothing_and_is_tried_again(
        self, fatma: User, carla: User, settings: Any, django_capture_on_commit_callbacks: Any
    ) -> None:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody listens
        draft = a_draft(by=fatma)
        with django_capture_on_commit_callbacks(execute=True):
            workflow.submit(draft, by=fatma)
        draft.refresh_from_db()
        assert draft.status == "in_review"

        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        call_command("send_digests")
        assert not mail.outbox
        Notice.objects.update(at=timezone.now() - timedelta(hours=1))
        call_command("send_digests")
        assert [message.to for message in mail.outbox] == [[carla.email]]

    def test_the_choice_is_made_on_a_page(self, rik: User) -> None:
        client = signed_in(rik)

        assert client.post("/account/berichten/", {"rhythm": "hourly"}).status_code == 422
        assert client.post("/account/berichten/", {"rhythm": "never"}).status_code == 302
        assert MailChoice.objects.get(person=rik).rhythm == Rhythm.NEVER


def test_messages_belong_to_ones_data_and_go_with_the_account(submitted: Any, carla: User, bram: User) -> None:
    found = personal.everything_about(carla)["notices"]
    assert [each["kind"] for each in found["messages"]] == ["submitted"]

    erase(carla)

    assert not Notice.objects.filter(person=carla).exists()


def test_withdrawing_is_told_with_its_reason(fatma: User, carla: User) -> None:
    case = a_case(by=fatma)

    workflow.withdraw(case, by=carla, reason="Op verzoek")

    assert Notice.objects.get(person=fatma, kind="withdrawn").words == "Op verzoek"
