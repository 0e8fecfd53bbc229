"""Queries over lessons."""

from typing import Any, Self

from django.db import models

from curation.querysets import RecordQuerySet, VersionQuerySet


class LessonQuerySet(RecordQuerySet):
    def about_initiative(self, initiative_id: int) -> Self:
        """Published lessons that were drawn from this case."""
        return self.published().filter(published_version__initiative_rows__initiative=initiative_id)

    def panel_of_initiative(self, initiative: models.Model) -> dict[str, Any] | None:
        """What lessons/_of_case.html shows."""
        lessons = self.about_initiative(initiative.pk).with_published_version().in_order()
        return {"lessons": lessons} if lessons else None

    def subjects_among_initiatives(self) -> models.QuerySet:
        """The keys of the cases that published lessons were drawn from."""
        return self.published().values_list("published_version__initiative_rows__initiative", flat=True)

    def about_theme(self, theme_id: int) -> Self:
        return self.published().filter(published_version__theme_rows__tag=theme_id)

    def for_audience(self, audience: str) -> Self:
        """Lessons for one audience; all of them when it is empty."""
        return self.filter(published_version__audiences__contains=[audience]) if audience else self

    def with_card_details(self) -> Self:
        """Fetch what lessons/cards.jinja shows, in two queries."""
        return self.select_related("published_version").prefetch_related("published_version__theme_rows__tag")

    def in_order(self) -> Self:
        return self.order_by("published_version__title", "pk")


class LessonVersionQuerySet(VersionQuerySet):
    def with_everything(self) -> Self:
        """Fetch all that the page of a lesson shows."""
        return self.select_related("record__published_version").prefetch_related(
            self.rows_in_order("theme_rows", "tag"),
            self.rows_in_order("sources"),
            self.rows_in_order("initiative_rows", "initiative__entry"),
        )
