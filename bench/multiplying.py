"""Making a very large catalogue of a large one: every case again, so many times, under names and numbers of its own.

Importing a million cases would take a quarter of an hour and tell nothing that importing a hundred thousand does not.
The copies are made by the database, with its indexes put back in the end. Words and facets are as frequent as in the
cases that were imported; a dictionary of a million different cases would be somewhat larger.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models

from changes.models import Kind
from initiatives.models import CatalogueEntry, Initiative, InitiativeVersion
from search import word_lists

_INDEXES = """
SELECT indexname, indexdef FROM pg_indexes
 WHERE tablename = ANY(%s) AND NOT EXISTS (SELECT FROM pg_constraint WHERE conname = indexname)
"""
_KEYS = """
SELECT conrelid::regclass, conname, pg_get_constraintdef(oid) FROM pg_constraint
 WHERE contype = 'f' AND conrelid = ANY(SELECT name::regclass FROM unnest(%s::text[]) AS name)
"""
COUNTED = {"number", "catalogue_number"}  # columns that count cases
NAMES = {"slug"}


def multiply(times: int) -> None:
    """Let there be `times` as many cases as there are. Nobody else may use the database meanwhile."""
    tables: list[type[models.Model]] = [*_rows_of_versions(), InitiativeVersion, Initiative, CatalogueEntry]
    keys = {model: _last(model, model._meta.pk.attname) for model in tables if model._meta.pk}
    numbers = _last(Initiative, "catalogue_number")
    with _bare(tables), connection.cursor() as cursor:
        for model in tables:
            names, values = zip(*_columns(model, keys, numbers), strict=True)
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(
                f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(values)}"
                f" FROM {table}, generate_series(1, %s) AS copy ORDER BY copy",
                [times - 1],
            )
            print(f"{model._meta.verbose_name_plural}: {cursor.rowcount:,} more", flush=True)
        for statement in connection.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)
    word_lists.renew(CatalogueEntry, Kind.ENTRIES, codes="facets")


def _rows_of_versions() -> list[type[models.Model]]:
    """The tables of what belongs to versions, without what has to do with people."""
    names = (*InitiativeVersion.OWNED_ROWS, *InitiativeVersion.LABELS)
    fields: list[Any] = [InitiativeVersion._meta.get_field(name) for name in names]
    found = [field.remote_field.through if field.many_to_many else field.related_model for field in fields]
    return list(dict.fromkeys(found))


def _columns(model: Any, keys: dict[Any, int], numbers: int) -> Iterator[tuple[str, str]]:
    """Each column, and what it holds in a copy."""
    for field in model._meta.concrete_fields:
        column = connection.ops.quote_name(field.column)
        key = keys.get(model if field.primary_key and not field.is_relation else field.related_model)
        if key is not None and (field.primary_key or field.is_relation):
            yield column, f"{column} + copy * {key}"
        elif field.name in COUNTED and model is not InitiativeVersion:
            yield column, f"{column} + copy * {numbers}"
        elif field.name in NAMES:
            yield column, f"left({column}, 110) || '-' || copy"
        else:
            yield column, column


def _last(model: Any, column: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT max({connection.ops.quote_name(column)}) FROM {model._meta.db_table}")
        return int(cursor.fetchone()[0] or 0)


@contextmanager
def _bare(tables: list[Any]) -> Iterator[None]:
    """Take away triggers, foreign keys and the indexes that no constraint needs, and put them back in one go."""
    names = [model._meta.db_table for model in tables]
    with connection.cursor() as cursor:
        cursor.execute(_INDEXES, [names])
        indexes = cursor.fetchall()
        cursor.execute(_KEYS, [names])
        keys = cursor.fetchall()
        for table in names:
            cursor.execute(f"ALTER TABLE {connection.ops.quote_name(table)} DISABLE TRIGGER USER")
        for table, name, _definition in keys:
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {connection.ops.quote_name(name)}")
        for name, _definition in indexes:
            cursor.execute(f"DROP INDEX {connection.ops.quote_name(name)}")
        yield
        cursor.execute("SET maintenance_work_mem = '1GB'")
        for name, definition in indexes:
            print(f"Indexing: {name} …", flush=True)
            cursor.execute(definition)
        for table, name, definition in keys:
            cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {connection.ops.quote_name(name)} {definition}")
        for table in names:
            cursor.execute(f"ALTER TABLE {connection.ops.quote_name(table)} ENABLE TRIGGER USER")
