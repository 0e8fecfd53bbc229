"""What reading a file came to: what is new, what changed, what is wrong with which line."""

import re
from dataclasses import dataclass, field
from typing import Any

_BROKEN = re.compile("[\ud800-\udfff]")


class UnreadableFile(Exception):
    """The file as a whole cannot be read; the message says why, for people."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


class ImportNotAllowed(Exception):
    """This person may not import (in this way); the message says why."""


class WrongValue(ValueError):
    """A value that cannot be taken over; the messages say why, for people."""

    def __init__(self, *messages: str) -> None:
        super().__init__(*messages)
        self.messages = messages


@dataclass(frozen=True, order=True)
class RowError:
    """What is wrong in a line of the file; line 0 is the file itself, and no field the line as a whole."""

    line: int
    field: str
    message: str


@dataclass(frozen=True)
class CreatedTerm:
    """A term that the vocabulary did not have; `kind` is the name of its list, for people."""

    kind: Any
    slug: str
    name: str


@dataclass
class Report:
    """What an import did or, when it only checked or met errors, would have done: `is_saved` tells."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    created_terms: list[CreatedTerm] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    is_saved: bool = False

    @property
    def total(self) -> int:
        return self.new + self.changed + self.unchanged

    def add_error(self, line: int, field: str, message: str) -> None:
        """Add an error; broken signs of the file that it cites are shown as such, since no page could hold them."""
        self.errors.append(RowError(line, *(_BROKEN.sub("\ufffd", str(text)) for text in (field, message))))
