"""The rows that belong to versions, for many versions at once."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from django.db.models import Model

from curation.among import among
from curation.copying import copy_in
from curation.models import owner_field
from initiatives.exchange.fields import FIELDS
from initiatives.exchange.planning import Change
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

ROW_FIELDS: dict[str, tuple[type[Any], tuple[str, ...]]] = {
    "themes": (ThemeInVersion, ("tag_id",)),
    "keywords": (KeywordInVersion, ("tag_id",)),
    "target_groups": (TargetGroupInVersion, ("term_id",)),
    "community_work": (CommunityWorkInVersion, ("term_id",)),
    "actors": (Involvement, ("actor_id", "role_id")),
    "accommodations": (Accommodation, ("name", "kind_id", "access")),
    "sources": (Source, ("title", "url", "year")),
}
"""The fields of the format that a version keeps in rows of their own: the table and its columns."""
_COLUMNS = [field.name for field in FIELDS if field.name not in ROW_FIELDS and field.name != "slug"]


def rows_of(
    name: str, many: Iterable[tuple[int, Sequence[Any]]], references: References
) -> tuple[type[Any], tuple[str, ...], list[tuple[Any, ...]]]:
    """For each (key of a version, values of the field `name`) the values in their order: table, columns and rows."""
    model, columns = ROW_FIELDS[name]
    make = _MAKERS[name]
    rows = [(version, *make(value, references)) for version, values in many for value in values]
    return model, (_owner(model), *columns), rows


def write_rows(name: str, many: Iterable[tuple[int, Sequence[Any]]], references: References) -> None:
    """Write what `rows_of` gives."""
    copy_in(*rows_of(name, many, references))


def blank_row(model: type[Model]) -> dict[str, Any]:
    """What a row of `model` holds when nothing is said of it."""
    return {field.attname: field.get_default() for field in model._meta.concrete_fields}


def version_columns(change: Change, references: References) -> dict[str, Any]:
    """The columns of a version that differ by `change`, with their values."""
    row = {name: change.values[name] for name in _COLUMNS if name in change.differing}
    if "municipality" in row:
        row["municipality_id"] = row.pop("municipality") or None
    if "phase" in row:
        row["phase_id"] = references.vocabulary["phase"].key_or_none(row.pop("phase"))
    return row | {name: list(row[name]) for name in ("uncertain", "not_found") if name in row}


def delete_rows(name: str, versions: Collection[int]) -> None:
    """Take away what these versions have in the field `name`."""
    if versions:
        model, _columns = ROW_FIELDS[name]
        model._default_manager.filter(among(_owner(model), versions)).delete()


def copy_rows(copies: Collection[tuple[int, int, frozenset[str]]]) -> None:
    """For each (old version, new version, fields left out): give the new one what belongs to the old one.

    What the format does not know of comes along too.
    """
    names = {model: name for name, (model, _columns) in ROW_FIELDS.items()}
    for model in _models_that_belong():
        name, owner = names.get(model), _owner(model)
        wanted = {old: new for old, new, left_out in copies if name not in left_out}
        columns = [field.attname for field in model._meta.concrete_fields if not field.primary_key]
        rows = model._default_manager.filter(among(owner, wanted)).order_by("pk").values_list(*columns)
        place = columns.index(owner)
        copied = [(*row[:place], wanted[row[place]], *row[place + 1 :]) for row in rows] if wanted else []
        copy_in(model, columns, copied)


def _models_that_belong() -> list[type[Model]]:
    """All that a version owns or is labelled with, as curation.models.RecordVersion names it."""
    owned = [InitiativeVersion._meta.get_field(name).related_model for name in InitiativeVersion.OWNED_ROWS]
    return [*owned, *(getattr(InitiativeVersion, name).through for name in InitiativeVersion.LABELS)]


def _owner(model: type[Model]) -> str:
    return f"{owner_field(model, InitiativeVersion)}_id"


def _involvement(value: Sequence[str], references: References) -> tuple[Any, ...]:
    name, kind, role = value
    return references.actors.key((name, kind)), references.vocabulary["actors.role"].key_or_none(role)


def _accommodation(value: Sequence[str], references: References) -> tuple[Any, ...]:
    name, kind, access = value
    return name, references.vocabulary["accommodations.kind"].key_or_none(kind), access


def _source(value: Sequence[str], _references: References) -> tuple[Any, ...]:
    title, url, year = value
    return title, url, int(year) if year else None


_MAKERS: dict[str, Callable[[Any, References], tuple[Any, ...]]] = {
    "themes": lambda slug, references: (references.vocabulary["themes"].key(slug),),
    "keywords": lambda name, references: (references.keywords.key(name),),
    "target_groups": lambda slug, references: (references.vocabulary["target_groups"].key(slug),),
    "community_work": lambda slug, references: (references.vocabulary["community_work"].key(slug),),
    "actors": _involvement,
    "accommodations": _accommodation,
    "sources": _source,
}
