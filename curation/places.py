"""Where in the database a passage stands: every text of every table, but for those that are made from others.

Nothing here names a table that people write in: a room that is added is looked through from its first day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from psycopg import sql

from curation.models import FormerSlug, Record, RecordVersion, ShippedRecord
from curation.partial_dates import PartialDateField
from curation.passages import Excerpt, Passage

# Rooms and libraries that keep who people are and how they come in, the register of places, what is made of texts, and
# the audit trail, which has no words.
_ROOMS_LEFT_ALONE = {
    *("accounts", "account", "auth", "mfa", "socialaccount", "usersessions", "sessions", "contenttypes"),
    *("places", "changes", "search", "trail"),
}
# Columns that programs read.
_CODES = {
    *("action", "base", "digest", "format", "judged", "key", "kind", "language", "part", "password", "planned_text"),
    *("status", "step", "versions", "records", "leaning"),
}
_INVISIBLE = "<[^<>]*>|[\u00ad\u200b-\u200f\u2060\ufeff]"
_left_alone: set[type[models.Model]] = set()


def leave_alone(model: type[models.Model]) -> None:
    """Do not look through a table that is made from others; its room makes it anew when words were taken out."""
    _left_alone.add(model)


@dataclass(frozen=True)
class Place:
    """A row in which a passage stands: in which fields, and what these say without it."""

    row: Any
    without: dict[str, Any]
    excerpt: Excerpt | None
    record: Any
    version: Any

    @property
    def group(self) -> str:
        """What it is part of: a record, or the row itself when it belongs to none."""
        about = self.record or self.row
        return f"{about._meta.label_lower}:{about.pk}"

    @property
    def label(self) -> str:
        """What kind of thing it is, and in which fields."""
        options: Any = self.row._meta
        names = [options.get_field(name).verbose_name for name in self.without]
        kind = options.verbose_name if _is_for_people(options.verbose_name) else _("kept beside the versions")
        said = [str(name) for name in names if _is_for_people(name)]
        return f"{kind}: {', '.join(said)}" if said else str(kind)

    @property
    def version_label(self) -> str:
        if self.version is None:
            return ""
        if self.version.number:
            return _("version %(number)d") % {"number": self.version.number}
        return self.version.kept_as or str(self.version.get_status_display())


def _is_for_people(name: Any) -> bool:
    """Whether somebody gave a table or column this name for people to read; other names Django makes up."""
    return isinstance(name, Promise)


def places_of(passage: Passage) -> Iterator[Place]:
    """Every place where the passage stands now."""
    for model in _models():
        fields = _text_fields(model)
        for row in _rows_that_may(model, fields, passage) if fields else ():
            found = {field.name: text for field in fields if (text := _without(field, row, passage)) is not None}
            if found:
                yield _place(row, found, passage)


def _models() -> Iterator[type[models.Model]]:
    for model in apps.get_models(include_auto_created=True):
        options = model._meta
        is_made_from_others = model in _left_alone or options.app_label in _ROOMS_LEFT_ALONE
        if options.managed and not options.proxy and not is_made_from_others:
            yield model


def _text_fields(model: type[models.Model]) -> list[Any]:
    return [field for field in model._meta.concrete_fields if _is_text(field)]


def _is_text(field: Any) -> bool:
    if field.primary_key or field.name in _CODES or field.choices:
        return False
    if isinstance(field, models.EmailField | PartialDateField):
        return False
    if isinstance(field, ArrayField):
        return _is_text(field.base_field)
    return isinstance(field, models.CharField | models.TextField | models.JSONField)


def _rows_that_may(model: type[models.Model], fields: list[Any], passage: Passage) -> Iterator[Any]:
    """Rows that have the letters of the passage somewhere; the database looks faster than we do."""
    rows = model._base_manager.order_by("pk")
    if not passage.needle:
        return rows.iterator(chunk_size=200)
    options: Any = model._meta
    said = sql.SQL("concat_ws(' ', {})").format(
        sql.SQL(", ").join(sql.SQL("{}::text").format(sql.Identifier(field.column)) for field in fields)
    )
    query = sql.SQL(
        "SELECT {key} FROM (SELECT {key}, normalize({said}, NFKC) AS said FROM {table}) AS rows"
        " WHERE said ILIKE %s OR regexp_replace(said, %s, '', 'g') ILIKE %s"
    ).format(key=sql.Identifier(options.pk.column), said=said, table=sql.Identifier(options.db_table))
    with connection.cursor() as cursor:
        cursor.execute(query, [f"%{passage.needle}%", _INVISIBLE, f"%{passage.needle}%"])
        keys = [key for (key,) in cursor.fetchall()]
    return iter(rows.filter(pk__in=keys))


def _without(field: Any, row: Any, passage: Passage) -> Any:
    """What the field says without the passage; None when it does not stand there."""
    value = getattr(row, field.attname)
    if value is None:
        return None
    longest = getattr(field.base_field if isinstance(field, ArrayField) else field, "max_length", None)
    is_address = isinstance(field, models.SlugField | models.URLField) or row._meta.label_lower == "media.attachment"
    if is_address:
        without: Any = passage.without_in_address(value, longest)
    else:
        without = passage.without(value, longest)
    return None if without == value else without


def _place(row: Any, without: dict[str, Any], passage: Passage) -> Place:
    said = [getattr(row, name) for name in without]
    excerpt = next(filter(None, map(passage.excerpt, said)), None) or Excerpt("", str(said[0])[:200], "")
    version = version_of(row)
    return Place(row, without, excerpt, version.record if version else record_of(row), version)


# ---------------------------------------------------------------- what a row belongs to
def version_of(row: Any) -> Any:
    """The version that a row is, or belongs to; None when it belongs to none."""
    if isinstance(row, RecordVersion):
        return row
    return None if isinstance(row, Record) else _first_above(row, RecordVersion)


def record_of(row: Any) -> Any:
    """The record that a row is, belongs to, or is about; None when there is none."""
    if isinstance(row, Record):
        return row
    if isinstance(row, ShippedRecord):
        return _existing(_model_named(row.kind), row.object_id)
    if hasattr(row, "record_type_id") and hasattr(row, "record_id"):
        return _about(row.record_type_id, row.record_id)
    if hasattr(row, "content_type_id") and hasattr(row, "object_id"):
        return _about(row.content_type_id, row.object_id)
    return _first_above(row, Record)


def _first_above(row: Any, kind: type[models.Model]) -> Any:
    """The nearest thing of this kind that a row refers to, straight or by what it belongs to."""
    keys = [
        field
        for field in row._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and getattr(row, field.attname) is not None
    ]
    for field in keys:
        if issubclass(field.related_model, kind):
            return getattr(row, field.name)
    look = version_of if issubclass(kind, RecordVersion) else record_of
    for field in keys:
        if _may_belong(type(row), field.related_model) and (found := look(getattr(row, field.name))):
            return found
    return None


def _may_belong(model: type[models.Model], owner: Any) -> bool:
    """Whether rows of `model` may belong to what those of `owner` belong to."""
    is_left_alone = owner._meta.app_label in _ROOMS_LEFT_ALONE
    return not is_left_alone and owner is not model and not issubclass(owner, Record)


def _about(content_type: int | None, key: Any) -> Any:
    model = ContentType.objects.get_for_id(content_type).model_class() if content_type else None
    found = _existing(model, key)
    return version_of(found).record if found and version_of(found) else found if isinstance(found, Record) else None


def _model_named(label: str) -> type[models.Model] | None:
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None


def _existing(model: type[models.Model] | None, key: Any) -> Any:
    if model is None or not issubclass(model, Record | RecordVersion):
        return None
    return model._default_manager.filter(pk=key).first()


def is_old_address(row: Any) -> bool:
    """Whether a row is an address that only leads on: without its words it leads nowhere."""
    return isinstance(row, FormerSlug)
