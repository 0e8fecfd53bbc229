"""The parts of an XLSX file: its first sheet, its texts, and which cells show a number as a date.

Read here and not by openpyxl, which loses the difference between `_x0041_` and "A" and pads without end what a hostile
file says it holds.
"""

import re
import zipfile
from collections.abc import Iterator
from typing import IO, BinaryIO
from xml.etree import ElementTree

from django.utils.translation import gettext as _

from initiatives.exchange.report import UnreadableFile

MOST_BYTES = 200_000_000
MOST_BYTES_IN_MEMORY = 10_000_000
MOST_ELEMENTS = 10_000  # in one row or one text
LONGEST_FORMAT = 255  # in Excel; how long it takes to look at one grows with the square
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class XlsxArchive:
    """An opened XLSX file. Raises UnreadableFile for what is none, holds macros or unpacks to too much."""

    def __init__(self, file: BinaryIO) -> None:
        if file.read(4) == _OLD_OFFICE:
            raise UnreadableFile(_("This is an old Excel file (.xls) or one with a password; save it as plain .xlsx."))
        file.seek(0)
        self._zip = zipfile.ZipFile(file)
        members = self._zip.infolist()
        if sum(member.file_size for member in members) > MOST_BYTES:
            raise UnreadableFile(_("This file unpacks to more than 200 megabytes; use CSV or NDJSON."))
        if any(member.filename.lower().endswith("vbaproject.bin") for member in members):
            raise UnreadableFile(_("This file holds macros; save it as plain .xlsx."))
        self._workbook_path = self._related("", "officeDocument") or "xl/workbook.xml"
        self._workbook = self._parse(self._workbook_path)
        self.counts_from_1904 = any(
            element.get("date1904") in {"1", "true"} for element in elements(self._workbook, "workbookPr")
        )
        self.date_formats = self._read_date_formats()
        self.texts = list(self._read_texts())

    def rows(self) -> Iterator[ElementTree.Element]:
        """The rows of the first sheet, one at a time."""
        first = next(elements(self._workbook, "sheet"))
        key = next(value for name, value in first.items() if name.endswith("}id"))
        path = self._related(self._workbook_path, "worksheet", key)
        if path is None:
            raise KeyError(key)
        with self._zip.open(path) as part:
            yield from one_by_one(part, "row")

    def _read_texts(self) -> Iterator[str]:
        path = self._related(self._workbook_path, "sharedStrings")
        if path is None:
            return
        with self._zip.open(path) as part:
            yield from (text_of(element) for element in one_by_one(part, "si"))

    def _read_date_formats(self) -> dict[int, str]:
        """The format of each style that shows a number as a date or time."""
        # Loaded when a spreadsheet comes: every start of the site would wait a tenth of a second for it.
        from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

        path = self._related(self._workbook_path, "styles")
        if path is None:
            return {}
        styles = self._parse(path)
        formats: dict[int, str] = dict(BUILTIN_FORMATS)
        formats |= {
            int(each.get("numFmtId", "0")): each.get("formatCode", "")[:LONGEST_FORMAT]
            for each in elements(styles, "numFmt")
        }
        used = [
            formats.get(int(style.get("numFmtId", "0")), "")
            for group in elements(styles, "cellXfs")
            for style in elements(group, "xf")
        ]
        of_dates = {code for code in set(used) if is_date_format(code)}
        return {number: code for number, code in enumerate(used) if code in of_dates}

    def _related(self, source: str, kind: str, key: str = "") -> str | None:
        """The path of the part that `source` refers to as `kind`, by `key` if there are several."""
        folder, _slash, name = source.rpartition("/")
        try:
            relations = self._parse(f"{folder}/_rels/{name}.rels".lstrip("/"))
        except KeyError:
            return None
        for relation in elements(relations, "Relationship"):
            if relation.get("Type", "").endswith(f"/{kind}") and key in {"", relation.get("Id")}:
                target = relation.get("Target", "")
                return target.lstrip("/") if target.startswith("/") else f"{folder}/{target}".lstrip("/")
        return None

    def _parse(self, path: str) -> ElementTree.Element:
        if self._zip.getinfo(path).file_size > MOST_BYTES_IN_MEMORY:
            raise ValueError(path)
        with self._zip.open(path) as part:
            return ElementTree.parse(part).getroot()  # noqa: S314


def one_by_one(part: IO[bytes], name: str) -> Iterator[ElementTree.Element]:
    """Each element called `name`; neither it nor what is between stays in memory. Raises ValueError for a vast one."""
    path: list[ElementTree.Element] = []
    outer, size = 0, 0  # how deep the `name` is that we are in, and how many elements it has
    for event, element in ElementTree.iterparse(part, events=("start", "end")):  # noqa: S314 - expat bounds entities
        if event == "start":
            path.append(element)
            size += 1
            if not outer and local_name(element) == name:
                outer, size = len(path), 0
            if max(len(path), size if outer else 0) > MOST_ELEMENTS:
                raise ValueError(name)
            continue
        path.pop()
        if len(path) < outer:
            yield element
            outer = 0
        if path and not outer:
            path[-1].remove(element)


def local_name(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def elements(parent: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    """What is called `name` under `parent`, in either of the two namespaces that Excel writes."""
    return (element for element in parent.iter() if local_name(element) == name)


def text_of(element: ElementTree.Element) -> str:
    """The text of a string with all its runs, without how to pronounce it."""
    runs = [element, *(run for run in element if local_name(run) == "r")]
    text = "".join(part.text or "" for run in runs for part in run if local_name(part) == "t")
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text
