"""Queries over what the workspace keeps beside versions."""

from datetime import timedelta
from typing import Any, Self

from django.db import models
from django.utils import timezone

from accounts.models import User

HERE = timedelta(seconds=40)  # the page says every quarter of a minute that it is open


class PresenceQuerySet(models.QuerySet):
    def here(self, version: int, *, besides: User) -> Self:
        """Who else has the page of this version open now."""
        since = timezone.now() - HERE
        found = self.filter(version=version, seen_at__gte=since).exclude(person=besides)
        return found.select_related("person").order_by("person__name", "pk")


class TypingQuerySet(models.QuerySet):
    def by_part(self, version: int, person: User) -> dict[str, Any]:
        """What this person typed in this version and is no value yet."""
        found: Any = self.filter(version=version, person=person)
        return {typing.part: typing for typing in found}
