"""The files of jobs, and how long jobs are kept with them."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from jobs.models import FOLDER, KEPT, Job, JobFile

SPARED = timedelta(days=1)


def keep(job: Job, name: str, content: bytes | File, content_type: str, *, is_given: bool = False) -> JobFile:
    """Keep a file with a job: what came of it, or what it was given."""
    file = ContentFile(content) if isinstance(content, bytes) else content
    row = JobFile(job=job, name=name, content_type=content_type, size=file.size, is_given=is_given)
    row.file.save(name, file, save=False)
    row.save()
    return row


def remove_files(job: Job, *, came_of_it: bool = False) -> None:
    """Remove the files of a job; with `came_of_it` those alone that were not given to it."""
    files = job.files.filter(is_given=False) if came_of_it else job.files.all()
    names = [str(row.file.name) for row in files]
    JobFile.objects.filter(pk__in=[row.pk for row in files]).delete()
    transaction.on_commit(lambda: _remove_stored(names))


def forget_old() -> int:
    """Remove what is over for longer than it is kept, with its files; returns how many jobs."""
    old = list(Job.objects.over().filter(task__finished_at__lt=timezone.now() - KEPT))
    with transaction.atomic():
        _forget(old)
    _forget_bytes()
    return len(old)


def forget_more_than(number: int, person: User) -> None:
    """Of what `person` asked for and is over, keep this many jobs with their files: the newest."""
    _forget(Job.objects.of(person).over().newest_first()[number:])


def let_go_all() -> None:
    """Forget all jobs, with what was given to them and what came of them, when the transaction is committed.

    Those in hand are ended first: their process goes within seconds, and what it held with it.
    """
    transaction.on_commit(_let_go_all)


def everything_of(person: User) -> list[dict[str, Any]]:
    """What is kept here about `person`."""
    fields = ("title", "words", "outcome", "task__enqueued_at", "task__finished_at")
    return list(Job.objects.of(person).newest_first().values(*fields))


def forget(person: User) -> None:
    """What the person asked for is of no use to others."""
    _forget(Job.objects.of(person))


def _let_go_all() -> None:
    Job.objects.open().update(stop_asked_at=timezone.now())
    with transaction.atomic():
        _forget(Job.objects.all())


def _forget(jobs: Iterable[Job]) -> None:
    keys = []
    for job in jobs:
        remove_files(job)
        keys.append(job.pk)
    DBTaskResult.objects.filter(pk__in=keys).delete()


def _forget_bytes() -> None:
    """Remove bytes without a row, as of work that was cut off while it kept something."""
    try:
        folders, _files = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return
    places = {f"{FOLDER}/{each}" for each in folders}
    known = {str(name).rpartition("/")[0] for name in JobFile.objects.values_list("file", flat=True)}
    for place in places - known:
        names = [f"{place}/{name}" for name in default_storage.listdir(place)[1]]
        if all(default_storage.get_modified_time(name) < timezone.now() - SPARED for name in names):
            _remove_stored(names)


def _remove_stored(names: Iterable[str]) -> None:
    for name in names:
        default_storage.delete(name)
