"""Every question about the trail worth a name."""

from collections.abc import Collection
from typing import Any, Self

from django.db import models
from django.db.models import Q


class EntryQuerySet(models.QuerySet[Any]):
    def newest_first(self) -> Self:
        return self.order_by("-at", "-pk")

    def about_people(self, keys: Collection[int]) -> Self:
        """What these people did, and what was done to them."""
        return self.filter(Q(by__in=keys) | Q(whom__in=keys))

    def about_records(self, keys: Collection[tuple[int, int]]) -> Self:
        """What was done to these records, given as (key of their kind, key)."""
        condition = Q(pk__in=[])
        for record_type, key in keys:
            condition |= Q(record_type=record_type, record_id=key)
        return self.filter(condition)
