"""Every question about notices worth a name."""

from datetime import timedelta
from typing import Any, Self

from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import User
from notices.kinds import Strand, names_of

STILL_NEWS = timedelta(days=14)  # older ones are not mailed any more; the longest rhythm is a week


class NoticeQuerySet(models.QuerySet[Any]):
    def of(self, person: User) -> Self:
        return self.filter(person=person)

    def about(self, strand: Strand) -> Self:
        """Those of one strand; what no room knows any more belongs to the work."""
        if strand == Strand.WORK:
            return self.exclude(kind__in=names_of(Strand.FOLLOWING))
        return self.filter(kind__in=names_of(strand))

    def unread(self) -> Self:
        return self.filter(read_at=None)

    def newest_first(self) -> Self:
        return self.order_by("-at", "-pk")

    def to_mail(self) -> Self:
        """Those that were not mailed or read, and are still news."""
        return self.unread().filter(by_mail=True, mailed_at=None, at__gte=timezone.now() - STILL_NEWS)

    def unread_by_person(self) -> Coalesce:
        """How many unread ones the person of the query around it has."""
        mine = self.filter(person=models.OuterRef("pk"), read_at=None).order_by()
        counted = mine.values("person").annotate(number=models.Count("pk")).values("number")
        return Coalesce(models.Subquery(counted), 0)
