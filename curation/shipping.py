"""Bringing in what the site ships with, again and again, without undoing what people changed.

`ShippedRecord` keeps what was once brought in. A later release may ship better values: those reach only what nobody has
touched. What people deleted, merged or withdrew stays so.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from django.db import models, transaction

from curation.models import Record, ShippedRecord, StatusChange

Values = dict[str, Any]
AnyRecord = TypeVar("AnyRecord", bound=Record)


@transaction.atomic
def ship_rows(model: type[models.Model], rows: Mapping[str, Values], *, key: str = "slug") -> int:
    """Bring in plain rows, by the value of their field `key`; returns how many were made or bettered.

    A shipped value that is new reaches a field only where the row still has the value shipped before.
    """
    kind, changes = model._meta.label_lower, 0
    shipped = {record.key: record for record in ShippedRecord.objects.filter(kind=kind)}
    for name, values in rows.items():
        record = shipped.get(name)
        if record is None:
            changes += _ship_new_row(model, kind, name, key, values)
        elif record.values != values:
            changes += _better_row(model, record, values)
    return changes


@transaction.atomic
def ship_records(
    model: type[AnyRecord],
    rows: Iterable[Values],
    *,
    make: Callable[[Values], AnyRecord],
    renew: Callable[[AnyRecord, Values], None],
) -> int:
    """Bring in records with versions, by slug; returns how many were made or renewed.

    `make` publishes a new record; `renew` publishes a newer version of one that the site alone has worked on.
    """
    kind, changes = model._meta.label_lower, 0
    shipped = {record.key: record for record in ShippedRecord.objects.filter(kind=kind)}
    for values in rows:
        remembered = shipped.get(values["slug"])
        if remembered is None:
            changes += _ship_new_record(model, kind, values, make)
        elif remembered.values != values:
            record: Any = model._default_manager.filter(pk=remembered.object_id).first()
            if record and not is_touched(record):
                renew(record, values)
                changes += 1
            remembered.values = values
            remembered.save(update_fields=["values"])
    return changes


def is_touched(record: Record) -> bool:
    """Whether a person has done anything to the record."""
    by_people = StatusChange.objects.of(record).filter(by__isnull=False)
    return by_people.exists() or record.versions.open().exists()  # type: ignore[attr-defined]


def _ship_new_row(model: type[models.Model], kind: str, name: str, key: str, values: Values) -> int:
    row, is_new = model._default_manager.get_or_create(**{key: name}, defaults=values)
    ShippedRecord.objects.create(kind=kind, key=name, values=values, object_id=row.pk)
    return int(is_new)


def _better_row(model: type[models.Model], record: ShippedRecord, values: Values) -> int:
    row = model._default_manager.filter(pk=record.object_id).first()
    untouched = [
        field
        for field, value in values.items()
        if row and getattr(row, field) == record.values.get(field, value) and getattr(row, field) != value
    ]
    for field in untouched:
        setattr(row, field, values[field])
    if row and untouched:
        row.save(update_fields=untouched)
    record.values = values
    record.save(update_fields=["values"])
    return int(bool(untouched))


def _ship_new_record(model: type[AnyRecord], kind: str, values: Values, make: Callable[[Values], AnyRecord]) -> int:
    present = model._default_manager.filter(slug=values["slug"]).first()
    record = present or make(values)
    ShippedRecord.objects.create(kind=kind, key=values["slug"], values=values, object_id=record.pk)
    return int(present is None)
