"""What is over is kept for a week, with its files, and then goes."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from accounts.personal import everything_about
from jobs.doing import do_waiting
from jobs.keeping import forget, forget_old
from jobs.models import KEPT, Job, JobFile
from jobs.workflow import start
from tests.jobs.works import count_up

pytestmark = pytest.mark.django_db


def test_it_goes_after_a_week_with_its_files(rik: User, django_capture_on_commit_callbacks: Any) -> None:
    old, new = (start(count_up, rik, title=title, given={"to": 1}) for title in ("oud", "nieuw"))
    do_waiting()
    waiting = start(count_up, rik, title="wacht", given={"to": 1})
    DBTaskResult.objects.filter(pk=old.pk).update(finished_at=timezone.now() - KEPT - timedelta(minutes=1))
    gone, stays = (JobFile.objects.get(job=job).file.name for job in (old, new))

    with django_capture_on_commit_callbacks(execute=True):
        assert forget_old() == 1

    assert set(Job.objects.values_list("pk", flat=True)) == {new.pk, waiting.pk}
    assert [default_storage.exists(name) for name in (gone, stays)] == [False, True]


def test_an_attempt_that_was_cut_off_leaves_no_files(rik: User, django_capture_on_commit_callbacks: Any) -> None:
    job = start(count_up, rik, title="Tellen", given={"to": 3}, files={"erbij.txt": b"x"})
    do_waiting()
    name = JobFile.objects.get(is_given=False).file.name
    DBTaskResult.objects.filter(pk=job.pk).update(status="READY")

    with django_capture_on_commit_callbacks(execute=True):
        do_waiting()

    assert not default_storage.exists(name)
    assert sorted(JobFile.objects.values_list("name", flat=True)) == ["erbij.txt", "getallen.txt"]


def test_a_person_takes_it_along_and_leaves_nothing(rik: User) -> None:
    start(count_up, rik, title="Tellen", given={"to": 3})
    assert [job["title"] for job in everything_about(rik)["jobs"]] == ["Tellen"]

    forget(rik)

    assert not Job.objects.exists()
    assert not DBTaskResult.objects.exists()
