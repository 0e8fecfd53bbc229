"""Every question about notices worth a name."""

from datetime import timedelta
from typing import Any, Self

from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import User

STILL_NEWS = timedelta(days=7)  # older ones are not mailed any more


class NoticeQuerySet(models.QuerySet[Any]):
    def of(self, person: User) -> Self:
        return self.filter(person=person)

    def unread(self) -> Self:
        return self.filter(read_at=None)

    def newest_first(self) -> Self:
        return self.order_by("-at", "-pk")

    def to_mail(self) -> Self:
        """Those that were not mailed or read, and are still news."""
        return self.unread().filter(mailed_at=None, at__gte=timezone.now() - STILL_NEWS)

    def unread_by_person(self) -> Coalesce:
        """How many unread ones the person of the query around it has."""
        mine = self.filter(person=models.OuterRef("pk"), read_at=None).order_by()
        counted = mine.values("person").annotate(number=models.Count("pk")).values("number")
        return Coalesce(models.Subquery(counted), 0)
