"""Everything that the database says, for tests that something is nowhere in it."""

from django.contrib.sessions.models import Session
from django.db import connection


def tables_that_say(words: str) -> dict[str, list[str]]:
    """The rows of any table in which these words stand in any case: as text, as bytes, or packed in a session."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(
                f"SELECT row::text FROM {connection.ops.quote_name(table)} row"  # noqa: S608 - a name of the database
                " WHERE row::text ILIKE %s OR row::text ILIKE %s",
                [f"%{words}%", f"%{words.encode().hex()}%"],
            )
            if rows := [row for (row,) in cursor.fetchall()]:
                found[table] = rows
    packed = [str(session.get_decoded()) for session in Session.objects.all()]
    if said := [each for each in packed if words.casefold() in each.casefold()]:
        found["unpacked sessions"] = said
    return found
