"""Import and export of cases in the exchange format, which docs/exchange-format.md describes for outsiders."""

from initiatives.exchange.exporting import export_file
from initiatives.exchange.importing import check_file, import_file
from initiatives.exchange.planning import Manner
from initiatives.exchange.report import (
    CreatedTerm,
    ImportNotAllowed,
    Report,
    RowError,
    UnreadableFile,
    WrongValue,
)

__all__ = [
    "CreatedTerm",
    "ImportNotAllowed",
    "Manner",
    "Report",
    "RowError",
    "UnreadableFile",
    "WrongValue",
    "check_file",
    "export_file",
    "import_file",
]
