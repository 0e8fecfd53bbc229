"""The steps that the page for composing takes with a tile, as its buttons and gestures name them: “wider.12”."""

import re
from collections.abc import Callable
from types import MappingProxyType

from django.utils.translation import gettext as _

from accounts.models import User
from curation.workflow import TransitionNotAllowed
from publications.infographics import composing
from publications.models import PublicationVersion, Tile

_STEP = re.compile(r"([a-z]{1,10})((?:\.\d{1,18}){1,3})")
Step = Callable[[PublicationVersion, list[int], User], Tile]


def take(version: PublicationVersion, step: str, *, by: User) -> Tile:
    """Move or size a tile as `step` says; returns it. Raises TransitionNotAllowed."""
    name, numbers = _read(step)
    if name not in _STEPS:
        raise TransitionNotAllowed(_("This step is not known."))
    return _STEPS[name](version, numbers, by)


def taken_out(step: str) -> int | None:
    """The key of the tile that `step` takes out; None when it is another step."""
    name, numbers = _read(step)
    return numbers[0] if name == "out" else None


def _read(step: str) -> tuple[str, list[int]]:
    """The name of a step, and its numbers, the first of which is the key of the tile."""
    found = _STEP.fullmatch(step)
    if found is None:
        raise TransitionNotAllowed(_("This step is not known."))
    return found[1], [int(number) for number in found[2][1:].split(".")]


def _shift(by_places: int) -> Step:
    return lambda version, numbers, by: composing.shift(version, numbers[0], by_places, by=by)


def _grow(columns: int, rows: int) -> Step:
    return lambda version, numbers, by: composing.grow(version, numbers[0], columns, rows, by=by)


def _before(version: PublicationVersion, numbers: list[int], by: User) -> Tile:
    return composing.put_before(version, numbers[0], numbers[1] if len(numbers) > 1 else None, by=by)


def _size(version: PublicationVersion, numbers: list[int], by: User) -> Tile:
    if len(numbers) != 3:
        raise TransitionNotAllowed(_("This step is not known."))
    return composing.resize(version, *numbers, by=by)


_STEPS: MappingProxyType[str, Step] = MappingProxyType(
    {
        "earlier": _shift(-1),
        "later": _shift(1),
        "narrower": _grow(-1, 0),
        "wider": _grow(1, 0),
        "lower": _grow(0, -1),
        "higher": _grow(0, 1),
        "before": _before,
        "size": _size,
    }
)
