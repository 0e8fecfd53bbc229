"""Making two terms (or actors) one: uses move, the old name becomes a synonym, and it can be undone.

The merged row stays, pointing at the one that was kept: its address can redirect, and loading the catalogue again does
not bring it back. What is merged has `name`, `merged_into` and, for terms, `synonyms`.

What is written after a merge says the kept term, and keeps saying it when the merge is undone.
"""

from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from curation import wording
from curation.models import Merge, RecordVersion


class MergeNotAllowed(Exception):
    """These two cannot be made one, or not be parted again; the message says why, for people."""


@transaction.atomic
def merge(merged: Any, *, into: Any, by: User | None) -> Merge:
    """Move all that refers to `merged` to `into` and remember what moved."""
    model = type(into)
    if type(merged) is not model or merged.pk == into.pk:
        raise MergeNotAllowed(_("Choose two different terms of the same list."))
    wording.lock_list(model)
    found = _locked(model, merged.pk, into.pk)
    if len(found) < 2:
        raise MergeNotAllowed(_("One of these does not exist any more."))
    merged, kept = found[merged.pk], found[into.pk]
    if merged.merged_into_id or kept.merged_into_id:
        raise MergeNotAllowed(_("One of these is merged into another already."))
    rows = [row for key in keys_to(model) for row in _move(key, merged, kept, by)]
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
def undo(merge: Merge) -> Merge:
    """Part what was merged: each use that moved and still refers to the kept one goes back."""
    model: Any = merge.record_type.model_class()
    wording.lock_list(model)
    merge = Merge.objects.select_for_update(of=("self",), no_key=True).get(pk=merge.pk)
    if merge.undone_at:
        raise MergeNotAllowed(_("This merge is undone already."))
    found = _locked(model, merge.kept_id, merge.merged_id)
    if len(found) < 2:
        raise MergeNotAllowed(_("One of these does not exist any more."))
    kept, merged = found[merge.kept_id], found[merge.merged_id]
    if merged.merged_into_id != kept.pk:
        raise MergeNotAllowed(_("A later merge built on this one; undo that first."))
    _refuse_merged_surroundings(merged)
    _part_words(merge, merged, kept)
    for row in merge.moved["rows"]:
        _move_back(row, merged, kept)
    merge.undone_at = timezone.now()
    merge.save(update_fields=["undone_at"])
    return merge


def follow(version: RecordVersion) -> None:
    """Let what was just written of a version refer to the kept terms, when a merge came in between."""
    for rows in version.rows_that_belong():
        for key in rows.model._meta.fields:
            if isinstance(key, models.ForeignKey) and hasattr(key.related_model, "merged_into"):
                for row in rows.filter(**{f"{key.name}__merged_into__isnull": False}):
                    _move_or_fold(row, key, getattr(row, key.name).merged_into, None)


def keys_to(model: type[models.Model]) -> list[models.ForeignKey]:
    """Every key in the site that refers to rows of `model`."""
    return [
        relation.field
        for relation in model._meta.get_fields(include_hidden=True)
        if isinstance(relation, models.ManyToOneRel) and relation.field.concrete
    ]


def _locked(model: Any, *keys: int) -> dict[int, Any]:
    """The rows, locked whole: no use is added meanwhile that would not move along."""
    rows = model._default_manager.select_for_update(of=("self",)).order_by("pk")
    return {row.pk: row for row in rows.filter(pk__in=keys)}


def _move(key: models.ForeignKey, merged: models.Model, kept: models.Model, by: User | None) -> list[dict[str, Any]]:
    rows = key.model._default_manager.filter(**{key.name: merged}).order_by("pk")
    here = {"model": key.model._meta.label, "field": key.name}
    keys = list(rows.values_list("pk", flat=True))
    try:
        with transaction.atomic():
            rows.filter(pk__in=keys).update(**{key.name: kept})
    except IntegrityError:
        return [here | _move_or_fold(row, key, kept, by) for row in rows]
    return [here | {"pk": pk} for pk in keys]


def _move_or_fold(row: Any, key: models.ForeignKey, kept: models.Model, by: User | None) -> dict[str, Any]:
    """Move one row. When a twin of it says the kept term already: drop it and remember it whole.

    What can itself be merged, as actors can when their kinds are, is merged with its twin instead.
    """
    try:
        with transaction.atomic():
            setattr(row, key.name, kept)
            row.save(update_fields=[key.name])
    except IntegrityError:
        row.refresh_from_db()
        if hasattr(row, "merged_into_id"):
            return _merge_with_twin(row, key, kept, by)
        dropped = serializers.serialize("json", [row])
        row.delete()
        return {"pk": None, "dropped": dropped}
    return {"pk": row.pk}


def _merge_with_twin(row: Any, key: models.ForeignKey, kept: models.Model, by: User | None) -> dict[str, Any]:
    if row.merged_into_id:  # nobody sees it any more, so that it may keep saying what it said
        return {"pk": None}
    twin = _twin(row, key, kept)
    if twin.merged_into_id:
        message = _("“%(name)s” is in both lists and was merged before; undo that merge first.")
        raise MergeNotAllowed(message % {"name": row})
    return {"pk": row.pk, "merge": merge(row, into=twin, by=by).pk}


def _twin(row: models.Model, key: models.ForeignKey, kept: models.Model) -> Any:
    """The row that is as `row` would be if its `key` said `kept`; None without one."""
    for constraint in row._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and key.name in constraint.fields:
            same = {name: getattr(row, name) for name in constraint.fields} | {key.name: kept}
            unknown = {f"{name}__isnull": True for name, value in same.items() if value is None}
            known = {name: value for name, value in same.items() if value is not None}
            if found := type(row)._default_manager.filter(**known, **unknown).exclude(pk=row.pk).first():
                return found
    return None


def _move_back(row: dict[str, Any], merged: models.Model, kept: models.Model) -> None:
    model: Any = apps.get_model(row["model"])
    if "dropped" in row:
        key = model._meta.get_field(row["field"])
        for restored in serializers.deserialize("json", row["dropped"]):
            if _twin(restored.object, key, kept):
                restored.save()
        return
    if "merge" in row:
        inner = Merge.objects.get(pk=row["merge"])
        if not inner.undone_at:
            undo(inner)
        return
    model._default_manager.filter(**{"pk": row["pk"], row["field"]: kept}).update(**{row["field"]: merged})


def _add_synonyms(kept: Any, merged: Any) -> list[str]:
    """Let the kept term be found by the words of the merged one; returns the words that were new."""
    if not hasattr(kept, "synonyms"):
        return []
    before = wording.words_of(kept)
    kept.synonyms = wording.tidy([*kept.synonyms, merged.name, *merged.synonyms], besides=kept.name)
    kept.save(update_fields=["synonyms"])
    return [word for word in kept.synonyms if word.casefold() not in before]


def _refuse_merged_surroundings(merged: Any) -> None:
    """An actor does not come back to a kind that is not there any more."""
    for key in merged._meta.fields:
        target = getattr(merged, key.name) if isinstance(key, models.ForeignKey) and key.name != "merged_into" else None
        if target is not None and getattr(target, "merged_into_id", None):
            raise MergeNotAllowed(_("“%(name)s” is merged as well; undo that first.") % {"name": target})


def _part_words(merge: Merge, merged: Any, kept: Any) -> None:
    """Take back the synonyms that the merge gave. Raises MergeNotAllowed when another term took over a word since."""
    if given := merge.moved["synonyms"]:
        kept.synonyms = [word for word in kept.synonyms if word not in given]
        kept.save(update_fields=["synonyms"])
    merged.merged_into = None
    merged.save(update_fields=["merged_into"])
    if hasattr(merged, "synonyms"):
        try:
            wording.check(merged)
        except ValidationError as error:
            raise MergeNotAllowed(" ".join(error.messages)) from error
