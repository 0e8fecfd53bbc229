"""Cases as an XLSX file, in which text stays text whatever it looks like."""

import re
from typing import BinaryIO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from initiatives.exchange.fields import FIELDS, Shape, Values
from initiatives.exchange.report import WrongValue
from initiatives.exchange.tables import COLUMNS, to_row

LONGEST_CELL = 32_767
# XML has no way to write these, and what looks like a way that Excel has must not be taken for one.
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


class XlsxWriter:
    """Writes cases as rows under the names of the columns."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._workbook = Workbook(write_only=True)
        self._sheet = self._workbook.create_sheet("initiatieven")
        self._sheet.freeze_panes = "A2"
        self._sheet.append(COLUMNS)

    def write(self, values: Values) -> None:
        """Raises WrongValue for a text that Excel has no room for."""
        cells = zip(FIELDS, to_row(values), strict=True)
        self._sheet.append([self._cell(values["slug"], field.name, field.shape, value) for field, value in cells])

    def finish(self) -> None:
        self._workbook.save(self._file)

    def _cell(self, slug: str, name: str, shape: Shape, value: str | bool) -> object:
        if isinstance(value, bool):
            return value
        if not value:
            return None
        if shape is Shape.DATE and value.isdigit():
            return int(value)
        text = _UNWRITABLE.sub(lambda match: f"_x{ord(match[0]):04X}_", value)
        if len(text.encode("utf-16-le")) > 2 * LONGEST_CELL:
            message = _("%(slug)s, %(field)s: this text is longer than fits in a cell of XLSX; use CSV or NDJSON.")
            raise WrongValue(message % {"slug": slug, "field": name})
        cell = WriteOnlyCell(self._sheet, text)
        cell.data_type = "s"
        return cell
