"""Who does what at this moment, known to all processes of the site: who holds something lets go of it by ending.

A hold is an advisory lock of a transaction, on a connection of its own. PostgreSQL lets go of it when the process that
holds it is gone, whatever became of that. It works through a pooler too, which hands out connections by transaction.
"""

import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from enum import IntEnum

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper


class Kind(IntEnum):
    """Kinds of what can be held; any numbers, as long as nothing else takes advisory locks under them."""

    WORKER = 8_420_101
    JOB = 8_420_102
    ROUND = 8_420_103
    START = 8_420_104


def number_of(name: object) -> int:
    """What stands for `name` among all holds of a kind: a whole number as PostgreSQL takes it."""
    return zlib.crc32(str(name).encode()) - 2**31


class Hold:
    """Something held on a connection of its own, until `let_go`."""

    def __init__(self, kind: Kind, name: object, *, shared: bool = False) -> None:
        self._keeper: BaseDatabaseWrapper = connection.copy()
        self._keeper.set_autocommit(False)
        with self._keeper.cursor() as cursor:
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            lock = "pg_try_advisory_xact_lock_shared" if shared else "pg_try_advisory_xact_lock"
            cursor.execute(f"SELECT {lock}(%s, %s)", [kind, number_of(name)])
            self.is_ours = bool(cursor.fetchone()[0])

    def is_still_ours(self) -> bool:
        """Whether it was ours, and the connection lives. Raises the error of a connection that does not."""
        with self._keeper.cursor() as cursor:
            cursor.execute("SELECT 1")
        return self.is_ours

    def let_go(self) -> None:
        self._keeper.close()


@contextmanager
def held(kind: Kind, name: object) -> Iterator[bool]:
    """Whether nobody else held it; it is ours as long as the block runs."""
    hold = Hold(kind, name)
    try:
        yield hold.is_ours
    finally:
        hold.let_go()


def wait_for(kind: Kind, name: object) -> None:
    """Hold it until the transaction ends, once nobody else does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [kind, number_of(name)])


def not_held(kind: Kind, names: Collection[object]) -> list[object]:
    """Those of `names` that nobody holds now."""
    if not names:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT objid::bigint FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid = %s"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            [kind],
        )
        taken = {number for (number,) in cursor.fetchall()}
    return [name for name in names if number_of(name) % 2**32 not in taken]


def there_is_a_worker() -> bool:
    """Whether a worker lives, on this machine or another."""
    return not not_held(Kind.WORKER, ["worker"])
