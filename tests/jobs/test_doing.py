"""A job is done once, in the language of who asked for it, and says what came of it."""

import pytest

from accounts.models import User
from jobs.doing import do_waiting
from jobs.models import Job
from jobs.workflow import start
from tests.jobs.works import count_twice, count_up, refuse

pytestmark = pytest.mark.django_db


def test_it_says_what_came_of_it(rik: User) -> None:
    job = start(count_up, rik, title="Tellen", given={"to": 4})

    do_waiting()

    job = Job.objects.get(pk=job.pk)
    (file,) = job.files.all()
    assert (job.state, job.outcome, job.leads_to) == (Job.State.DONE, "Tot 4 geteld.", "/lessen/")
    assert (job.percentage, job.words) == (75, "Getal 4")
    assert (file.name, file.size, file.file.read()) == ("getallen.txt", 7, b"0\n1\n2\n3")


def test_it_reads_what_it_was_given(rik: User) -> None:
    job = start(count_twice, rik, title="Tellen", files={"woorden.txt": b"een twee drie"})

    do_waiting()

    assert Job.objects.get(pk=job.pk).outcome == "3"


def test_what_cannot_be_done_says_why(rik: User) -> None:
    job = start(refuse, rik, title="Tellen")

    do_waiting()

    job = Job.objects.get(pk=job.pk)
    assert (job.state, job.outcome) == (Job.State.FAILED, "Er is niets te tellen: kies eerst iets.")
