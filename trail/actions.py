"""What actions are called in the trail: rooms add theirs at start-up."""

from collections.abc import Mapping
from typing import Any

_names: dict[str, Any] = {}


def register(names: Mapping[str, Any]) -> None:
    _names.update(names)


def name_of(action: str) -> str:
    """What nobody has named is shown as it is."""
    return str(_names.get(action, action))


def all_names() -> list[tuple[str, str]]:
    """Every action with its name, in the order of the names."""
    return sorted(((action, str(name)) for action, name in _names.items()), key=lambda pair: pair[1].casefold())
