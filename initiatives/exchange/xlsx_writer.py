"""Cases as an XLSX file, in which text stays text whatever it looks like.

Written straight into the archive: no copy in memory or in a temporary folder, and the same cases give the same bytes.
"""

import zipfile
from collections.abc import Iterable
from typing import BinaryIO

from django.utils.translation import gettext as _

from initiatives.exchange import xlsx_format as xlsx
from initiatives.exchange.fields import FIELDS, Field, Shape, Values
from initiatives.exchange.report import WrongValue
from initiatives.exchange.tables import COLUMNS, to_row


class XlsxWriter:
    """Writes cases as rows under the names of the columns."""

    def __init__(self, file: BinaryIO) -> None:
        self._archive = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)
        for path, text in xlsx.parts(["initiatieven"]).items():
            self._archive.writestr(xlsx.member(path), text)
        self._sheet = self._archive.open(xlsx.member(xlsx.sheet_path(1)), "w", force_zip64=True)
        self._sheet.write(xlsx.SHEET_BEGINS.encode())
        self._write_row(map(xlsx.text_cell, COLUMNS))

    def write(self, values: Values) -> None:
        """Raises WrongValue for a text that Excel has no room for."""
        cells = zip(FIELDS, to_row(values), strict=True)
        self._write_row([_cell(field, value, values["slug"]) for field, value in cells])

    def close(self) -> None:
        self._sheet.write(xlsx.SHEET_ENDS.encode())
        self._sheet.close()
        self._archive.close()

    def _write_row(self, cells: Iterable[str]) -> None:
        self._sheet.write(xlsx.row(cells))


def _cell(field: Field, value: str | bool, slug: str) -> str:
    if isinstance(value, bool):
        return f'<c t="b"><v>{value:d}</v></c>'
    if not value:
        return "<c/>"
    if field.shape is Shape.DATE and value.isdigit():
        return xlsx.number_cell(value)
    text = xlsx.writable(value)
    if not xlsx.fits(text):
        message = _("%(slug)s, %(field)s: this text is longer than fits in a cell of XLSX; use CSV or NDJSON.")
        raise WrongValue(message % {"slug": slug, "field": field.name})
    return xlsx.text_cell(text)
