"""What this process knows of the log of changes: looked at once a request, and whenever asked outside of one.

Who keeps something in memory asks for the mark of its kind: while that stays the same, what is kept is right.
"""

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.core.signals import request_finished, request_started
from django.db import connection
from django.db.models import Max, OuterRef, Subquery
from django.utils import timezone

from changes.models import Change, Kind

KEPT_FOR = timedelta(days=1)
REMEMBERED = 2000  # changes that a process can still name; who missed more than these starts anew

_NEWER = (
    "SELECT position, kind, numbers, at FROM changes_change WHERE position >= %s OR position IS NULL ORDER BY position"
)

Mark = tuple[int, int]


@dataclass(frozen=True)
class Seen:
    """The log at one moment. `era` goes up when this process had to start anew."""

    era: int
    position: int = 0
    at: datetime | None = None
    marks: dict[str, int] = field(default_factory=dict)
    own: frozenset[str] = frozenset()

    def mark(self, *kinds: Kind) -> Mark | None:
        """What stays the same until something of these kinds changes; None in a transaction that itself changed it."""
        if self.own.intersection(kinds):
            return None
        return self.era, max((self.marks.get(kind, 0) for kind in kinds), default=0)


class Log:
    """The log as one process follows it."""

    def __init__(self) -> None:
        self._seen = Seen(era=0)
        self._looked_at = float("-inf")
        self._recent: list[tuple[int, str, list[int]]] = []
        self._named_after = 0

    def look(self) -> Seen:
        """Read what is new."""
        is_stale = time.monotonic() - self._looked_at > KEPT_FOR.total_seconds() / 2
        rows = [] if is_stale else self._rows_from(self._seen.position)
        committed = [row for row in rows if row[0] is not None]
        if is_stale or (self._seen.position and (not committed or committed[0][0] != self._seen.position)):
            self._start()
            rows, committed = self._rows_from(self._seen.position), []
        for position, kind, numbers, at in committed:
            self._follow(position, kind, numbers, at)
        self._looked_at = time.monotonic()
        own = frozenset(kind for position, kind, _numbers, _at in rows if position is None)
        return Seen(self._seen.era, self._seen.position, self._seen.at, self._seen.marks, own) if own else self._seen

    def numbers_since(self, position: int, kind: Kind) -> set[int] | None:
        """Which rows of `kind` changed after `position`; None when that is too long ago to tell."""
        if position < self._named_after:
            return None
        return {
            number for at, changed, numbers in self._recent if at > position and changed == kind for number in numbers
        }

    def _rows_from(self, position: int) -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(_NEWER, [position])
            return cursor.fetchall()

    def _start(self) -> None:
        marks = dict(Change.objects.order_by().values_list("kind").annotate(Max("position")))
        marks = {kind: position for kind, position in marks.items() if position}
        position = max(marks.values(), default=0)
        at = Change.objects.filter(position=position).values_list("at", flat=True).first()
        self._seen = Seen(self._seen.era + 1, position, at, marks)
        self._recent, self._named_after = [], position

    def _follow(self, position: int, kind: str, numbers: list[int], at: datetime) -> None:
        if position <= self._seen.position:
            return
        self._seen = Seen(self._seen.era, position, at, {**self._seen.marks, kind: position})
        self._recent.append((position, kind, numbers))
        if len(self._recent) > REMEMBERED:
            self._named_after = self._recent[REMEMBERED // 2][0]
            self._recent = self._recent[REMEMBERED // 2 + 1 :]


class _Look(threading.local):
    is_in_request = False
    seen: Seen | None = None


_look = _Look()
_log = Log()


def look() -> Seen:
    """The log as it is now; as it was at the first look for the rest of a request."""
    if _look.is_in_request and _look.seen:
        return _look.seen
    seen = _look.seen = _log.look()
    return seen


def look_again() -> Seen:
    """The log as it is now, also in a request: for who has changed something in it and goes on to read that."""
    _look.seen = None
    return look()


def numbers_since(position: int, kind: Kind) -> set[int] | None:
    """Which rows of `kind` changed after `position`, up to the last look; None when that is too long ago to tell."""
    return _log.numbers_since(position, kind)


def prune(spare: Mapping[Kind, int] | None = None) -> None:
    """Forget what every process has seen, but for the last change of each kind, and what `spare` says: for a kind, all
    that came after a position."""
    newest = Change.objects.filter(kind=OuterRef("kind"), position__isnull=False).order_by("-position")
    old = Change.objects.filter(at__lt=timezone.now() - KEPT_FOR, position__lt=Subquery(newest.values("position")[:1]))
    for kind, position in (spare or {}).items():
        old = old.exclude(kind=kind, position__gt=position)
    old.delete()


def enter_request(**_kwargs: object) -> None:
    """From here on the first look at the log holds, until the request is over."""
    _look.is_in_request, _look.seen = True, None


def leave_request(**_kwargs: object) -> None:
    """From here on every look at the log is a new one."""
    _look.is_in_request = False


request_started.connect(enter_request)
request_finished.connect(leave_request)
