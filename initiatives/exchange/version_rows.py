"""The rows that belong to versions, for many versions at once."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from django.db.models import Model

from curation.models import owner_field
from initiatives.exchange.references import References
from initiatives.models import (
    Accommodation,
    CommunityWorkInVersion,
    InitiativeVersion,
    Involvement,
    KeywordInVersion,
    Source,
    TargetGroupInVersion,
    ThemeInVersion,
)

ROW_FIELDS: dict[str, type[Any]] = {
    "themes": ThemeInVersion,
    "keywords": KeywordInVersion,
    "target_groups": TargetGroupInVersion,
    "community_work": CommunityWorkInVersion,
    "actors": Involvement,
    "accommodations": Accommodation,
    "sources": Source,
}
"""The fields of the format that a version keeps in rows of their own."""
_AT_ONCE = 5_000


def write_rows(name: str, many: Iterable[tuple[InitiativeVersion, Sequence[Any]]], references: References) -> None:
    """Write the rows of the field `name` with these values, in their order."""
    make = _MAKERS[name]
    rows = [make(version.pk, value, references) for version, values in many for value in values]
    ROW_FIELDS[name]._default_manager.bulk_create(rows, batch_size=_AT_ONCE)


def delete_rows(name: str, versions: Collection[InitiativeVersion]) -> None:
    if versions:
        _rows_of(ROW_FIELDS[name], [version.pk for version in versions]).delete()


def copy_rows(copies: Sequence[tuple[InitiativeVersion, InitiativeVersion, frozenset[str]]]) -> None:
    """For each (old version, new version, fields left out): give the new one what belongs to the old one."""
    if not copies:
        return
    names = {model: name for name, model in ROW_FIELDS.items()}
    for model in _models_that_belong():
        wanted = {old.pk: new.pk for old, new, left_out in copies if names.get(model) not in left_out}
        owner = f"{owner_field(model, InitiativeVersion)}_id"
        rows = list(_rows_of(model, wanted).order_by("pk")) if wanted else []
        for row in rows:
            row.pk = None
            setattr(row, owner, wanted[getattr(row, owner)])
        model._default_manager.bulk_create(rows, batch_size=_AT_ONCE)


def _models_that_belong() -> list[type[Model]]:
    """All that a version owns or is labelled with, as curation.models.RecordVersion names it."""
    owned = [InitiativeVersion._meta.get_field(name).related_model for name in InitiativeVersion.OWNED_ROWS]
    return [*owned, *(getattr(InitiativeVersion, name).through for name in InitiativeVersion.LABELS)]


def _rows_of(model: type[Any], versions: Collection[int]) -> Any:
    return model._default_manager.filter(**{f"{owner_field(model, InitiativeVersion)}__in": versions})


def _involvement(version: int, value: Sequence[str], references: References) -> Involvement:
    name, kind, role = value
    roles = references.vocabulary["actors.role"]
    return Involvement(
        version_id=version, actor_id=references.actors.key((name, kind)), role_id=roles.key_or_none(role)
    )


def _accommodation(version: int, value: Sequence[str], references: References) -> Accommodation:
    name, kind, access = value
    kinds = references.vocabulary["accommodations.kind"]
    return Accommodation(version_id=version, name=name, kind_id=kinds.key_or_none(kind), access=access)


def _source(version: int, value: Sequence[str], _references: References) -> Source:
    title, url, year = value
    return Source(version_id=version, title=title, url=url, year=int(year) if year else None)


_MAKERS: dict[str, Callable[[int, Any, References], Model]] = {
    "themes": lambda version, slug, references: ThemeInVersion(
        content_object_id=version, tag_id=references.vocabulary["themes"].key(slug)
    ),
    "keywords": lambda version, name, references: KeywordInVersion(
        content_object_id=version, tag_id=references.keywords.key(name)
    ),
    "target_groups": lambda version, slug, references: TargetGroupInVersion(
        version_id=version, term_id=references.vocabulary["target_groups"].key(slug)
    ),
    "community_work": lambda version, slug, references: CommunityWorkInVersion(
        version_id=version, term_id=references.vocabulary["community_work"].key(slug)
    ),
    "actors": _involvement,
    "accommodations": _accommodation,
    "sources": _source,
}
