"""Which format a file is in: its name says so."""

from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import BinaryIO, Protocol

from django.utils.translation import gettext as _

from initiatives.exchange.csv_table import CsvWriter, read_csv
from initiatives.exchange.fields import Values
from initiatives.exchange.line import Line
from initiatives.exchange.ndjson import NdjsonWriter, read_ndjson
from initiatives.exchange.report import UnreadableFile
from initiatives.exchange.xlsx_table import read_xlsx
from initiatives.exchange.xlsx_writer import XlsxWriter


class Writer(Protocol):
    def write(self, values: Values) -> None: ...

    def close(self) -> None: ...


_READERS: dict[str, Callable[[BinaryIO], Iterator[Line]]] = {
    ".ndjson": read_ndjson,
    ".jsonl": read_ndjson,
    ".json": read_ndjson,
    ".csv": read_csv,
    ".xlsx": read_xlsx,
}
_WRITERS: dict[str, Callable[[BinaryIO], Writer]] = {
    ".ndjson": NdjsonWriter,
    ".jsonl": NdjsonWriter,
    ".json": NdjsonWriter,
    ".csv": CsvWriter,
    ".xlsx": XlsxWriter,
}


def read_lines(file: BinaryIO, name: str) -> Iterator[Line]:
    """The lines of `file`, in the format that `name` ends with; raises UnreadableFile."""
    return _READERS[_suffix(name)](file)


def open_writer(file: BinaryIO, name: str) -> Writer:
    """A writer to `file` in the format that `name` ends with; raises UnreadableFile."""
    return _WRITERS[_suffix(name)](file)


def _suffix(name: str) -> str:
    suffix = PurePath(name).suffix.lower()
    if suffix not in _READERS:
        known = ", ".join(_READERS)
        raise UnreadableFile(_("The name of the file must end with one of: %(known)s.") % {"known": known})
    return suffix
