"""The lines of a text file in UTF-8, with or without the mark that Windows puts before it."""

import codecs
from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import gettext as _

from initiatives.exchange.report import UnreadableFile

LONGEST_LINE = 10_000_000
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_text_lines(file: BinaryIO) -> Iterator[str]:
    """Each line with its end. Bytes that are not UTF-8 become lone surrogates, which no field accepts.

    Raises UnreadableFile for UTF-16 and for a line without end.
    """
    for number, line in enumerate(iter(lambda: file.readline(LONGEST_LINE + 1), b""), start=1):
        if len(line) > LONGEST_LINE:
            raise UnreadableFile(_("This line is longer than ten million bytes."), number)
        if number == 1:
            if line.startswith(_UTF16):
                raise UnreadableFile(_("The file is in UTF-16; save it as UTF-8."), number)
            line = line.removeprefix(codecs.BOM_UTF8)  # noqa: PLW2901
        yield line.decode("utf-8", "surrogateescape")
