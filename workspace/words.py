"""What a part says, in words to read: for who must choose between two texts, or copy what could not be saved."""

from collections.abc import Iterable
from typing import Any

from django.http import QueryDict

from initiatives.models import InitiativeVersion
from workspace.comparing.readable import story_as_text
from workspace.forms import EntryForm
from workspace.parts import ANSWER, Part, Value

Words = list[tuple[str, str]]


def as_words(part: Part, value: Value, version: InitiativeVersion | None = None) -> Words:
    """Pairs of a label and a text: one for each input that says something, then one without a label for each row."""
    form = EntryForm(instance=version or InitiativeVersion(), only=part.inputs)
    found = [(str(form[name].label), _words_of(form, name, value.get(name, ""))) for name in part.inputs]
    found += [("", _row_in_words(part, row)) for row in value.get("rows", ())]
    return [(label, text) for label, text in found if text]


def _row_in_words(part: Part, row: dict[str, str]) -> str:
    rows: Any = part.rows
    form = rows.formset.form(QueryDict())
    return ", ".join(filter(None, (_words_of(form, name, text) for name, text in row.items() if name != ANSWER)))


def _words_of(form: Any, name: str, said: str | Iterable[str]) -> str:
    field = form.fields[name]
    if name == "body":
        return story_as_text(str(said), {})
    if not hasattr(field, "choices"):
        return str(said)
    chosen = {said} if isinstance(said, str) else set(said)
    return ", ".join(str(label) for key, label in field.choices if key and str(key) in chosen)
