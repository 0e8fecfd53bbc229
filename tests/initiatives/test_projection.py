"""The row of a case in the catalogue: nobody writes it from what another is changing at that moment."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import LiteralString

import psycopg
import pytest
from django.db import OperationalError, connection, transaction
from psycopg import sql

from initiatives import projection

pytestmark = pytest.mark.django_db
_WHERE = {"dbname", "user", "password", "host", "port"}


@dataclass
class SomebodyElse:
    """A second connection, and a case that both see."""

    connection: psycopg.Connection
    case: int

    def locks(self, strength: LiteralString) -> None:
        statement = sql.SQL("SELECT 1 FROM initiatives_initiative WHERE id = %s FOR {}").format(sql.SQL(strength))
        self.connection.execute(statement, [self.case])


@pytest.fixture
def somebody_else() -> Iterator[SomebodyElse]:
    settings = {name: value for name, value in connection.get_connection_params().items() if name in _WHERE}
    with psycopg.connect(**settings) as other:
        made = other.execute(
            "INSERT INTO initiatives_initiative (slug, withdrawal_reason) VALUES ('a', '') RETURNING id"
        )
        [key] = made.fetchone() or [0]
        other.commit()
        yield SomebodyElse(other, key)
        other.rollback()
        other.execute("DELETE FROM initiatives_initiative WHERE id = %s", [key])


def project_impatiently(case: int) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '100ms'")
        projection.project([case])
        transaction.set_rollback(True)  # lets go of the locks


def test_it_waits_for_who_is_changing_the_case(somebody_else: SomebodyElse) -> None:
    somebody_else.locks("NO KEY UPDATE")

    with pytest.raises(OperationalError):
        project_impatiently(somebody_else.case)


def test_it_does_not_wait_for_who_refers_to_the_case(somebody_else: SomebodyElse) -> None:
    somebody_else.locks("KEY SHARE")

    project_impatiently(somebody_else.case)
