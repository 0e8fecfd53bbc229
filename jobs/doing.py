"""Doing a job, in whatever process: once to its end, or until it cannot be done or is not wanted any more."""

from secrets import token_hex
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import TaskContext

from accounts.language import language_of
from jobs import workflow
from jobs.holding import Kind, held
from jobs.in_hand import CannotBeDone, JobInHand, NotOursAnyMore, Report, taken_in_hand
from jobs.models import Job


def do(key: Any, worker_id: str, report: Report | None = None) -> bool:
    """Do the job with this key unless somebody else does; returns whether it was ours to do.

    What the work raises and is no CannotBeDone is raised: the caller then has to say that the job is not done.
    """
    with held(Kind.JOB, key) as is_ours:
        job = workflow.take_up(key, worker_id) if is_ours else None
        if job is None:
            return False
        in_hand = JobInHand(job, worker_id, report or _noting(key))
        with translation.override(language_of(job.person) if job.person else settings.LANGUAGE_CODE):
            _do(job, in_hand, worker_id)
    return True


def _do(job: Job, in_hand: JobInHand, worker_id: str) -> None:
    try:
        result: Any = job.task.task_result
    except ImportError:
        workflow.end(job, worker_id, _("This version of the site does not know this kind of work any more."))
        return
    context = [TaskContext(task_result=result)] if result.task.takes_context else []
    try:
        with taken_in_hand(in_hand):
            result.task.call(*context, *result.args, **result.kwargs)
        if not in_hand.is_over:
            with in_hand.for_good():
                pass
    except CannotBeDone as why:
        workflow.end(job, worker_id, str(why))
    except MemoryError:
        workflow.end(job, worker_id, too_large())
    except NotOursAnyMore:
        workflow.end(job, worker_id, _("You stopped it."))


def too_large() -> str:
    return _("This is too much for the memory that one job may use. Ask for less at once, such as fewer cases.")


def do_waiting() -> int:
    """Do all that waits, one after another, in this process; returns how many jobs."""
    number = 0
    while (key := Job.objects.waiting().in_turn().values_list("pk", flat=True).first()) and do(key, token_hex(8)):
        number += 1
    return number


def _noting(key: Any) -> Report:
    def report(done: int, of: int, words: str) -> None:
        workflow.note(key, done, of, words)

    return report
