"""From a file to clean lines, many at a time; asks nothing of the database."""

import os
from collections.abc import Callable, Generator
from typing import BinaryIO, NamedTuple

from initiatives.exchange.cleaning import clean
from initiatives.exchange.fields import Values
from initiatives.exchange.files import read_lines
from initiatives.exchange.report import UnreadableFile

BATCH = 500


class CleanLine(NamedTuple):
    """A line with the values that could be cleaned, and what is wrong with the others as (field, message)."""

    number: int
    values: Values
    errors: list[tuple[str, str]]


class Batch(NamedTuple):
    """Lines that have nothing in common but that they are dealt with together.

    `share` tells how much of the file has been read, if that is known; `error`, on which line and why it cannot be read
    any further.
    """

    lines: list[CleanLine]
    share: float | None = None
    error: tuple[int, str] | None = None


Batches = Generator[Batch, None, None]
Reader = Callable[[BinaryIO, str], Batches]
Progress = Callable[[int, float | None], None]
"""Is told how many cases have been done, and what share of all that is, if that is known."""


def read_batches(file: BinaryIO, name: str) -> Batches:
    """The lines of `file`, in the format that `name` ends with."""
    lines: list[CleanLine] = []
    try:
        for line in read_lines(file, name):
            lines.append(CleanLine(line.number, *clean(line)))
            if len(lines) == BATCH:
                yield Batch(lines, _share(file))
                lines = []
    except UnreadableFile as error:
        yield Batch(lines, error=(error.line, str(error)))
    else:
        if lines:
            yield Batch(lines, _share(file))


def _share(file: BinaryIO) -> float | None:
    try:
        return file.tell() / os.fstat(file.fileno()).st_size
    except (OSError, ZeroDivisionError):
        return None  # no file on a disk
