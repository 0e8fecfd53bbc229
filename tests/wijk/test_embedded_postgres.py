"""The embedded PostgreSQL starts where and when it is needed, survives being killed, and lets nobody else in."""

import pytest
from django.db import connection


@pytest.mark.django_db
def test_it_knows_letters_with_accents() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT upper('één'), 'CAFÉ' ~* 'café', to_tsvector('simple', 'Één café')::text")

        row = cursor.fetchone()

    assert row == ("ÉÉN", True, "'café':2 'één':1")
