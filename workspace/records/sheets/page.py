"""A sheet as its page shows it: questions in sections, with what must be chosen or mended."""

from dataclasses import dataclass
from typing import Any

from django.forms.utils import ErrorDict

from workspace.parts import revision
from workspace.records.sheets.saving import Attempt, Conflict
from workspace.records.sheets.sheet import Sheet
from workspace.sections import Section

EMPTY_ROWS = 2


@dataclass(frozen=True)
class Choice:
    """Two texts for one part, in words."""

    mine: str
    theirs: str
    now: str


@dataclass(frozen=True)
class PartShown:
    """`rows` are forms by the key of their row."""

    name: str
    title: str
    base: str
    field: Any
    rows: list[tuple[str, Any]]
    choice: Choice | None
    is_marked: bool

    @property
    def has_errors(self) -> bool:
        return bool((self.field and self.field.errors) or any(form.errors for _key, form in self.rows))


@dataclass(frozen=True)
class PageShown:
    sections: list[tuple[Section, list[PartShown]]]
    is_conflict: bool

    @property
    def wrong(self) -> list[PartShown]:
        """The parts that a person has to look at before it can be saved."""
        return [part for _section, parts in self.sections for part in parts if part.choice or part.has_errors]


def page_of(sheet: Sheet, attempt: Attempt, *, is_sent: bool) -> PageShown:
    """`is_sent`: somebody typed in it, so what is wrong with it is said."""
    form = sheet.bound(attempt.version, attempt.values).form
    lists = {name: _rows_of(sheet, name, attempt.values[name]["rows"]) for name in sheet.lists}
    if not is_sent or attempt.conflicts:
        for each in (form, *(row for rows in lists.values() for _key, row in rows)):
            each._errors = ErrorDict()
    choices = {each.name: each for each in attempt.conflicts}
    read = sheet.words_of([attempt.values, sheet.values_of(attempt.version)]) if choices else None

    def part(name: str) -> PartShown:
        choice = _choice(choices[name], read, attempt) if name in choices else None
        base = attempt.bases.get(name) or revision(attempt.values[name])
        field = None if name in lists else form[name]
        return PartShown(
            name, sheet.title_of(name), base, field, lists.get(name, []), choice, is_marked=name == sheet.marked
        )

    sections = [(section, [part(each) for each in section.part_names]) for section in sheet.sections]
    return PageShown(sections, bool(choices))


def _rows_of(sheet: Sheet, name: str, rows: list[dict[str, str]]) -> list[tuple[str, Any]]:
    """The rows given, and empty ones to fill in; each with its key."""
    form = sheet.lists[name].formset.form
    found: list[tuple[str, Any]] = []
    for number in range(len(rows) + EMPTY_ROWS):
        prefix = f"{name}-{number}"
        said = {f"{prefix}-{column}": text for column, text in rows[number].items()} if number < len(rows) else None
        found.append((str(number), form(said, prefix=prefix)))
    return found


def _choice(conflict: Conflict, read: Any, attempt: Attempt) -> Choice:
    theirs = dict(attempt.values) | {conflict.name: conflict.theirs}
    return Choice(read(conflict.name, attempt.values), read(conflict.name, theirs), conflict.now)
