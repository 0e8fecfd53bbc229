"""Bringing the register into the database. No person edits it, so that a load may overwrite every row."""

import uuid
from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from django.db import models, transaction

from places.models import Municipality, MunicipalityName, Province, RegisterEdition, Succession
from places.register_files import DATA_FOLDER, read_register
from places.rows import MunicipalityRow, NameRow, ProvinceRow, SuccessionRow


class MunicipalityDisappeared(ValueError):
    """The files lack a code that the database has: a municipality that stops gets a date, and its row stays."""


@dataclass(frozen=True, slots=True)
class LoadResult:
    """How many rows of the register a load wrote and removed; both are 0 when it was there already."""

    written: int
    removed: int

    @property
    def has_changed(self) -> bool:
        return bool(self.written or self.removed)


@transaction.atomic
def load_register(folder: Path = DATA_FOLDER) -> LoadResult:
    """Make the register in the database equal to the files in `folder`; loading twice changes nothing.

    Raises RegisterFileError when the files are wrong, MunicipalityDisappeared when they lack a code.
    """
    rows = read_register(folder)
    _refuse_disappearance({row.code for row in rows.municipalities})
    results = [
        _synchronise(Province, ProvinceRow, rows.provinces, ("code",)),
        _synchronise(Municipality, MunicipalityRow, rows.municipalities, ("code",)),
        _synchronise(Succession, SuccessionRow, rows.successions, ("municipality_id", "successor_id")),
        _synchronise(MunicipalityName, NameRow, rows.names, ("municipality_id", "name")),
    ]
    result = LoadResult(sum(each.written for each in results), sum(each.removed for each in results))
    if result.has_changed or not RegisterEdition.objects.exists():
        RegisterEdition.objects.update_or_create(id=RegisterEdition.ONLY, defaults={"stamp": uuid.uuid4()})
    return result


def _refuse_disappearance(codes: set[str]) -> None:
    missing = sorted(set(Municipality.objects.values_list("code", flat=True)) - codes)
    if missing:
        raise MunicipalityDisappeared(
            f"The register has {', '.join(missing)}, the files have not. "
            "Give a municipality that stops a line in mergers.csv instead."
        )


def _synchronise(
    model: type[models.Model], row_type: type[Any], wanted: Iterable[Any], identity: tuple[str, ...]
) -> LoadResult:
    """Make the table of `model` hold the rows `wanted`, which are told apart by the fields of `identity`."""
    columns = [field.name for field in fields(row_type)]
    present = {_identity(row, identity): row for row in _present(model, row_type, columns)}
    by_identity = {_identity(row, identity): row for row in wanted}
    changed = [row for each, row in by_identity.items() if present.get(each) != row]
    _write(model, changed, identity, [column for column in columns if column not in identity])
    gone = [each for each in present if each not in by_identity]
    for each in gone:
        model._default_manager.filter(**dict(zip(identity, each, strict=True))).delete()
    return LoadResult(len(changed), len(gone))


def _identity(row: Any, identity: tuple[str, ...]) -> tuple[Hashable, ...]:
    return tuple(getattr(row, column) for column in identity)


def _present(model: type[models.Model], row_type: Callable[..., Any], columns: list[str]) -> Iterable[Any]:
    return (row_type(*values) for values in model._default_manager.values_list(*columns))


def _write(model: type[models.Model], rows: Collection[Any], identity: tuple[str, ...], others: list[str]) -> None:
    new = [model(**asdict(row)) for row in rows]
    if others:
        model._default_manager.bulk_create(new, update_conflicts=True, unique_fields=identity, update_fields=others)
    else:
        model._default_manager.bulk_create(new, ignore_conflicts=True)
