"""Queries over versioned records, vocabulary and their history."""

from typing import Any, Self

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.functions import Lower


class RecordQuerySet(models.QuerySet):
    """Initiatives, lessons, publications: what has versions."""

    def published(self) -> Self:
        """What visitors may read now."""
        return self.filter(published_version__isnull=False, withdrawn_at__isnull=True)

    def with_published_version(self) -> Self:
        return self.select_related("published_version")

    def with_moments(self) -> models.QuerySet:
        """The address of each, and when what visitors read now was published; the oldest record first."""
        return self.order_by("pk").values_list("slug", "published_version__published_at")


class VersionQuerySet(models.QuerySet):
    def published(self) -> Self:
        return self.filter(status="published")

    def open(self) -> Self:
        """Drafts and versions in review."""
        return self.filter(status__in=("draft", "in_review"))

    def kept(self) -> Self:
        """Copies of moments that somebody, or a step, has named."""
        return self.filter(status="kept")

    def newest_first(self) -> Self:
        return self.order_by("-number", "-pk")

    def rows_in_order(self, name: str, *related: str) -> models.Prefetch:
        """To prefetch the rows of a version by their related name, in the order in which they were made."""
        rows: Any = self.model._meta.get_field(name).related_model
        return models.Prefetch(name, rows._default_manager.select_related(*related).order_by("pk"))


class TermQuerySet(models.QuerySet):
    def current(self) -> Self:
        """The terms one can choose: active, and not merged into another."""
        return self.filter(is_active=True, merged_into__isnull=True)

    def in_order(self) -> Self:
        return self.order_by("position", Lower("name"), "pk")


class StatusChangeQuerySet(models.QuerySet):
    def of(self, record: models.Model) -> Self:
        return self.filter(record_type=ContentType.objects.get_for_model(record), record_id=record.pk).select_related(
            "by", "whom"
        )

    def newest_first(self) -> Self:
        return self.order_by("-at", "-pk")


class ErasureQuerySet(models.QuerySet):
    def about(self, record: models.Model) -> Self:
        """What was removed from this record, or from another one along with it; the newest first."""
        here = models.Q(record_type=ContentType.objects.get_for_model(record), record_id=record.pk)
        along = models.Q(records__contains=[[record._meta.label_lower, record.pk]])
        return self.filter(here | along).select_related("by").order_by("-at", "-pk")


class FormerSlugQuerySet(models.QuerySet):
    def owner_of(self, model: type[models.Model], slug: str) -> int | None:
        """The key of the record of `model` that was once found at `slug`."""
        return (
            self.filter(record_type=ContentType.objects.get_for_model(model), slug=slug)
            .values_list("record_id", flat=True)
            .first()
        )

    def leads_to_another(self, record: models.Model, slug: str) -> bool:
        """Whether old links to another record than this one (which may be new) arrive by `slug`."""
        owner = self.owner_of(type(record), slug)
        return owner not in {None, record.pk} and type(record)._default_manager.filter(pk=owner).exists()

    def by_model(self, *asked: type[models.Model]) -> dict[type[models.Model], dict[str, int]]:
        """For each model that is asked, the keys of its rows by the addresses they once had."""
        types = ContentType.objects.get_for_models(*asked)
        found: dict[type[models.Model], dict[str, int]] = {model: {} for model in types}
        by_key = {record_type.pk: found[model] for model, record_type in types.items()}
        rows = self.filter(record_type__in=by_key).values_list("record_type_id", "slug", "record_id")
        for record_type, slug, key in rows:
            by_key[record_type][slug] = key
        return found
