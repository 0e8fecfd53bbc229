"""A download as a table: CSV, or the first sheet of a workbook of which the second tells what was asked."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, cast

from django.utils.translation import gettext as _

from initiatives.downloads.rows import BATCH, COLUMNS, Question, Value
from initiatives.exchange import xlsx_format as xlsx
from initiatives.exchange.cells import join_list

QUESTION_COLUMNS = ("vraag", "gedownload")
MOST_ROWS = 1_048_575  # what Excel shows under a heading
MOST_BYTES = 2**31 - 2**24  # what fits in an archive that every program can open
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_table(question: Question) -> Iterator[bytes]:
    """A row a case; the question and the day in the last columns, since a CSV file has no other place for them."""
    asked: list[Value] = [question.address, question.at.date().isoformat()]
    return csv_lines([*COLUMNS, *QUESTION_COLUMNS], ([*row.values(), *asked] for row in question.rows()))


def xlsx_table(question: Question) -> Iterator[bytes]:
    """Two sheets, of which the second tells what was asked."""
    lines = (row.values() for row in question.rows())
    return xlsx_lines(["initiatieven", "vraag"], COLUMNS, lines, lambda written: _about(question, written))


def csv_lines(head: Iterable[str], lines: Iterable[Iterable[Value]]) -> Iterator[bytes]:
    """A table of any kind as CSV, in pieces."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(head)
    rest = iter(lines)
    while batch := list(islice(rest, BATCH)):
        writer.writerows([_harmless(_as_text(value)) for value in line] for line in batch)
        yield _taken(buffer)
    yield _taken(buffer)


def xlsx_lines(
    sheets: Sequence[str],
    head: Iterable[str],
    lines: Iterable[Iterable[Value]],
    about: Callable[[int], Iterable[Iterable[Value]]],
) -> Iterator[bytes]:
    """A table of any kind as a workbook with a second sheet, of what `about` says when it is told how many lines were
    written. Text is text there, whatever it looks like; lines that do not fit are left out."""
    outlet = _Outlet()
    with zipfile.ZipFile(cast("Any", outlet), "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in xlsx.parts(sheets).items():
            archive.writestr(xlsx.member(path), text)
        written = 0
        with archive.open(xlsx.member(xlsx.sheet_path(1)), "w") as sheet:
            size = sheet.write((xlsx.SHEET_BEGINS).encode() + xlsx.row(map(_cell, head)))
            for line in islice(lines, MOST_ROWS):
                size += sheet.write(xlsx.row(_cell(value) for value in line))
                written += 1
                if written % BATCH == 0:
                    yield outlet.taken()
                if size > MOST_BYTES:
                    break
            sheet.write(xlsx.SHEET_ENDS.encode())
        cells = [xlsx.row(_cell(value) for value in line) for line in about(written)]
        archive.writestr(
            xlsx.member(xlsx.sheet_path(2)), b"".join([xlsx.SHEET_BEGINS.encode(), *cells, xlsx.SHEET_ENDS.encode()])
        )
    yield outlet.taken()


def _about(question: Question, written: int) -> Iterable[tuple[Value, Value]]:
    """What the second sheet says."""
    yield _("What was asked"), _("Initiatives of wijk")
    yield _("Address"), question.address
    yield _("Filters"), "; ".join(question.filters) or _("none")
    yield _("Sorted by"), question.sorting
    yield _("Downloaded at"), question.at.isoformat(timespec="seconds")
    yield _("Initiatives found"), question.total
    yield _("Initiatives in this file"), written


def _as_text(value: Value) -> str:
    return join_list(value) if isinstance(value, list) else str(value)


def _harmless(text: str) -> str:
    """The text so that no spreadsheet takes it for a formula: an apostrophe before what looks like one."""
    return f"'{text}" if text.startswith(_STARTS_FORMULA) else text


def _cell(value: Value) -> str:
    if isinstance(value, int):
        return xlsx.number_cell(value)
    text = xlsx.writable(_as_text(value))[: xlsx.LONGEST_CELL // 2]
    return xlsx.text_cell(text) if text else "<c/>"


def _taken(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode("utf-8", "replace")


class _Outlet:
    """A file of which what was written is taken out from time to time; it cannot go back."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._pieces.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """All is passed on as it comes."""

    def taken(self) -> bytes:
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)
