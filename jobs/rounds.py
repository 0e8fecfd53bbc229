"""What the site does by itself, every so often: each room says at start-up what it has to do, and the worker does it.

A round is made by one process at a time, of however many machines. One that is cut off is made again at its next
time, so it must be able to.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from jobs.holding import Kind, held
from jobs.models import Round


@dataclass(frozen=True)
class Regular:
    """`title` says to administrators what is done. With `waits`, it is done only when that says so."""

    name: str
    title: Any
    what: Callable[[], object]
    every: timedelta
    waits: Callable[[], bool] | None


_known: dict[str, Regular] = {}


def register(
    name: str, title: Any, what: Callable[[], object], *, every: timedelta, waits: Callable[[], bool] | None = None
) -> None:
    """Let the worker do `what` once `every` so often, at its first start at once; `waits` is asked every second."""
    _known[name] = Regular(name, title, what, every, waits)


def all_regular() -> list[Regular]:
    return list(_known.values())


def due() -> list[str]:
    """The names of the rounds whose time has come."""
    began = dict(Round.objects.values_list("name", "began_at"))
    now = timezone.now()
    in_time = [each for each in _known.values() if each.name not in began or now - began[each.name] >= each.every]
    return [each.name for each in in_time if each.waits is None or each.waits()]


def make(name: str) -> bool:
    """Make this round if it is due and nobody else makes it; returns whether it was made."""
    with held(Kind.ROUND, name) as is_ours:
        if not is_ours or name not in due():
            return False
        Round.objects.update_or_create(name=name, defaults={"began_at": timezone.now()})
        _known[name].what()
        Round.objects.filter(name=name).update(ended_at=timezone.now())
    return True
