"""Taking over a file of cases: all of it or nothing, with every error by line and field."""

from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext as _

from initiatives import projection
from initiatives.exchange.files import read_lines
from initiatives.exchange.line import Line
from initiatives.exchange.planning import Change, Manner, Planner
from initiatives.exchange.report import ImportNotAllowed, Report, UnreadableFile
from initiatives.exchange.saving import Saver
from initiatives.exchange.vocabulary import lock_vocabulary

BATCH = 500

Progress = Callable[[int], None]


def check_file(file: BinaryIO, name: str, manner: Manner, *, progress: Progress | None = None) -> Report:
    """What `import_file` would do. Happens in a transaction that PostgreSQL does not let write.

    Raises ImportNotAllowed.
    """
    _check_person(manner)
    report = Report()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION READ ONLY")
        planner = Planner(manner, report, locks=False)
        for _changes in _plans(planner, file, name, progress):
            pass
    return _finished(report, planner)


def import_file(file: BinaryIO, name: str, manner: Manner, *, progress: Progress | None = None) -> Report:
    """Take over the cases in `file`, in the format that `name` ends with; with any error nothing is taken over.

    Another import, and changes to the vocabulary, wait for this one to end.
    Raises ImportNotAllowed.
    """
    _check_person(manner)
    report = Report()
    try:
        with transaction.atomic():
            lock_vocabulary()
            planner = Planner(manner, report, locks=True)
            _save(planner, _plans(planner, file, name, progress), Saver(manner, planner.references, name))
            if report.errors:
                transaction.set_rollback(True)
    except DatabaseError as error:
        report.add_error(0, "", _("The database refused this file: %(reason)s") % {"reason": str(error).split("\n")[0]})
        return report
    report.is_saved = not report.errors
    return _finished(report, planner)


def _save(planner: Planner, plans: Iterable[list[Change]], saver: Saver) -> None:
    """Write each batch as long as there are no errors; after the first one the rest is only checked."""
    written: list[int] = []
    for changes in plans:
        if changes and not planner.report.errors:
            made, keys = saver.save(changes)
            planner.cases.remember_made(made)
            written += keys
    if planner.manner.publish and not planner.report.errors:
        projection.project(written)


def _plans(planner: Planner, file: BinaryIO, name: str, progress: Progress | None) -> Iterator[list[Change]]:
    count = 0
    for batch in _batches(file, name, planner.report):
        yield planner.plan(batch)
        count += len(batch)
        if progress:
            progress(count)
    if not count and not planner.report.errors:
        planner.report.add_error(0, "", _("There are no cases in this file."))
    planner.finish()


def _batches(file: BinaryIO, name: str, report: Report) -> Iterator[list[Line]]:
    """The lines of the file, many at a time; where it cannot be read any further the report says so."""
    batch: list[Line] = []
    try:
        for line in read_lines(file, name):
            batch.append(line)
            if len(batch) == BATCH:
                yield batch
                batch = []
    except UnreadableFile as error:
        report.add_error(error.line, "", str(error))
    if batch:
        yield batch


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
