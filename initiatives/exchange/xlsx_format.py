"""What an XLSX file is made of: a zip of XML, in which text stays text whatever it looks like."""

import re
import zipfile
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape, quoteattr

LONGEST_CELL = 32_767
# XML has no way to write these, and what looks like a way that Excel has must not be taken for one.
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# Style 1 is text, so that Excel leaves "2019-11" and "=1+1" what they are when somebody edits them.
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font/></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf xfId="0"/><xf xfId="0" numFmtId="49" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
SHEET_BEGINS = (
    f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>'
)
SHEET_ENDS = "</sheetData></worksheet>"


def parts(sheets: Iterable[str]) -> Mapping[str, str]:
    """The files of a workbook with sheets of these names, but for the sheets themselves."""
    numbered = list(enumerate(sheets, start=1))
    styles = len(numbered) + 1
    kinds = "".join(
        f'<Override PartName="/{sheet_path(number)}" ContentType="{_TYPE}.worksheet+xml"/>'
        for number, _name in numbered
    )
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>' for number, name in numbered
    )
    related = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number, _name in numbered
    )
    made = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'{kinds}<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'{related}<Relationship Id="rId{styles}" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": _STYLES,
    }
    return {path: _HEAD + text for path, text in made.items()}


def sheet_path(number: int) -> str:
    return f"xl/worksheets/sheet{number}.xml"


def member(path: str) -> zipfile.ZipInfo:
    """A compressed file of the archive that bears no date, so that the same cells give the same bytes."""
    made = zipfile.ZipInfo(path)
    made.compress_type = zipfile.ZIP_DEFLATED
    return made


def row(cells: Iterable[str]) -> bytes:
    return f"<row>{''.join(cells)}</row>".encode()


def number_cell(value: int | str) -> str:
    return f"<c><v>{value}</v></c>"


def text_cell(text: str) -> str:
    """A cell with `text`, which `writable` has made fit for it if it is not our own."""
    return f'<c t="inlineStr" s="1"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def writable(text: str) -> str:
    """The text with what XML has no sign for written in the way that Excel reads."""
    return _UNWRITABLE.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def fits(text: str) -> bool:
    """Whether a cell has room for `text`."""
    return len(text.encode("utf-16-le")) <= 2 * LONGEST_CELL
