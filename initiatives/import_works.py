"""Files of cases that take longer to write than a page may: taken over by the worker, all of them or nothing, once."""

from functools import partial
from hashlib import sha256
from typing import cast

from django.core.files.base import File
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks import TaskContext, task

from accounts.models import User
from initiatives.exchange import ImportNotAllowed, Manner, Report, import_file
from jobs.in_hand import CannotBeDone, JobInHand, job_of
from jobs.models import Job
from jobs.workflow import start

WRITTEN_AT_ONCE = 300_000  # bytes, some hundreds of cases; what is larger may take longer than a page may
MOST_LINES = 10  # of what is wrong, told to who waits
PARTS = 1000  # of a file, by which its progress is told
_FILE = "file"


def start_taking_over(file: File, name: str, manner: Manner, *, ticket: str) -> Job:
    """Let a file that was looked at be taken over; by the same `ticket` once. Raises TooManyJobs."""
    return start(
        take_over,
        manner.by,
        title=_("Taking over “%(file)s”") % {"file": name},
        given={"name": name, "publish": manner.publish, "creates_terms": manner.creates_terms},
        files={_FILE: file},
        key=f"import:{sha256(ticket.encode()).hexdigest()}",
        back=reverse("admin:initiatives_initiative_import"),
    )


@task(takes_context=True)
def take_over(context: TaskContext, name: str, publish: bool, creates_terms: bool) -> None:
    """Take over a file; what is wrong with it by now is said line by line, and nothing is written then."""
    job = job_of(context)
    manner = Manner(by=cast("User", job.job.person), publish=publish, creates_terms=creates_terms)
    try:
        with job.open_given(_FILE) as file, job.for_good():
            report = import_file(file, name, manner, progress=partial(_tell, job))  # type: ignore[arg-type]
            if report.errors:
                raise CannotBeDone(_refused(report))
            job.conclude(taken_over(report), leads_to=reverse("admin:initiatives_initiative_changelist"))
    except ImportNotAllowed as refusal:
        raise CannotBeDone(str(refusal)) from refusal


def taken_over(report: Report) -> str:
    """What was taken over, in words."""
    said = _("Taken over: %(new)d new, %(changed)d changed, %(unchanged)d unchanged.")
    return said % {"new": report.new, "changed": report.changed, "unchanged": report.unchanged}


def _tell(job: JobInHand, count: int, share: float | None) -> None:
    words = ngettext("%(number)d case", "%(number)d cases", count) % {"number": count}
    job.report(round((share or 0) * PARTS), PARTS if share is not None else 0, words)


def _refused(report: Report) -> str:
    """The catalogue may have changed since somebody looked at the file."""
    number = len(report.errors)
    said = ngettext(
        "Nothing was taken over, since %(number)d thing in the file is wrong by now. Better it, and send the file"
        " again.",
        "Nothing was taken over, since %(number)d things in the file are wrong by now. Better them, and send the file"
        " again.",
        number,
    )
    lines = [
        _("Line %(line)d: %(message)s") % {"line": each.line, "message": each.message} if each.line else each.message
        for each in sorted(report.errors)[:MOST_LINES]
    ]
    return "\n".join([said % {"number": number}, *lines])
