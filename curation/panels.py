"""Parts of a record's page that rooms above its own add, without being imported there.

They register at start-up (in their AppConfig.ready): a publication knows its cases, and a case need not know
publications.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from changes.log import Mark, look
from changes.models import Kind
from curation.models import Record

PanelContext = Callable[[Any], dict[str, Any] | None]
Subjects = Callable[[], Iterable[int]]


@dataclass
class KeptSubjects:
    """The keys of the records that a room has something to say of, kept until something of `kind` changes."""

    subjects: Subjects
    kind: Kind
    kept: frozenset[int] = field(default_factory=frozenset)
    kept_at: Mark | None = None

    def has(self, record: Record) -> bool:
        """Whether there is anything to ask for: most records have nothing, and this process knows which have."""
        mark = look().mark(self.kind)
        if mark is None:
            return True
        if mark != self.kept_at:
            self.kept, self.kept_at = frozenset(self.subjects()), mark
        return record.pk in self.kept


@dataclass(frozen=True)
class _Panel:
    template: str
    context: PanelContext
    subjects: KeptSubjects


_panels: dict[type[Record], list[_Panel]] = defaultdict(list)


def add_panel(model: type[Record], template: str, context: PanelContext, *, subjects: Subjects, kind: Kind) -> None:
    """Show `template` on pages of `model`, with what `context` gives for a record; None shows nothing.

    `subjects` gives the keys of the records that have something to show, which stays so until something of `kind`
    changes.
    """
    _panels[model].append(_Panel(template, context, KeptSubjects(subjects, kind)))


def panels_of(record: Record) -> list[dict[str, Any]]:
    """Template and context of the panels that have something to show for `record`."""
    found = [(each.template, each.context(record)) for each in _panels[type(record)] if each.subjects.has(record)]
    return [{"template": template, **context} for template, context in found if context]
