"""An import lets foreign keys be looked at as it goes, and takes its place in the log of changes at its end."""

import pytest
from django.db import IntegrityError, connection, transaction

from curation.copying import ForeignKeys, copy_in
from initiatives.models import CatalogueEntry, KeywordInVersion, ThemeInVersion
from tests.initiatives.exchange_files import PLACE, report_on

pytestmark = pytest.mark.django_db


def has_place_in_log() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"
            " AND classid = 0 AND objid = 8420002 AND objsubid = 1"
        )
        return bool(cursor.fetchone()[0])


def test_a_row_that_refers_to_nothing_is_refused_before_the_transaction_ends() -> None:
    with transaction.atomic():
        copy_in(KeywordInVersion, ("tag_id", "content_object_id"), [(0, 0)])
        ForeignKeys([ThemeInVersion]).check()
        with pytest.raises(IntegrityError):
            ForeignKeys([KeywordInVersion]).check()
        transaction.set_rollback(True)


def test_others_can_commit_while_an_import_runs() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS changes_in_order DEFERRED")  # as outside of tests
        assert report_on({"title": "Tuin", **PLACE}, publish=True).is_saved
        assert CatalogueEntry.objects.count() == 1
        assert not has_place_in_log()
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what the end of a transaction does
        assert has_place_in_log()
