"""Notices of long work: who asked for a job finds on the site that it is done or was not done.

A mail comes of what failed, and of what took so long that people do something else meanwhile.
"""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from jobs import ending
from jobs.models import Job
from notices import kinds
from notices.models import Notice
from notices.workflow import LONGEST, leave

WAITED_FOR = timedelta(minutes=1)  # as long as people stay to see the end
DONE, FAILED = "job_done", "job_failed"


def register() -> None:
    """Listen to what becomes of jobs, and say what notices of it say."""
    kinds.register(DONE, _("Done: “%(title)s”"), page="job")
    kinds.register(FAILED, _("Not done: “%(title)s”"), page="job")
    ending.heard.append(tell)
    ending.seen.append(mark_seen)


def tell(job: Job) -> None:
    """Leave a notice of the end of `job` for who asked for it; the site itself asks nobody to read."""
    if job.person is None or not job.person.is_active:
        return
    took = timezone.now() - job.task.enqueued_at
    kind, by_mail = (DONE, took > WAITED_FOR) if job.state == Job.State.DONE else (FAILED, True)
    words = job.outcome[:LONGEST]
    leave([Notice(person=job.person, kind=kind, job=job, title=job.title, words=words, by_mail=by_mail)])


def mark_seen(job: Job, by: User) -> None:
    """What somebody watched to its end is no news to them."""
    Notice.objects.of(by).unread().filter(job=job).update(read_at=timezone.now())
