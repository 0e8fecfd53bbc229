"""Many rows into a table at once, through PostgreSQL's COPY: several times as fast as INSERT."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model
from psycopg import sql


def copy_in(model: type[Model], columns: Sequence[str], rows: Collection[Sequence[Any]]) -> None:
    """Write rows with values for these columns of the table of `model`; the others get what the database says."""
    if not rows:
        return
    statement = sql.SQL("COPY {table} ({columns}) FROM STDIN").format(
        table=sql.Identifier(model._meta.db_table), columns=sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def array(items: Sequence[object]) -> str:
    """A list of numbers or texts as PostgreSQL writes it; a fifth of the time that it takes item by item."""
    if not items:
        return "{}"
    if isinstance(items[0], int):
        return "{" + ",".join(map(str, items)) + "}"
    joined = '","'.join(map(str, items))
    if "\\" in joined or joined.count('"') > 2 * (len(items) - 1):
        joined = '","'.join(str(item).replace("\\", "\\\\").replace('"', '\\"') for item in items)
    return '{"' + joined + '"}'


def draw_keys(model: type[Model], number: int) -> list[int]:
    """So many keys for rows of `model` that nobody else will get."""
    if not number:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, number],
        )
        return [key for (key,) in cursor.fetchall()]


class ForeignKeys:
    """The foreign keys of some tables, which Django lets PostgreSQL look at when a transaction ends.

    A long transaction had better do so as it goes: at its end that takes a tenth of all its time, and in that time it
    keeps others waiting who want their place in the log of changes.
    """

    def __init__(self, models: Iterable[type[Model]]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT conname FROM pg_constraint"
                " WHERE contype = 'f' AND condeferrable AND conrelid = ANY(%s::text[]::regclass[])",
                [[connection.ops.quote_name(model._meta.db_table) for model in models]],
            )
            names = sql.SQL(", ").join(sql.Identifier(name) for (name,) in cursor.fetchall())
        self._statements = [sql.SQL(f"SET CONSTRAINTS {{}} {when}").format(names) for when in ("IMMEDIATE", "DEFERRED")]

    def check(self) -> None:
        """Look at what has been written up to now; raises IntegrityError."""
        with connection.cursor() as cursor:
            for statement in self._statements:
                cursor.execute(statement)
