"""Writing the cases of the site to a file that an import takes over again without loss."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import BinaryIO

from django.db import connection, transaction

from initiatives.exchange.files import open_writer
from initiatives.exchange.reading import BATCH, Progress
from initiatives.exchange.snapshot import snapshots
from initiatives.models import Initiative, InitiativeVersion


def export_file(file: BinaryIO, name: str, *, only_published: bool = False, progress: Progress | None = None) -> int:
    """Write the cases to `file`, in the format that `name` ends with, ordered by address; returns how many.

    Of each case the open version or else the published one; with `only_published`, what visitors can read.
    Raises UnreadableFile for an unknown format, WrongValue for a text that does not fit in it.
    """
    count = 0
    with closing(open_writer(file, name)) as writer, _one_moment():
        keys = [key for _slug, key in sorted(_published() if only_published else _newest())]
        for start in range(0, len(keys), BATCH):
            batch = keys[start : start + BATCH]
            values = snapshots(batch)
            for key in batch:
                writer.write(values[key])
            count += len(batch)
            if progress:
                progress(count, count / len(keys))
    return count


def _published() -> list[tuple[str, int]]:
    return list(Initiative.objects.published().values_list("slug", "published_version"))


def _newest() -> list[tuple[str, int]]:
    """The address and version of every case that has a version: the open one before the published one."""
    shown = Initiative.objects.filter(published_version__isnull=False).values_list("slug", "published_version")
    opened = InitiativeVersion.objects.open().values_list("record__slug", "pk")
    return list((dict(shown) | dict(opened)).items())


@contextmanager
def _one_moment() -> Iterator[None]:
    """See the database as it is at one moment, however long it takes; within a transaction that is the caller's."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield
