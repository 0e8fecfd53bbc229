"""The exchange format as CSV: with commas, semicolons (Excel in Dutch) or tabs when read, with commas when written."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from django.utils.translation import gettext as _

from initiatives.exchange.fields import BY_NAME, Values
from initiatives.exchange.line import Line
from initiatives.exchange.report import UnreadableFile
from initiatives.exchange.tables import COLUMNS, Header, to_row
from initiatives.exchange.text_lines import LONGEST_LINE, read_text_lines

_DELIMITERS = ",;\t"


def read_csv(file: BinaryIO) -> Iterator[Line]:
    """Each row that is not empty. Raises UnreadableFile when the first row does not name the columns."""
    csv.field_size_limit(LONGEST_LINE)
    lines = _Lines(read_text_lines(file))
    first = next(lines, None)
    if first is not None and first.startswith("sep="):
        first = next(lines, None)
    if first is None:
        return
    header_line = lines.number
    delimiter = _delimiter(first)
    header = Header(_names(first, delimiter), header_line)
    if header.problems.errors:
        yield header.problems
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        start = lines.number + 1
        try:
            row = next(reader, None)
        except csv.Error as error:
            yield Line(start, errors=[("", _("This row is not CSV: %(reason)s.") % {"reason": error})])
            continue
        if row is None:
            return
        if line := _line(header, start, row):
            yield line


class _Lines:
    """Lines that know how many of them were taken: a row may span several."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.number += 1
        return line


def _delimiter(first: str) -> str:
    """The sign that splits the first line into most names of fields."""
    return max(
        _DELIMITERS, key=lambda sign: sum(name.strip(' "\r\n').casefold() in BY_NAME for name in first.split(sign))
    )


def _names(first: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([first], delimiter=delimiter, strict=True), [])
    except csv.Error as error:
        raise UnreadableFile(_("The first row is not CSV: %(reason)s.") % {"reason": error}, 1) from error


def _line(header: Header, number: int, row: list[str]) -> Line | None:
    line = header.line(number, row)
    if line and len(row) < len(header.columns):
        message = _("This row has %(cells)d cells and there are %(columns)d columns.")
        line.errors.append(("", message % {"cells": len(row), "columns": len(header.columns)}))
    return line


class CsvWriter:
    """Writes cases as rows under the names of the columns."""

    def __init__(self, file: BinaryIO) -> None:
        self._text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
        self._csv = csv.writer(self._text)
        self._csv.writerow(COLUMNS)

    def write(self, values: Values) -> None:
        self._csv.writerow([str(cell).lower() if isinstance(cell, bool) else cell for cell in to_row(values)])

    def close(self) -> None:
        """Leave the file to who opened it."""
        self._text.detach()
