"""How often the terms of a list are used, counted in what people see or are working on."""

from typing import Any

from django.db import models
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from curation.merging import keys_to
from curation.models import OPEN, RecordVersion


def is_current(prefix: str = "") -> Q:
    """Versions that are open, or that readers see now."""
    return Q(**{f"{prefix}status__in": OPEN}) | Q(**{f"{prefix}record__published_version": F(f"{prefix}pk")})


def use_keys(model: type[models.Model]) -> list[models.ForeignKey]:
    """The keys by which records use rows of `model`; being merged is no use."""
    return [key for key in keys_to(model) if key.model is not model]


def uses(key: models.ForeignKey) -> QuerySet:
    """The rows that use something by `key`, without those of older versions and of merged actors."""
    rows = key.model._default_manager.all()
    if issubclass(key.model, RecordVersion):
        return rows.filter(is_current())
    if owner := owner_of(key.model):
        return rows.filter(is_current(f"{owner}__"))
    return rows.filter(merged_into__isnull=True) if hasattr(key.model, "merged_into") else rows


def with_use_count(terms: QuerySet) -> QuerySet:
    """`terms` with `use_count`: the rows that use each."""
    total: Any = Value(0)
    for key in use_keys(terms.model):
        counted = uses(key).filter(**{key.name: OuterRef("pk")}).order_by().values(key.name)
        total = total + Coalesce(Subquery(counted.annotate(number=Count("*")).values("number")), 0)
    return terms.annotate(use_count=total)


def owner_of(model: type[models.Model]) -> str | None:
    """The name of the key by which rows of `model` belong to a version; None for what belongs to none."""
    return next(
        (
            field.name
            for field in model._meta.fields
            if isinstance(field, models.ForeignKey) and issubclass(field.related_model, RecordVersion)
        ),
        None,
    )
