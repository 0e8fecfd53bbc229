"""Files of codings that are too large to be looked at, or taken in, while a page waits."""

from dataclasses import asdict
from typing import Any, cast
from uuid import UUID

from django.core.files.base import File
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks import TaskContext, task

from accounts.models import User
from jobs.in_hand import CannotBeDone, JobInHand, job_of
from jobs.models import Job
from jobs.workflow import start
from lessons.refi_qda.importing import check_file, import_file
from lessons.refi_qda.planning import Manner
from lessons.refi_qda.positions import Counting
from lessons.refi_qda.report import ImportNotAllowed, Remark, Report

LOOKED_AT_AT_ONCE = 300_000  # bytes; what is larger may take longer than a page may
_FILE = "file"


def start_looking(file: File, *, by: User, skip_unknown: bool, positions: str) -> Job:
    """Let a file be looked at. Raises TooManyJobs."""
    return start(
        look_at_codings,
        by,
        title=_("What “%(file)s” would add") % {"file": file.name},
        given={"skip_unknown": skip_unknown, "positions": positions},
        files={_FILE: file},
        back=reverse("workspace_codings"),
    )


def start_taking_in(looked: Job) -> Job:
    """Let the file of a job of `start_looking` be taken in. Raises TooManyJobs."""
    with looked.files.get(name=_FILE, is_given=True).file.open() as file:
        return start(
            take_in_codings,
            looked.person,
            title=_("Taking in codings"),
            given=looked.task.args_kwargs["kwargs"],
            files={_FILE: file},
            key=f"codings:{looked.pk}",
            back=reverse("workspace_codings"),
        )


def looked_at(key: UUID, *, by: User) -> Job | None:
    """The job of `by` that looked at a file, when it is done."""
    jobs = Job.objects.of(by).select_related("task").filter(pk=key, task__task_path=look_at_codings.module_path)
    job = jobs.first()
    return job if job and job.state == Job.State.DONE else None


def report_of(job: Job) -> Report:
    """What looking at a file gave."""
    kept: Any = job.task.return_value
    said = dict(kept)
    for name in ("errors", "left_out"):
        said[name] = [Remark(**each) for each in said[name]]
    return Report(**said)


@task(takes_context=True)
def look_at_codings(context: TaskContext, skip_unknown: bool, positions: str) -> None:
    """Say what a file would add."""
    job = job_of(context)
    try:
        with job.open_given(_FILE) as file:
            report = check_file(cast("Any", file), _manner(job, skip_unknown, positions))
    except ImportNotAllowed as refusal:
        raise CannotBeDone(str(refusal)) from refusal
    leads_to = f"{reverse('workspace_codings')}?bekeken={job.job.pk}"
    job.conclude(_("The file was looked at."), leads_to=leads_to, result=asdict(report))


@task(takes_context=True)
def take_in_codings(context: TaskContext, skip_unknown: bool, positions: str) -> None:
    """Take in a file, all of it or nothing, once."""
    job = job_of(context)
    try:
        with job.open_given(_FILE) as file, job.for_good():
            report = import_file(cast("Any", file), _manner(job, skip_unknown, positions))
            if report.errors:
                raise CannotBeDone(_refused(report))
            job.conclude(taken_in(report), leads_to=reverse("workspace_codings"))
    except ImportNotAllowed as refusal:
        raise CannotBeDone(str(refusal)) from refusal


def taken_in(report: Report) -> str:
    """What was taken in, in words."""
    said = _("Taken in: %(new_passages)d passages, %(new_codings)d codings, %(new_evidence)d proposals.")
    return said % vars(report)


def _manner(job: JobInHand, skip_unknown: bool, positions: str) -> Manner:
    return Manner(cast("User", job.job.person), skip_unknown, Counting(positions))


def _refused(report: Report) -> str:
    """The catalogue may have changed since somebody looked at the file."""
    number = len(report.errors)
    said = ngettext(
        "Nothing was taken in, since %(number)d thing in the file is wrong by now. Send the file again to see what.",
        "Nothing was taken in, since %(number)d things in the file are wrong by now. Send the file again to see what.",
        number,
    )
    return said % {"number": number}
