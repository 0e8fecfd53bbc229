"""Taking over a file of cases: all of it or nothing, with every error by line and field."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from typing import BinaryIO

from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext as _

from initiatives.exchange.planning import Change, Manner, Planner
from initiatives.exchange.reading import Batch, Progress, Reader, read_batches
from initiatives.exchange.report import ImportNotAllowed, Report
from initiatives.exchange.saving import Saver
from initiatives.exchange.vocabulary import lock_vocabulary
from search.word_lists import Gathered
from trail.writing import note


def check_file(
    file: BinaryIO, name: str, manner: Manner, *, reader: Reader = read_batches, progress: Progress | None = None
) -> Report:
    """What `import_file` would do. Happens in a transaction that PostgreSQL does not let write.

    Raises ImportNotAllowed.
    """
    _check_person(manner)
    report = Report()
    with transaction.atomic(), closing(reader(file, name)) as batches:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION READ ONLY")
        planner = Planner(manner, report, locks=False)
        for _planned in _plans(planner, batches, progress):
            pass
    return _finished(report, planner)


def import_file(
    file: BinaryIO,
    name: str,
    manner: Manner,
    *,
    reader: Reader = read_batches,
    progress: Progress | None = None,
    gathered: Gathered | None = None,
) -> Report:
    """Take over the cases in `file`, in the format that `name` ends with; with any error nothing is taken over.

    `reader`: how it is read, here or (see `reading.reader_for`) in a process beside this one. `gathered`
    is given the words of new cases that are published.
    Another import, and changes to the vocabulary, wait for this one to end.
    Raises ImportNotAllowed.
    """
    _check_person(manner)
    report = Report()
    try:
        with transaction.atomic(), closing(reader(file, name)) as batches:
            lock_vocabulary()
            planner = Planner(manner, report, locks=True)
            with Saver(manner, planner.references, name, gathered) as saver:
                _save(planner, saver, batches, progress)
            if report.errors:
                transaction.set_rollback(True)
            else:
                note("import", by=manner.by, new=report.new, changed=report.changed)
    except DatabaseError as error:
        report.add_error(0, "", _("The database refused this file: %(reason)s") % {"reason": str(error).split("\n")[0]})
        return report
    report.is_saved = not report.errors
    return _finished(report, planner)


def _save(planner: Planner, saver: Saver, batches: Iterable[Batch], progress: Progress | None) -> None:
    """Write each batch as long as there are no errors; after the first one the rest is only checked."""
    for batch, changes in _plans(planner, batches, progress, before=saver.wait):
        if changes and not planner.report.errors:
            planner.cases.remember_made(saver.save(changes, batch.words))
    if not planner.report.errors:
        saver.finish()


def _plans(
    planner: Planner, batches: Iterable[Batch], progress: Progress | None, before: Callable[[], None] | None = None
) -> Iterator[tuple[Batch, list[Change]]]:
    count = 0
    for batch in batches:
        if batch.error:
            planner.report.add_error(batch.error[0], "", batch.error[1])
        rows = planner.read(batch.lines)
        if before:
            before()
        yield batch, planner.plan(rows)
        count += len(batch.lines)
        if progress:
            progress(count, batch.share)
    if not count and not planner.report.errors:
        planner.report.add_error(0, "", _("There are no cases in this file."))
    planner.finish()


def _check_person(manner: Manner) -> None:
    by = manner.by
    if by is None:
        return
    asked = {
        "initiatives.add_initiative": _("%(person)s may not import cases."),
        "initiatives.publish_initiative": _("%(person)s may not publish cases.") if manner.publish else "",
        "initiatives.add_theme": _("%(person)s may not make terms.") if manner.creates_terms else "",
    }
    for permission, refusal in asked.items():
        if refusal and not by.has_perm(permission):
            raise ImportNotAllowed(refusal % {"person": by.email})


def _finished(report: Report, planner: Planner) -> Report:
    report.errors.sort()
    report.created_terms = planner.references.vocabulary.created
    return report
