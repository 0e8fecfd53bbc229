"""Cases as an XLSX file, in which text stays text whatever it looks like.

Written straight into the archive: no copy in memory or in a temporary folder, and the same cases give the same bytes.
"""

import re
import zipfile
from collections.abc import Iterable
from typing import BinaryIO
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _

from initiatives.exchange.fields import FIELDS, Field, Shape, Values
from initiatives.exchange.report import WrongValue
from initiatives.exchange.tables import COLUMNS, to_row

LONGEST_CELL = 32_767
# XML has no way to write these, and what looks like a way that Excel has must not be taken for one.
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
    '<sheets><sheet name="initiatieven" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
    # Style 1 is text, so that Excel leaves "2019-11" and "=1+1" what they are when somebody edits them.
    "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font/></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf xfId="0"/><xf xfId="0" numFmtId="49" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
}
_BEFORE = (
    f'<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>'
)
_AFTER = "</sheetData></worksheet>"


class XlsxWriter:
    """Writes cases as rows under the names of the columns."""

    def __init__(self, file: BinaryIO) -> None:
        self._archive = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)
        for path, text in _PARTS.items():
            self._archive.writestr(_member(path), _HEAD + text)
        self._sheet = self._archive.open(_member("xl/worksheets/sheet1.xml"), "w", force_zip64=True)
        self._sheet.write((_HEAD + _BEFORE).encode())
        self._write_row(map(_text_cell, COLUMNS))

    def write(self, values: Values) -> None:
        """Raises WrongValue for a text that Excel has no room for."""
        cells = zip(FIELDS, to_row(values), strict=True)
        self._write_row([_cell(field, value, values["slug"]) for field, value in cells])

    def close(self) -> None:
        self._sheet.write(_AFTER.encode())
        self._sheet.close()
        self._archive.close()

    def _write_row(self, cells: Iterable[str]) -> None:
        self._sheet.write(f"<row>{''.join(cells)}</row>".encode())


def _cell(field: Field, value: str | bool, slug: str) -> str:
    if isinstance(value, bool):
        return f'<c t="b"><v>{value:d}</v></c>'
    if not value:
        return "<c/>"
    if field.shape is Shape.DATE and value.isdigit():
        return f"<c><v>{value}</v></c>"
    text = _UNWRITABLE.sub(lambda match: f"_x{ord(match[0]):04X}_", value)
    if len(text.encode("utf-16-le")) > 2 * LONGEST_CELL:
        message = _("%(slug)s, %(field)s: this text is longer than fits in a cell of XLSX; use CSV or NDJSON.")
        raise WrongValue(message % {"slug": slug, "field": field.name})
    return _text_cell(text)


def _text_cell(text: str) -> str:
    return f'<c t="inlineStr" s="1"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def _member(path: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(path)
    member.compress_type = zipfile.ZIP_DEFLATED
    return member
