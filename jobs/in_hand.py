"""What work has of its job while it is done: telling how far it is, keeping files, and ending it with what it did."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.core.files.base import ContentFile
from django.db import transaction
from django_tasks import TaskContext, TaskResultStatus
from django_tasks_db.models import DBTaskResult

from jobs.models import Job, JobFile

Report = Callable[[int, int, str], None]


class CannotBeDone(Exception):
    """The work cannot be done; the message says why and what to do, for people."""


class NotOursAnyMore(Exception):
    """The job was stopped, or somebody else took it up: what we would still do is not wanted."""


class JobInHand:
    """One attempt at a job. `report` is where to tell how far it is."""

    def __init__(self, job: Job, worker_id: str, report: Report) -> None:
        self.job = job
        self.is_over = False
        self._worker_id = worker_id
        self._report = report

    def report(self, done: int, of: int, words: object = "") -> None:
        """Tell who waits that `done` of `of` is done, and in `words` what is being done now; shown at once."""
        self._report(done, of, str(words)[:200])

    def conclude(self, words: object, *, leads_to: str = "") -> None:
        """Say what came of it, and at which address that can be seen; shown when it is done."""
        self.job.outcome, self.job.leads_to = str(words), leads_to

    def given_file(self, name: str) -> bytes:
        """What was given to `start` under this name."""
        with self.job.files.get(name=name, is_given=True).file.open() as file:
            return bytes(file.read())

    def keep_file(self, name: str, content: bytes, content_type: str) -> JobFile:
        """Keep something that came of it, for as long as the job is kept; who asked for the job can download it."""
        return keep(self.job, name, content, content_type)

    @contextmanager
    def for_good(self) -> Iterator[None]:
        """What the block writes to the database is written together with the job's being done: once, or not at all.

        Raises NotOursAnyMore when the job was stopped or taken up by somebody else meanwhile.
        """
        with transaction.atomic():
            task = DBTaskResult.objects.select_for_update(no_key=True).filter(pk=self.job.pk).first()
            if task is None or not self._is_ours(task):
                raise NotOursAnyMore
            yield
            task.set_successful(None)
            self.job.save(update_fields=["outcome", "leads_to"])
        self.is_over = True

    def _is_ours(self, task: DBTaskResult) -> bool:
        if Job.objects.filter(pk=task.pk, stop_asked_at__isnull=False).exists():
            return False
        return task.status == TaskResultStatus.RUNNING and task.worker_ids[-1:] == [self._worker_id]


def keep(job: Job, name: str, content: bytes, content_type: str, *, is_given: bool = False) -> JobFile:
    row = JobFile(job=job, name=name, content_type=content_type, size=len(content), is_given=is_given)
    row.file.save(name, ContentFile(content), save=False)
    row.save()
    return row


_in_hand: dict[str, JobInHand] = {}


@contextmanager
def taken_in_hand(job: JobInHand) -> Iterator[None]:
    """Let `job_of` find it."""
    _in_hand[str(job.job.pk)] = job
    try:
        yield
    finally:
        del _in_hand[str(job.job.pk)]


def job_of(context: TaskContext) -> JobInHand:
    """The job that a task is done for."""
    return _in_hand[context.task_result.id]
