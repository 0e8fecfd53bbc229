"""From a file to clean lines, many at a time; asks nothing of the database."""

import os
from collections.abc import Callable, Generator, Iterator, Mapping
from types import MappingProxyType
from typing import BinaryIO, NamedTuple, Protocol

from initiatives.catalogue_rows import Texts, read_texts
from initiatives.exchange.cleaning import clean
from initiatives.exchange.fields import EMPTY, Values
from initiatives.exchange.files import read_lines
from initiatives.exchange.line import Line
from initiatives.exchange.report import UnreadableFile
from search.learning import WordRow, row_of
from search.words import words

BATCH = 500
_NAMED = ("actors", "accommodations")


class CleanLine(NamedTuple):
    """A line with the values that could be cleaned, and what is wrong with the others as (field, message).

    `texts` are those of a new case that says this, where they have been read.
    """

    number: int
    values: Values
    errors: list[tuple[str, str]]
    texts: Texts | None = None


class Batch(NamedTuple):
    """Lines that have nothing in common but that they are dealt with together.

    `share` tells how much of the file has been read, if that is known; `error`, on which line and why it cannot be read
    any further. `words` are worked out of the texts and names of these lines, each in the first batch that has it.
    """

    lines: list[CleanLine]
    share: float | None = None
    error: tuple[int, str] | None = None
    words: Mapping[str, WordRow] = MappingProxyType({})


class Batches(Protocol):
    """The batches of a file, one after the other; to be closed by who asked for them."""

    def __iter__(self) -> Iterator[Batch]: ...

    def __next__(self) -> Batch: ...

    def close(self) -> None: ...


Reader = Callable[[BinaryIO, str], Batches]
Progress = Callable[[int, float | None], None]
"""Is told how many cases have been done, and what share of all that is, if that is known."""


def read_batches(file: BinaryIO, name: str, *, for_catalogue: bool = False) -> Generator[Batch]:
    """The lines of `file`, in the format that `name` ends with; `for_catalogue` with their texts and words read."""
    worked_out: set[str] = set()
    lines: list[CleanLine] = []

    def batch(error: tuple[int, str] | None = None) -> Batch:
        new = _words_of(lines) - worked_out
        worked_out.update(new)
        return Batch(lines, None if error else _share(file), error, {word: row_of(word) for word in sorted(new)})

    try:
        for line in read_lines(file, name):
            lines.append(_clean(line, for_catalogue=for_catalogue))
            if len(lines) == BATCH:
                yield batch()
                lines = []
    except UnreadableFile as error:
        yield batch((error.line, str(error)))
    else:
        if lines:
            yield batch()


def _clean(line: Line, *, for_catalogue: bool) -> CleanLine:
    values, errors = clean(line)
    reads = for_catalogue and not errors and "title" in values
    return CleanLine(line.number, values, errors, read_texts(EMPTY | values) if reads else None)


def _words_of(lines: list[CleanLine]) -> set[str]:
    """All words that these lines bring into the index, of those whose texts have been read; names bring theirs too."""
    read = [line for line in lines if line.texts]
    texts = [text for line in read if line.texts for text in line.texts.in_index()]
    names = [record[0] for line in read for field in _NAMED for record in line.values.get(field, ())]
    keywords = [keyword for line in read for keyword in line.values.get("keywords", ())]
    return {*" ".join(texts).split(), *words(" ".join([*names, *keywords]))}


def _share(file: BinaryIO) -> float | None:
    try:
        return file.tell() / os.fstat(file.fileno()).st_size
    except (OSError, ZeroDivisionError):
        return None  # no file on a disk
