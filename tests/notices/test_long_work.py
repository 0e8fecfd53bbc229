"""Who asked for long work hears how it ended: on the site, and by mail when it failed or took long."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from jobs import keeping, workflow
from jobs.doing import do_waiting
from jobs.models import Job
from notices.models import Notice, Rhythm
from notices.workflow import choose
from tests.administration import signed_in
from tests.jobs.works import count_up, refuse

pytestmark = pytest.mark.django_db

Ended = Callable[..., Job]


@pytest.fixture
def ended(rik: User, django_capture_on_commit_callbacks: Any) -> Ended:
    """Lets Rik ask for work, some time ago, and does it."""

    def end(what: Task[Any, Any], by: User | None = rik, *, ago: timedelta = timedelta(), **given: Any) -> Job:
        job = workflow.start(what, by, title="Bundel “Plekken”", given=given)
        DBTaskResult.objects.filter(pk=job.pk).update(enqueued_at=timezone.now() - ago)
        with django_capture_on_commit_callbacks(execute=True):
            do_waiting()
        return Job.objects.get(pk=job.pk)

    return end


def test_what_is_done_quickly_is_told_on_the_site_alone(ended: Ended, rik: User, mailoutbox: list[Any]) -> None:
    ended(count_up, to=2)

    call_command("send_digests")

    notice = Notice.objects.get(person=rik)
    assert (notice.kind, notice.words, notice.read_at) == ("job_done", "Tot 2 geteld.", None)
    assert not mailoutbox


def test_what_took_more_than_a_minute_is_mailed(ended: Ended, rik: User, mailoutbox: list[Any]) -> None:
    job = ended(count_up, to=2, ago=timedelta(seconds=70))

    (mail,) = mailoutbox
    assert mail.to == [rik.email]
    assert "Plekken" in mail.subject
    assert "Tot 2 geteld." in mail.body
    assert job.get_absolute_url() in mail.body


def test_what_failed_is_mailed_with_why(ended: Ended, rik: User, mailoutbox: list[Any]) -> None:
    ended(refuse)

    assert Notice.objects.get(person=rik).kind == "job_failed"
    assert "kies eerst iets" in mailoutbox[0].body


def test_who_wants_no_mail_gets_none(ended: Ended, rik: User, mailoutbox: list[Any]) -> None:
    choose(rik, Rhythm.NEVER)

    ended(refuse)

    assert Notice.objects.filter(person=rik).exists()
    assert not mailoutbox


def test_with_a_digest_it_waits_for_that(ended: Ended, rik: User, mailoutbox: list[Any]) -> None:
    choose(rik, Rhythm.DAILY)
    ended(refuse)
    ended(count_up, to=1)
    assert not mailoutbox
    Notice.objects.update(at=timezone.now() - timedelta(days=1))

    call_command("send_digests")

    (mail,) = mailoutbox
    assert "kies eerst iets" in mail.body
    assert "geteld" not in mail.body


def test_what_one_stopped_and_what_the_site_does_is_told_to_nobody(ended: Ended, rik: User) -> None:
    workflow.stop(workflow.start(count_up, rik, title="Tellen", given={"to": 1}))

    ended(refuse, by=None)

    assert not Notice.objects.exists()


def test_the_notice_leads_to_the_job_as_long_as_it_is_kept(ended: Ended, rik: User) -> None:
    job = ended(count_up, to=1)
    notice = Notice.objects.get()
    client = signed_in(rik)

    assert client.post(f"/werkplek/berichten/{notice.pk}/")["Location"] == job.get_absolute_url()
    keeping.forget(rik)
    assert client.post(f"/werkplek/berichten/{notice.pk}/")["Location"] == "/werkplek/berichten/"
    assert "Plekken" in client.get("/werkplek/berichten/").content.decode()


def test_who_watched_it_end_has_read_it(ended: Ended, rik: User, bram: User) -> None:
    job = ended(count_up, to=1)

    signed_in(bram).get(job.get_absolute_url())
    assert Notice.objects.get().read_at is None
    signed_in(rik).get(job.get_absolute_url(), headers={"HX-Request": "true"})
    assert Notice.objects.get().read_at is not None
