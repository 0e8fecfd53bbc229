"""A .qdpx as somebody sends it: a ZIP of which only what is asked for is read, never more than it may be."""

import zipfile
import zlib
from typing import BinaryIO

from django.utils.translation import gettext as _

from lessons.refi_qda.report import UnreadableFile
from lessons.refi_qda.writing import FOLDER, INTERNAL, MAIN_FILE

MOST_MEMBERS = 100_000
MOST_BYTES = 200_000_000  # of all that is read from one archive
MOST_BYTES_OF_XML = 50_000_000
MOST_BYTES_OF_TEXT = 10_000_000
_ENCRYPTED = 1
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


class Archive:
    """The files of a project by their names. Raises UnreadableFile, now or when a file of it is read."""

    def __init__(self, file: BinaryIO) -> None:
        try:
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise UnreadableFile(_("This is no .qdpx file: it cannot be opened as a ZIP.")) from error
        members = self._zip.infolist()
        if len(members) > MOST_MEMBERS:
            raise UnreadableFile(_("This file has more in it than can be read."))
        self._members = {each.filename.replace("\\", "/").lower(): each for each in members}
        self._left = MOST_BYTES

    def main(self) -> bytes:
        """The XML of the project."""
        names = [name for name in self._members if "/" not in name and name.endswith(".qde")]
        name = MAIN_FILE if MAIN_FILE in names else names[0] if names else ""
        if not name:
            raise UnreadableFile(_("There is no project.qde in this file."))
        return self._read(name, MOST_BYTES_OF_XML)

    def text(self, path: str) -> str:
        """The text that the project calls internal://…"""
        name = path.removeprefix(INTERNAL).lstrip("/").lower()
        found = [each for each in (f"{FOLDER}/{name}", name) if each in self._members]
        if not path.startswith(INTERNAL) or not found:
            raise UnreadableFile(_("The text “%(path)s” is not in this file.") % {"path": path[:200]})
        data = self._read(found[0], MOST_BYTES_OF_TEXT)
        encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            raise UnreadableFile(_("The text “%(path)s” is not UTF-8.") % {"path": path[:200]}) from error

    def _read(self, name: str, most: int) -> bytes:
        about = self._members[name]
        if about.flag_bits & _ENCRYPTED or about.compress_type not in _METHODS:
            message = _("“%(name)s” has a password, or is packed in a way that is not read here.")
            raise UnreadableFile(message % _of(name))
        most = min(most, self._left)
        try:
            with self._zip.open(about) as member:
                data = member.read(most + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
            raise UnreadableFile(_("“%(name)s” in this file is damaged.") % _of(name)) from error
        if len(data) > most:
            raise UnreadableFile(_("“%(name)s” in this file is too large.") % _of(name))
        self._left -= len(data)
        return data


def _of(name: str) -> dict[str, str]:
    return {"name": name[:200]}
