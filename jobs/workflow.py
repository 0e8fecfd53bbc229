"""The states of a job: waiting → in hand → done, or not done, or stopped. What was cut off is taken up again."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks.base import Task, TaskResultStatus
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from jobs.ending import tell
from jobs.holding import Kind, wait_for
from jobs.in_hand import CannotBeDone, NotOursAnyMore
from jobs.keeping import forget_more_than, keep, remove_files
from jobs.models import LONGEST, Job

MOST_OPEN = 5  # jobs that one person may have waiting or in hand
MOST_OVER = 30  # jobs of one person that are kept, with what came of them, once they are over
MOST_ATTEMPTS = 3


class TooManyJobs(Exception):
    """This person has as many jobs as fit at once; the message says so, for people."""


class BrokenOff(Exception):
    """The work ended before it was done."""


@transaction.atomic
def start(
    what: Task[Any, Any],
    by: User | None,
    *,
    title: str,
    given: Mapping[str, Any] | None = None,
    files: Mapping[str, bytes | File] | None = None,
    key: str = "",
    back: str = "",
    longest: timedelta = LONGEST,
) -> Job:
    """Let a worker do `what` as soon as one has time, once the transaction of who asks for it is committed.

    `by=None` is the site itself. `given` are the arguments of `what`, as JSON can say them; `files` it reads with
    `given_file`. `title` tells `by` what it is, and `back` is the address where it was asked for. What `by` asked for
    already under the same `key` and is not over is given back instead of a new job; of the site itself, what has not
    begun.
    Raises TooManyJobs when `by` has MOST_OPEN jobs already.
    """
    wait_for(Kind.START, by.pk if by else "")
    mine = Job.objects.select_related("task").filter(person=by)
    if key and (same := (mine.open() if by else mine.waiting()).filter(key=key).first()):
        return same
    if by and mine.open().count() >= MOST_OPEN:
        raise TooManyJobs(
            _("You have %(number)s jobs that are not done yet: wait until one is done, or stop one.")
            % {"number": MOST_OPEN}
        )
    if by:
        forget_more_than(MOST_OVER, by)
    task = what.enqueue(**(given or {}))
    job = Job.objects.create(task_id=UUID(task.id), person=by, key=key, title=title[:200], back=back, longest=longest)
    for name, content in (files or {}).items():
        keep(job, name, content, "application/octet-stream", is_given=True)
    return job


@transaction.atomic
def stop(job: Job) -> None:
    """Let a job not be done, or not be done further. Does nothing when it is over.

    Who does it may hold its task for long; the worker then sees that it is to be stopped, and nobody waits here.
    """
    if not Job.objects.open().filter(pk=job.pk).update(stop_asked_at=timezone.now()):
        return
    free = DBTaskResult.objects.select_for_update(no_key=True, skip_locked=True)
    if task := free.filter(pk=job.pk, status=TaskResultStatus.READY).first():
        job.refresh_from_db()
        _fail(job, task, NotOursAnyMore(), _("You stopped it before it began."))


@transaction.atomic
def take_up(key: Any, worker_id: str) -> Job | None:
    """The job, for `worker_id` to do it, when it waits or was cut off; who calls this holds it."""
    task = DBTaskResult.objects.select_for_update(no_key=True).get(pk=key)
    job, _made = Job.objects.get_or_create(task=task, defaults={"title": task.task_name})
    job.task = task
    if task.status == TaskResultStatus.RUNNING and _is_over_by_now(job, task):
        return None
    if task.status not in {TaskResultStatus.READY, TaskResultStatus.RUNNING}:
        return None
    remove_files(job, came_of_it=True)
    task.claim(worker_id)
    job.done, job.of, job.words = 0, 0, ""
    job.save(update_fields=["done", "of", "words"])
    return job


def _is_over_by_now(job: Job, task: DBTaskResult) -> bool:
    """Of a job that was cut off: it was to be stopped anyway, or was cut off too often."""
    if job.stop_asked_at:
        _fail(job, task, NotOursAnyMore(), _("You stopped it."))
    elif len(task.worker_ids) >= MOST_ATTEMPTS:
        said = _("It was cut off %(number)s times before it was done. Tell an administrator, who can see why.")
        _fail(job, task, BrokenOff(), said % {"number": len(task.worker_ids)})
    else:
        return False
    return True


def note(key: Any, done: int, of: int, words: str) -> None:
    """Keep how far a job is, for who watches it."""
    Job.objects.filter(pk=key).update(done=max(done, 0), of=max(of, 0), words=words)


@transaction.atomic
def end(job: Job, worker_id: str, why: str) -> None:
    """Say that the attempt of `worker_id` ended without being done, and `why`, for people; unless it was done."""
    task = _locked(job)
    if task.status == TaskResultStatus.RUNNING and task.worker_ids[-1:] == [worker_id]:
        _fail(job, task, NotOursAnyMore() if job.stop_asked_at else CannotBeDone(why), why)


@transaction.atomic
def put_back(job: Job, worker_id: str) -> None:
    """Let the attempt of `worker_id`, which was ended for no fault of the job, not count."""
    task = _locked(job)
    if task.status == TaskResultStatus.RUNNING and task.worker_ids[-1:] == [worker_id]:
        task.status, task.worker_ids = TaskResultStatus.READY, task.worker_ids[:-1]
        task.save(update_fields=["status", "worker_ids"])


def _locked(job: Job) -> DBTaskResult:
    """The task of `job` as it is now, and `job` as it is now, until the transaction ends."""
    task = DBTaskResult.objects.select_for_update(no_key=True).get(pk=job.pk)
    job.refresh_from_db()
    job.task = task
    return task


def _fail(job: Job, task: DBTaskResult, why: Exception, words: str) -> None:
    task.set_failed(why)
    job.outcome = words
    job.save(update_fields=["outcome"])
    job.task = task
    tell(job)
