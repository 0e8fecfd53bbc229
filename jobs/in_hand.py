"""What work has of its job while it is done: telling how far it is, keeping files, and ending it with what it did."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.files.base import File
from django.db import connection, transaction
from django_tasks import TaskContext, TaskResultStatus
from django_tasks_db.models import DBTaskResult

from jobs.ending import tell
from jobs.keeping import keep
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
        self._result: Any = None
        self._worker_id = worker_id
        self._report = report

    def report(self, done: int, of: int, words: object = "") -> None:
        """Tell who waits that `done` of `of` is done, and in `words` what is being done now; shown at once."""
        self._report(done, of, str(words)[:200])

    def conclude(self, words: object, *, leads_to: str = "", result: Any = None) -> None:
        """Say what came of it, and at which address that can be seen; shown when it is done.

        `result`, as JSON can say it, is for programs: the return value of the task.
        """
        self.job.outcome, self.job.leads_to, self._result = str(words), leads_to, result

    def given_file(self, name: str) -> bytes:
        """What was given to `start` under this name."""
        with self.open_given(name) as file:
            return bytes(file.read())

    @contextmanager
    def open_given(self, name: str) -> Iterator[File]:
        """The same, to be read bit by bit."""
        with self.job.files.get(name=name, is_given=True).file.open() as file:
            yield file

    def keep_file(self, name: str, content: bytes, content_type: str) -> JobFile:
        """Keep something that came of it, for as long as the job is kept; who asked for the job can download it."""
        return keep(self.job, name, content, content_type)

    @contextmanager
    def for_good(self) -> Iterator[None]:
        """What the block writes to the database is written together with the job's being done: once, or not at all.

        Raises NotOursAnyMore when the job was stopped or taken up by somebody else meanwhile.
        """
        with transaction.atomic():
            _end_with_us()
            task = DBTaskResult.objects.select_for_update(no_key=True).filter(pk=self.job.pk).first()
            if task is None or not self._is_ours(task):
                raise NotOursAnyMore
            yield
            task.set_successful(self._result)
            self.job.save(update_fields=["outcome", "leads_to"])
            self.job.task = task
            tell(self.job)
        self.is_over = True

    def _is_ours(self, task: DBTaskResult) -> bool:
        if Job.objects.filter(pk=task.pk, stop_asked_at__isnull=False).exists():
            return False
        return task.status == TaskResultStatus.RUNNING and task.worker_ids[-1:] == [self._worker_id]


def _end_with_us() -> None:
    """Let PostgreSQL undo the transaction soon when we are killed, also in the middle of a long statement."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL client_connection_check_interval = '0.5s'")


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
