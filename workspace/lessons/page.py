"""The form of a lesson as a page shows it: questions in sections, with what must be chosen or mended."""

from dataclasses import dataclass
from typing import Any

from django.forms.utils import ErrorDict

from workspace.lessons.comparing import title_of, words_of
from workspace.lessons.forms import LessonSourceForm
from workspace.lessons.parts import SOURCES, bound, values_of
from workspace.lessons.saving import Attempt, Conflict
from workspace.lessons.sections import SECTIONS
from workspace.parts import revision
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


def page_of(attempt: Attempt, *, is_sent: bool) -> PageShown:
    """`is_sent`: somebody typed in it, so what is wrong with it is said."""
    form, _rows = bound(attempt.version, attempt.values)
    rows = _rows_of(attempt.values[SOURCES.name]["rows"])
    if not is_sent or attempt.conflicts:
        for each in (form, *(row for _key, row in rows)):
            each._errors = ErrorDict()
    choices = {each.name: each for each in attempt.conflicts}
    read = words_of([attempt.values, values_of(attempt.version)]) if choices else None

    def part(name: str) -> PartShown:
        choice = _choice(choices[name], read, attempt) if name in choices else None
        is_list = name == SOURCES.name
        base = attempt.bases.get(name) or revision(attempt.values[name])
        return PartShown(name, title_of(name), base, None if is_list else form[name], rows if is_list else [], choice)

    sections = [(section, [part(each) for each in section.part_names]) for section in SECTIONS]
    return PageShown(sections, bool(choices))


def _rows_of(rows: list[dict[str, str]]) -> list[tuple[str, Any]]:
    """The sources given, and empty rows to fill in; each with its key."""
    found: list[tuple[str, Any]] = []
    for number in range(len(rows) + EMPTY_ROWS):
        prefix = f"{SOURCES.name}-{number}"
        said = {f"{prefix}-{column}": text for column, text in rows[number].items()} if number < len(rows) else None
        found.append((str(number), LessonSourceForm(said, prefix=prefix)))
    return found


def _choice(conflict: Conflict, read: Any, attempt: Attempt) -> Choice:
    theirs = dict(attempt.values) | {conflict.name: conflict.theirs}
    return Choice(read(conflict.name, attempt.values), read(conflict.name, theirs), conflict.now)
