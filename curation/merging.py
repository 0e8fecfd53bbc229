"""Making two terms (or actors) one: uses move, the old name becomes a synonym, and it can be undone.

The merged row stays, pointing at the one that was kept: its address can redirect, and loading the catalogue again does
not bring it back. What is merged has `name`, `merged_into` and, for terms, `synonyms`.
"""

from typing import Any, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from curation.models import Merge

AnyTerm = TypeVar("AnyTerm", bound=models.Model)


class MergeNotAllowed(Exception):
    """These two cannot be made one, or not be parted again; the message says why, for people."""


@transaction.atomic
def merge(merged: Any, *, into: Any, by: User | None) -> Merge:
    """Move all that refers to `merged` to `into` and remember what moved."""
    model = type(into)
    if type(merged) is not model or merged.pk == into.pk:
        raise MergeNotAllowed(_("Choose two different terms of the same list."))
    locked = model._default_manager.select_for_update(of=("self",)).in_bulk([merged.pk, into.pk])
    merged, kept = locked[merged.pk], locked[into.pk]
    if merged.merged_into_id or kept.merged_into_id:
        raise MergeNotAllowed(_("One of these is merged into another already."))
    rows = [row for relation in _relations(model) for row in _move(relation, merged, kept)]
    merged.merged_into = kept
    merged.save(update_fields=["merged_into"])
    return Merge.objects.create(
        record_type=ContentType.objects.get_for_model(model),
        kept_id=kept.pk,
        kept_name=kept.name,
        merged_id=merged.pk,
        merged_name=merged.name,
        moved={"rows": rows, "synonyms": _add_synonyms(kept, merged)},
        by=by,
    )


@transaction.atomic
def undo(merge: Merge) -> None:
    """Part what was merged: each use that still refers to the kept one goes back."""
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    model: Any = merge.record_type.model_class()
    found = model._default_manager.select_for_update(of=("self",)).in_bulk([merge.kept_id, merge.merged_id])
    if merge.undone_at or len(found) < 2:
        raise MergeNotAllowed(_("This merge is undone already."))
    kept, merged = found[merge.kept_id], found[merge.merged_id]
    if merged.merged_into_id != kept.pk:
        raise MergeNotAllowed(_("A later merge built on this one; undo that first."))
    for row in merge.moved["rows"]:
        _move_back(row, merged, kept)
    if merge.moved["synonyms"]:
        kept.synonyms = [word for word in kept.synonyms if word not in merge.moved["synonyms"]]
        kept.save(update_fields=["synonyms"])
    merged.merged_into = None
    merged.save(update_fields=["merged_into"])
    merge.undone_at = timezone.now()
    merge.save(update_fields=["undone_at"])


def _relations(model: type[models.Model]) -> list[models.ForeignKey]:
    """Every key in the site that refers to rows of `model`."""
    return [
        relation.field
        for relation in model._meta.get_fields(include_hidden=True)
        if isinstance(relation, models.ManyToOneRel) and relation.field.concrete
    ]


def _move(key: models.ForeignKey, merged: models.Model, kept: models.Model) -> list[dict[str, Any]]:
    rows = key.model._default_manager.filter(**{key.name: merged})
    here = {"model": key.model._meta.label, "field": key.name}
    keys = list(rows.values_list("pk", flat=True))
    try:
        with transaction.atomic():
            rows.update(**{key.name: kept})
    except IntegrityError:
        return [here | _move_or_drop(row, key, kept) for row in rows]
    return [here | {"pk": pk} for pk in keys]


def _move_or_drop(row: models.Model, key: models.ForeignKey, kept: models.Model) -> dict[str, Any]:
    """Move one row; when its owner has the kept term already, drop it and remember it whole."""
    pk, dropped = row.pk, serializers.serialize("json", [row])
    try:
        with transaction.atomic():
            setattr(row, key.name, kept)
            row.save(update_fields=[key.name])
    except IntegrityError:
        row.delete()
        return {"pk": pk, "dropped": dropped}
    return {"pk": pk}


def _move_back(row: dict[str, Any], merged: models.Model, kept: models.Model) -> None:
    from django.apps import apps

    model = apps.get_model(row["model"])
    if "dropped" in row:
        for restored in serializers.deserialize("json", row["dropped"]):
            owners = [field for field in model._meta.fields if isinstance(field, models.ForeignKey)]
            if all(_still_there(restored.object, field) for field in owners):
                restored.save()
        return
    model._default_manager.filter(**{"pk": row["pk"], row["field"]: kept}).update(**{row["field"]: merged})


def _still_there(row: models.Model, key: models.ForeignKey) -> bool:
    value = getattr(row, key.attname)
    return value is None or key.remote_field.model._default_manager.filter(pk=value).exists()


def _add_synonyms(kept: Any, merged: Any) -> list[str]:
    """Let the kept term be found by the words of the merged one; returns the words that were new."""
    if not hasattr(kept, "synonyms"):
        return []
    known = {word.casefold() for word in (kept.name, *kept.synonyms)}
    new = [word for word in (merged.name, *merged.synonyms) if word.casefold() not in known]
    kept.synonyms = [*kept.synonyms, *new]
    kept.save(update_fields=["synonyms"])
    return new
