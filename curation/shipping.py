"""Bringing in what the site ships with, again and again, without undoing what people changed.

`ShippedRecord` keeps what was once brought in. A later release may ship better values: those reach only what nobody has
touched. What people deleted, merged or withdrew stays so, and what words were taken out of at request is left alone.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from curation.erasure import key_of_shipped
from curation.models import FormerSlug, Record, ShippedRecord, StatusChange
from curation.passages import is_marked
from curation.workflow import open_draft

Values = dict[str, Any]
AnyModel = TypeVar("AnyModel", bound=models.Model)
AnyRecord = TypeVar("AnyRecord", bound=Record)


@transaction.atomic
def ship_terms(model: type[models.Model], terms: Mapping[str, Values]) -> list[Any]:
    """Bring in the terms of a list, by slug; returns those that were made or bettered.

    A shipped value that is new reaches a field only where the term still has the value shipped before.
    """
    kind = model._meta.label_lower
    shipped = {record.key: record for record in ShippedRecord.objects.filter(kind=kind)}
    changed: list[Any] = []
    for slug, values in terms.items():
        record = _remembered(shipped, slug)
        if record is None:
            changed += _ship_new_term(model, kind, slug, values)
        elif record.values != values and not is_marked(record.values):
            changed += _better_term(model, record, values)
    return changed


@transaction.atomic
def ship_records(
    model: type[AnyRecord],
    rows: Iterable[Values],
    *,
    make: Callable[[Values], AnyRecord],
    renew: Callable[[AnyRecord, Values], None],
    still_says: Callable[[Values], bool] = lambda _values: True,
) -> int:
    """Bring in records with versions, by slug; returns how many were made or renewed.

    `make` publishes a new record; `renew` publishes a newer version of one that the site alone has worked on, and that
    `still_says` what was shipped before: an import without a name leaves no trace of a person.
    """
    kind, changes = model._meta.label_lower, 0
    shipped = {record.key: record for record in ShippedRecord.objects.filter(kind=kind)}
    for values in rows:
        remembered = _remembered(shipped, values["slug"])
        if remembered is None:
            changes += _ship_new_record(model, kind, values, make)
        elif remembered.values != values and not is_marked(remembered.values):
            record: Any = model._default_manager.filter(pk=remembered.object_id).first()
            if record and not is_touched(record) and still_says(remembered.values):
                renew(record, values)
                changes += 1
            remembered.values = values
            remembered.save(update_fields=["values"])
    return changes


def empty_draft(record: AnyRecord) -> Any:
    """A draft on top of what is published, without the rows and labels of before."""
    draft = open_draft(record, by=None)
    for rows in draft.rows_that_belong():
        rows.all().delete()
    return draft


def is_touched(record: Record) -> bool:
    """Whether a person has done anything to the record."""
    by_people = StatusChange.objects.of(record).filter(by__isnull=False)
    return by_people.exists() or record.versions.open().exists()  # type: ignore[attr-defined]


def found_at(model: type[AnyModel], slugs: Iterable[str]) -> list[AnyModel]:
    """What of `model` has or had these addresses, each once, in their order.

    A term that was merged is the one it went into; what people deleted is left out.
    """
    wanted = list(slugs)
    record_type = ContentType.objects.get_for_model(model)
    former = FormerSlug.objects.filter(record_type=record_type, slug__in=wanted).values_list("slug", "record_id")
    keys = dict(former) | dict(model._default_manager.filter(slug__in=wanted).values_list("slug", "pk"))
    rows = model._default_manager.in_bulk(keys.values())
    found = [_kept(rows[keys[slug]]) for slug in wanted if keys.get(slug) in rows]
    return list(dict.fromkeys(found))


def _remembered(shipped: Mapping[str, ShippedRecord], slug: str) -> ShippedRecord | None:
    """What was shipped under this address, also when words were since taken out of it."""
    return shipped.get(slug) or shipped.get(key_of_shipped(slug))


def _kept(row: Any) -> Any:
    while getattr(row, "merged_into", None):
        row = row.merged_into
    return row


def _ship_new_term(model: type[models.Model], kind: str, slug: str, values: Values) -> list[Any]:
    """What people made themselves under this address or name stays as it is."""
    same = model._default_manager.filter(models.Q(slug=slug) | models.Q(name__iexact=values["name"]))
    present = same.order_by("pk").first()
    term = present or model._default_manager.create(slug=slug, **values)
    ShippedRecord.objects.create(kind=kind, key=slug, values=values, object_id=term.pk)
    return [] if present else [term]


def _better_term(model: type[models.Model], record: ShippedRecord, values: Values) -> list[Any]:
    term: Any = model._default_manager.filter(pk=record.object_id).first()
    untouched = [
        field
        for field, value in values.items()
        if term and getattr(term, field) == record.values.get(field, value) and getattr(term, field) != value
    ]
    if "name" in untouched and model._default_manager.filter(name__iexact=values["name"]).exclude(pk=term.pk).exists():
        untouched.remove("name")
    for field in untouched:
        setattr(term, field, values[field])
    if term and untouched:
        term.save(update_fields=untouched)
    record.values = values
    record.save(update_fields=["values"])
    return [term] if untouched else []


def _ship_new_record(model: type[AnyRecord], kind: str, values: Values, make: Callable[[Values], AnyRecord]) -> int:
    present = model._default_manager.filter(slug=values["slug"]).first()
    record = present or make(values)
    ShippedRecord.objects.create(kind=kind, key=values["slug"], values=values, object_id=record.pk)
    return int(present is None)
