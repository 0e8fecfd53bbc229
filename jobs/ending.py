"""Who else hears that a job is over, or that somebody saw it: rooms above add themselves at start-up.

What they do belongs to the transaction in which the job ends.
"""

from collections.abc import Callable

from accounts.models import User
from jobs.models import Job

heard: list[Callable[[Job], object]] = []
seen: list[Callable[[Job, User], object]] = []


def tell(job: Job) -> None:
    """Say that `job` is done, or was not done; nothing of what who asked for it stopped."""
    if job.state == Job.State.STOPPED:
        return
    for hear in heard:
        hear(job)


def tell_that_seen(job: Job, by: User) -> None:
    """Say that the page of `job`, which is over, was shown to `by`."""
    for see in seen:
        see(job, by)
