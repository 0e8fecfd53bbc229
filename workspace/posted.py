"""What the entry page sends: parts with the revision that was seen, choices between two texts, and steps with rows."""

from collections.abc import Callable

from django.http import QueryDict

from workspace.parts import PARTS, revision, value_given
from workspace.saving import Given

MINE, THEIRS = "mine", "theirs"


def given_in(data: QueryDict) -> dict[str, Given]:
    """The parts that are sent (those with a base), without those for which the other text was chosen."""
    settled = set(data.getlist("settled"))
    return {
        name: Given(value_given(part, data), _base(name, data), name in settled or "settled" not in data)
        for name, part in PARTS.items()
        if f"base-{name}" in data and data.get(f"choice-{name}") != THEIRS
    }


def theirs_chosen(data: QueryDict) -> list[str]:
    return [name for name in PARTS if data.get(f"choice-{name}") == THEIRS]


def is_untouched(given: Given) -> bool:
    """Whether the value is what the person saw."""
    return revision(given.value) == given.base


def _base(name: str, data: QueryDict) -> str:
    """The revision that was seen; who chose their own text has seen the other one too."""
    seen = "now" if data.get(f"choice-{name}") == MINE else "base"
    return data.get(f"{seen}-{name}", "").replace("\x00", "")[:16]


def take_step(data: QueryDict) -> QueryDict:
    """The data after the step of the button that was pressed: `step` is "list.step.key" ("actors.up.2")."""
    name, _dot, rest = data.get("step", "").partition(".")
    step, _dot, key = rest.partition(".")
    if name not in PARTS or step not in _STEPS:
        return data
    changed = data.copy()
    changed.setlist(name, _STEPS[step](data.getlist(name), key))
    return changed


def list_with_new_row(data: QueryDict) -> str:
    """The list to which the button that was pressed adds a row; "" without one."""
    name, _dot, step = data.get("step", "").partition(".")
    return name if step == "add" and name in PARTS else ""


def _moved(keys: list[str], key: str, by: int) -> list[str]:
    if key not in keys:
        return keys
    here = keys.index(key)
    there = max(0, min(len(keys) - 1, here + by))
    rest = keys[:here] + keys[here + 1 :]
    return [*rest[:there], key, *rest[there:]]


_STEPS: dict[str, Callable[[list[str], str], list[str]]] = {
    "up": lambda keys, key: _moved(keys, key, -1),
    "down": lambda keys, key: _moved(keys, key, 1),
    "remove": lambda keys, key: [each for each in keys if each != key],
}
