"""What leans on a record: asked before it changes, and told afterwards.

Who refers to a record by a key is found by itself. Rooms above that lean on it in another way, such as by a passage of
its text, register at start-up (in their AppConfig.ready).
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from curation.merging import keys_to
from curation.models import Record, RecordVersion
from curation.uses import is_current, owner_of
from curation.word_changes import Kind, Run, word_changes


class Event(Enum):
    """What happened to a record, as far as it concerns what leans on it."""

    PUBLISHED = auto()
    WITHDRAWN = auto()
    RESTORED = auto()


@dataclass(frozen=True)
class Leaning:
    """A record that leans on another, and in which way, in words for people."""

    record: Any
    title: str
    words: str


@dataclass(frozen=True)
class Foreseen:
    """Words that others lean on, and what would become of them if a version were published.

    `now` is what stands in their place then, when something does; `leaning` those who lean on them, with their titles.
    """

    what: str
    exact: str
    now: str
    leaning: list[tuple[Any, str]]

    @property
    def runs(self) -> list[Run]:
        """The words as they are, with what would be gone and new in them."""
        return word_changes(self.exact, self.now) if self.now else [Run(Kind.SAME, self.exact)]


Asked = Callable[[Any], Iterable[Leaning]]
Told = Callable[[Collection[int], Event], None]
Foresees = Callable[[Any], Iterable[Foreseen]]
_asked: dict[type[Model], list[Asked]] = defaultdict(list)
_told: dict[type[Model], list[Told]] = defaultdict(list)
_foresees: dict[type[Model], list[Foresees]] = defaultdict(list)


def register(model: type[Record], *, asked: Asked, told: Told, foresees: Foresees | None = None) -> None:
    """`asked` gives what leans on a record of `model`; `told` hears of the keys of records to which something
    happened, within the transaction; `foresees` says what publishing an open version would do to words that are leaned
    on, and writes nothing."""
    _asked[model].append(asked)
    _told[model].append(told)
    if foresees:
        _foresees[model].append(foresees)


def leaning_on(record: Record) -> list[Leaning]:
    """What leans on a record now, each once: in a version that is open or shown, or by what rooms keep."""
    found: dict[Any, Leaning] = {}
    for each in (*(leaning for asked in _asked[type(record)] for leaning in asked(record)), *_by_keys(record)):
        if each.record != record:
            found.setdefault(each.record, each)
    return list(found.values())


def foreseen(version: Any) -> list[Foreseen]:
    """What would become of words that others lean on if this open version were published now."""
    return [each for foresees in _foresees[type(version.record)] for each in foresees(version)]


def tell(model: type[Record], keys: Collection[int], event: Event) -> None:
    """Let who leans on these records know. Call it in the transaction of the event, with the records locked."""
    for told in _told[model] if keys else ():
        told(keys, event)


def _by_keys(record: Record) -> Iterator[Leaning]:
    """The records of which a version that is open, or shown, refers to this one."""
    for key in keys_to(type(record)):
        owner = owner_of(key.model)
        if owner and not issubclass(key.model, RecordVersion):
            rows = key.model._default_manager.filter(is_current(f"{owner}__"), **{key.name: record})
            for row in rows.select_related(f"{owner}__record").order_by("-pk"):
                version = getattr(row, owner)
                yield Leaning(version.record, version.title, _("refers to it"))
