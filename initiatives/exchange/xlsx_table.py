"""The exchange format as XLSX: the first sheet, with the names of the columns in its first row."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO
from xml.etree import ElementTree

from django.utils.translation import gettext as _

from initiatives.exchange.line import Line
from initiatives.exchange.report import UnreadableFile, WrongValue
from initiatives.exchange.tables import Header
from initiatives.exchange.xlsx_archive import XlsxArchive, local_name, text_of

MOST_COLUMNS = 200
# What zipfile, zlib and ElementTree raise, and looking up what a broken file refers to.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    ElementTree.ParseError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    StopIteration,
    ValueError,
)
_COLUMN = re.compile(r"([A-Z]{1,3})\d*")


def read_xlsx(file: BinaryIO) -> Iterator[Line]:
    """Each row that is not empty. Raises UnreadableFile for what is no XLSX, or not a safe one."""
    header = None
    for number, row in _rows(file):
        if header:
            if line := header.line(number, row):
                yield line
        elif any(cell is not None for cell in row):
            header = Header([_name(cell) for cell in row], number)
            if header.problems.errors:
                yield header.problems


def _name(cell: Any) -> str:
    return str(cell) if isinstance(cell, str | int) else ""


def _rows(file: BinaryIO) -> Iterator[tuple[int, list[Any]]]:
    """Each row with its number: text, numbers, true or false, None for an empty cell, WrongValue for a refused one."""
    try:
        archive = XlsxArchive(file)
        number = 0
        for row in archive.rows():
            number = int(row.get("r", number + 1))
            yield number, _cells(archive, row)
    except _BROKEN as error:
        raise UnreadableFile(_("This file cannot be read as XLSX; it is broken or something else.")) from error


def _cells(archive: XlsxArchive, row: ElementTree.Element) -> list[Any]:
    cells: list[Any] = []
    for element in row:
        index = _column(element.get("r", ""), default=len(cells))
        if index >= MOST_COLUMNS:
            raise UnreadableFile(_("This sheet has more columns than the format."))
        cells += [None] * (index + 1 - len(cells))
        try:
            cells[index] = _value(archive, element)
        except WrongValue as error:
            cells[index] = error
    return cells


def _column(reference: str, *, default: int) -> int:
    """The position of a column by its letters: "A7" is 0, "AA7" is 26."""
    match = _COLUMN.match(reference)
    if match is None:
        return default
    number = 0
    for letter in match[1]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _value(archive: XlsxArchive, cell: ElementTree.Element) -> Any:
    parts = {local_name(part): part for part in cell}
    if "f" in parts:
        raise WrongValue(_("This cell holds a formula; put its value there."))
    if "is" in parts:
        return text_of(parts["is"]) or None
    text = parts["v"].text if "v" in parts else None
    if not text:
        return None
    match cell.get("t", "n"):
        case "s":
            return archive.texts[int(text)] or None
        case "b":
            return text in {"1", "true"}
        case "n":
            return _number(archive, float(text), int(cell.get("s", "0")))
        case "e":
            raise WrongValue(_("This cell holds the error %(error)s.") % {"error": text[:20]})
        case _:
            return text


def _number(archive: XlsxArchive, number: float, style: int) -> int | float | str:
    if (code := archive.date_formats.get(style)) is not None:
        return _date(number, code, counts_from_1904=archive.counts_from_1904)
    return int(number) if number.is_integer() else number


def _date(number: float, code: str, *, counts_from_1904: bool) -> str:
    """A date as precise as the cell shows it: Excel keeps "nov-19" as the first of November 2019."""
    from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

    try:
        moment = from_excel(number, CALENDAR_MAC_1904 if counts_from_1904 else CALENDAR_WINDOWS_1900)
    except (OverflowError, ValueError) as error:
        raise WrongValue(_("This date does not exist.")) from error
    shown = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", code.lower())
    if not hasattr(moment, "year") or "y" not in shown:
        raise WrongValue(_("This cell holds a time or a day without a year; write the date as text."))
    if "d" in shown:
        return f"{moment:%Y-%m-%d}"
    return f"{moment:%Y-%m}" if "m" in shown else f"{moment:%Y}"
