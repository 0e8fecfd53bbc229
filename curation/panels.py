"""Parts of a record's page that rooms above its own add, without being imported there.

They register at start-up (in their AppConfig.ready): a publication knows its cases, and a case need not know
publications.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from curation.models import Record

PanelContext = Callable[[Any], dict[str, Any] | None]

_panels: dict[type[Record], list[tuple[str, PanelContext]]] = defaultdict(list)


def add_panel(model: type[Record], template: str, context: PanelContext) -> None:
    """Show `template` on pages of `model`, with what `context` gives for a record; None shows nothing."""
    _panels[model].append((template, context))


def panels_of(record: Record) -> list[dict[str, Any]]:
    """Template and context of the panels that have something to show for `record`."""
    found = [(template, context(record)) for template, context in _panels[type(record)]]
    return [{"template": template, **context} for template, context in found if context]
