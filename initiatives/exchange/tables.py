"""What a sheet and a CSV file share: a first row with the names of the columns, and a value in each cell."""

import difflib
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from initiatives.exchange import cells
from initiatives.exchange.fields import BY_NAME, FIELDS, Field, Shape, Values
from initiatives.exchange.line import Line
from initiatives.exchange.report import UnreadableFile, WrongValue

COLUMNS = [field.name for field in FIELDS]


class Header:
    """The fields of the columns; what is wrong with some of them is in `problems`, as a line of its own.

    Raises UnreadableFile when the first row does not name columns at all.
    """

    def __init__(self, names: Sequence[str], number: int = 1) -> None:
        self.names = [name.strip().casefold() for name in names]
        while self.names and not self.names[-1]:
            self.names.pop()
        if not {"title", "slug"} & set(self.names):
            known = ", ".join(COLUMNS)
            raise UnreadableFile(
                _("The first row must name the columns, title or slug among them. There are: %(names)s.")
                % {"names": known},
                number,
            )
        self.columns = [BY_NAME.get(name) for name in self.names]
        self.problems = Line(number, errors=list(self._errors()))

    def line(self, number: int, row: Sequence[Any]) -> Line | None:
        """The line that a row of cells is; None for an empty row."""
        if all(cell in {"", None} for cell in row):
            return None
        line = Line(number)
        if any(cell not in {"", None} for cell in row[len(self.columns) :]):
            line.errors.append(("", _("This row has more cells than there are columns.")))
        for field, cell in zip(self.columns, row, strict=False):
            if field is None:
                continue
            try:
                line.values[field.name] = from_cell(field, cell)
            except WrongValue as error:
                line.errors += [(field.name, message) for message in error.messages]
        return line

    def _errors(self) -> Iterator[tuple[str, str]]:
        for position, name in enumerate(self.names):
            if not name:
                yield "", _("Column %(number)d has no name.") % {"number": position + 1}
            elif name not in BY_NAME:
                yield name[:60], unknown_name(name)
            elif name in self.names[:position]:
                yield name, _("The column “%(name)s” is there twice.") % {"name": name}


def unknown_name(name: str) -> str:
    """What to say of a field that the format does not have: the name that was perhaps meant, and all names."""
    if close := difflib.get_close_matches(name.casefold(), COLUMNS, n=1):
        return _("There is no field “%(name)s”; did you mean “%(close)s”?") % {"name": name[:60], "close": close[0]}
    names = ", ".join(COLUMNS)
    return _("There is no field “%(name)s”. The fields are: %(names)s.") % {"name": name[:60], "names": names}


def from_cell(field: Field, cell: Any) -> Any:
    """The value of a cell in the shape of JSON."""
    if isinstance(cell, Exception):
        raise cell
    if field.shape in {Shape.DATE, Shape.FLAG}:
        return cell
    if isinstance(cell, bool):
        raise WrongValue(_("This cell must hold text, not true or false."))
    text = "" if cell is None else str(cell)
    if field.shape is Shape.LIST:
        return cells.split_list(text)
    if field.shape is Shape.RECORDS:
        return [_record(field, parts) for parts in cells.split_records(text)]
    return text


def to_cell(field: Field, value: Any) -> str | bool:
    """The value as one cell, from which `from_cell` makes the same."""
    if field.shape is Shape.LIST:
        return cells.join_list(value)
    return cells.join_records(value) if field.shape is Shape.RECORDS else value


def to_row(values: Values) -> list[str | bool]:
    return [to_cell(field, values[field.name]) for field in FIELDS]


def _record(field: Field, parts: list[str]) -> dict[str, str]:
    if len(parts) > len(field.parts):
        form = ";".join(field.parts)
        message = _("“%(given)s” has more parts than %(form)s; a semicolon in a text is written as \\;.")
        raise WrongValue(message % {"given": ";".join(parts)[:80], "form": form})
    return dict(zip(field.parts, parts, strict=False))
