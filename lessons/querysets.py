"""Queries over lessons."""

from typing import Self

from curation.querysets import RecordQuerySet, VersionQuerySet


class LessonQuerySet(RecordQuerySet):
    def about_initiative(self, initiative_id: int) -> Self:
        """Published lessons that were drawn from this case."""
        return self.published().filter(published_version__initiative_rows__initiative=initiative_id)

    def about_theme(self, theme_id: int) -> Self:
        return self.published().filter(published_version__theme_rows__tag=theme_id)

    def with_card_details(self) -> Self:
        """Fetch what lessons/_card.html shows, in two queries."""
        return self.select_related("published_version").prefetch_related("published_version__theme_rows__tag")

    def in_order(self) -> Self:
        return self.order_by("published_version__title", "pk")


class LessonVersionQuerySet(VersionQuerySet):
    def with_everything(self) -> Self:
        """Fetch all that the page of a lesson shows."""
        return self.select_related("record__published_version").prefetch_related(
            "theme_rows__tag", "sources", "initiative_rows__initiative__entry"
        )
