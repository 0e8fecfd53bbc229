"""Questions about remarks and reviews."""

from typing import Any, Self

from django.db import models
from django.utils import timezone


class RemarkQuerySet(models.QuerySet[Any]):
    def unresolved(self) -> Self:
        return self.filter(resolved_at=None)

    def with_answers(self) -> Self:
        """Fetch what workspace/review/_remark.html shows, in two queries."""
        answers: Any = self.model._meta.get_field("answers").related_model
        in_order = answers._default_manager.select_related("by").order_by("pk")
        return self.select_related("by", "resolved_by").prefetch_related(models.Prefetch("answers", in_order))

    def in_order(self) -> Self:
        return self.order_by("pk")


class ReviewQuerySet(models.QuerySet[Any]):
    def planned(self) -> Self:
        """Those whose moment still counts: a version that was given back and submitted anew is planned anew."""
        return self.filter(
            publish_at__isnull=False, version__status="in_review", planned_at__gte=models.F("version__submitted_at")
        )

    def due(self) -> Self:
        return self.planned().filter(publish_at__lte=timezone.now())
