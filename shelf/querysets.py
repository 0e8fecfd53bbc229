"""Every question about the shelf worth a name."""

from typing import Any, Self

from django.db import models

from accounts.models import User


class FollowQuerySet(models.QuerySet[Any]):
    def of(self, person: User) -> Self:
        return self.filter(person=person)

    def newest_first(self) -> Self:
        return self.order_by("-since", "-pk")

    def to_tell(self, kind: str) -> Self:
        """Those of one kind, of people who can be told."""
        return self.filter(kind=kind, person__is_active=True)


class CollectionQuerySet(models.QuerySet[Any]):
    def of(self, person: User) -> Self:
        return self.filter(person=person)

    def newest_first(self) -> Self:
        return self.order_by("-changed_at", "-pk")

    def with_number(self) -> Self:
        """With `number`, of the items in each."""
        return self.annotate(number=models.Count("items"))


class ItemQuerySet(models.QuerySet[Any]):
    def in_order(self) -> Self:
        return self.order_by("position", "pk")
