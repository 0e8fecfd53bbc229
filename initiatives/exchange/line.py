"""One case as a file has it, before anybody looked at what it says."""

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Line:
    """The values of a line by field name, in the shapes of JSON; what could not be read at all is in `errors`.

    `number` is where it begins: the line of a text file, the row of a sheet.
    """

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    errors: list[tuple[str, str]] = field(default_factory=list)
