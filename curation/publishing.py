"""What is written when a version is published, in one statement: who publishes waits for each that is asked apart."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection

from accounts.models import User
from curation.models import StatusChange

_STATEMENT = """
WITH published AS (
    UPDATE {versions} SET status = %(status)s, published_at = %(at)s, changed_at = %(at)s,
           number = 1 + coalesce((SELECT max(number) FROM {versions} WHERE record_id = %(record)s), 0)
     WHERE id = %(version)s RETURNING number
), shown AS (
    UPDATE {records} SET published_version_id = %(version)s WHERE id = %(record)s
)
INSERT INTO {traces} (record_type_id, record_id, version_number, action, reason, by_id)
SELECT %(record_type)s, %(record)s, number, 'publish', '', %(by)s FROM published
RETURNING version_number
"""


def write(version: Any, record: Any, *, by: User | None) -> int:
    """Number a version of a locked record after those before it, let the record show it, and leave the trace.

    The version has its new state and moment already; returns its number.
    """
    models: dict[str, Any] = {"versions": type(version), "records": type(record), "traces": StatusChange}
    names = {name: connection.ops.quote_name(model._meta.db_table) for name, model in models.items()}
    version.changed_at = version.published_at
    values = {
        "status": version.status,
        "at": version.published_at,
        "version": version.pk,
        "record": record.pk,
        "record_type": ContentType.objects.get_for_model(record).pk,
        "by": by.pk if by else None,
    }
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT.format(**names), values)
        [number] = cursor.fetchone()
    return int(number)
