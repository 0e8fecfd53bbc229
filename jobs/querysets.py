"""Every question about jobs worth a name."""

from typing import Any, Self

from django.db import models
from django_tasks import TaskResultStatus

from accounts.models import User

OPEN = [TaskResultStatus.READY, TaskResultStatus.RUNNING]


class JobQuerySet(models.QuerySet[Any]):
    def of(self, person: User) -> Self:
        return self.filter(person=person)

    def visible_to(self, person: User) -> Self:
        """Those that `person` asked for; an administrator sees all."""
        return self if person.is_superuser else self.of(person)

    def waiting(self) -> Self:
        return self.filter(task__status=TaskResultStatus.READY)

    def running(self) -> Self:
        return self.filter(task__status=TaskResultStatus.RUNNING)

    def open(self) -> Self:
        """Those that are not over."""
        return self.filter(task__status__in=OPEN)

    def over(self) -> Self:
        return self.exclude(task__status__in=OPEN)

    def in_turn(self) -> Self:
        """In the order in which they are taken up."""
        return self.order_by("-task__priority", "task__run_after", "task__enqueued_at", "pk")

    def newest_first(self) -> Self:
        return self.select_related("task", "person").order_by("-task__enqueued_at", "-pk")
