"""What is known of a piece of long work beside its task: whose it is, how far it is, and what came of it."""

import secrets
from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from jobs.querysets import JobQuerySet

KEPT = timedelta(days=7)  # after its end, with its files
LONGEST = timedelta(minutes=30)
FOLDER = "jobs"


def folder_of(_file: "JobFile", name: str) -> str:
    """Where the bytes of a file are kept: below a name that nobody can guess."""
    return f"{FOLDER}/{secrets.token_hex(16)}/{name}"


class Job(models.Model):
    """Long work that somebody asked for, or with no `person` the site itself. Whether it is done is in its task."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("job", "waiting")
        RUNNING = "running", pgettext_lazy("job", "in hand")
        DONE = "done", pgettext_lazy("job", "done")
        FAILED = "failed", pgettext_lazy("job", "not done")
        STOPPED = "stopped", pgettext_lazy("job", "stopped")

    task = models.OneToOneField(DBTaskResult, on_delete=models.CASCADE, primary_key=True, related_name="job")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked for by"),
        on_delete=models.CASCADE,
        related_name="jobs",
        null=True,
    )
    key = models.CharField(max_length=200, blank=True)
    title = models.CharField(_("title"), max_length=200)
    back = models.CharField(max_length=500, blank=True)
    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)
    words = models.CharField(max_length=200, blank=True)
    outcome = models.TextField(blank=True)
    leads_to = models.CharField(max_length=500, blank=True)
    longest = models.DurationField(default=LONGEST)
    stop_asked_at = models.DateTimeField(null=True)

    objects: ClassVar[JobQuerySet] = JobQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("job", args=[self.pk])

    @property
    def state(self) -> State:
        if self.task.status == TaskResultStatus.FAILED:
            return self.State.STOPPED if self.stop_asked_at else self.State.FAILED
        return _STATES[TaskResultStatus(self.task.status)]

    @property
    def is_open(self) -> bool:
        return self.state in {self.State.WAITING, self.State.RUNNING}

    @property
    def percentage(self) -> int | None:
        """How far it is; None when that cannot be said."""
        return min(100 * self.done // self.of, 100) if self.of else None

    @property
    def kept_until(self) -> datetime | None:
        return self.task.finished_at + KEPT if self.task.finished_at else None


_STATES = {
    TaskResultStatus.READY: Job.State.WAITING,
    TaskResultStatus.RUNNING: Job.State.RUNNING,
    TaskResultStatus.SUCCESSFUL: Job.State.DONE,
}


class JobFile(models.Model):
    """A file that was given to a job, or that came of it."""

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    file = models.FileField(upload_to=folder_of, max_length=300)
    is_given = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "name", "is_given"], name="job_file_name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("job_file", args=[self.job_id, self.pk, self.name])


class Round(models.Model):
    """The last time that the site did something which it does every so often."""

    name = models.CharField(max_length=50, primary_key=True)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name

    @property
    def went_well(self) -> bool:
        return self.ended_at is not None and self.ended_at >= self.began_at
