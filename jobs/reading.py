"""What pages tell of jobs and rounds beside what their rows say."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from jobs import rounds
from jobs.models import Job, Round


@dataclass(frozen=True)
class RoundSoFar:
    """`went_well` is None as long as it was never made."""

    title: Any
    began_at: datetime | None
    went_well: bool | None


def rounds_so_far() -> list[RoundSoFar]:
    """What the site does by itself, and how that went the last time."""
    last = Round.objects.in_bulk()
    return [
        RoundSoFar(each.title, found.began_at, found.went_well) if found else RoundSoFar(each.title, None, None)
        for each, found in ((each, last.get(each.name)) for each in rounds.all_regular())
    ]


def turn_of(job: Job) -> int:
    """How many jobs are taken up before this one."""
    if job.state != Job.State.WAITING:
        return 0
    keys = list(Job.objects.waiting().in_turn().values_list("pk", flat=True))
    return keys.index(job.pk) if job.pk in keys else 0
