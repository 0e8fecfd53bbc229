"""What is found beside cases. Each room registers what it has (in AppConfig.ready) and says when that changed."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Model

from search import learning
from search.documents import LONGEST_FAR, Document, index
from search.models import Findable

_SHOWN = ("title", "address", "summary", "note", "language", "words", "text", "folded")


@dataclass(frozen=True)
class Entry:
    """One thing to be found: what is shown of it, and the texts by which it is found."""

    key: object
    title: str
    address: str
    near: Iterable[str]
    text: str = ""
    far: Iterable[str] = ()
    summary: str = ""
    note: str = ""
    language: str = "nl"


Source = Callable[[Iterable[Any] | None], Iterator[Entry]]
"""All public things of a kind, or those of them that have these keys."""

sources: dict[str, Source] = {}
followers: dict[type[Model], list[str]] = {}
"""For a list of the vocabulary: the kinds of which the texts name its terms."""


@transaction.atomic
def renew(kind: str, keys: Iterable[Any] | None = None) -> None:
    """Make right what is found of a kind: all of it, or what has these keys. What is right already is left alone."""
    keys = None if keys is None else list(keys)
    rows = {row.key: row for row in Findable.objects.select_for_update().of_kind(kind, keys)}
    changed, vocabulary = [], set[str]()
    for found in sources[kind](keys):
        row = rows.pop(str(found.key), None) or Findable(kind=kind, key=str(found.key))
        before = [getattr(row, name) for name in _SHOWN]
        vocabulary |= _fill(row, found)
        if row.pk is None or before != [getattr(row, name) for name in _SHOWN]:
            changed.append(row)
    learning.learn(vocabulary)
    Findable.objects.filter(pk__in=[row.pk for row in rows.values()]).delete()
    Findable.objects.bulk_create([row for row in changed if row.pk is None])
    Findable.objects.bulk_update([row for row in changed if row.pk is not None], _SHOWN, batch_size=200)


def renew_all() -> None:
    for kind in sources:
        renew(kind)


def renew_followers(model: type[Model]) -> None:
    """A term of this list has changed: make right what names it."""
    for kind in followers.get(model, ()):
        renew(kind)


def _fill(row: Findable, found: Entry) -> set[str]:
    """Give `row` what was found; returns its words."""
    indexed = index(Document(found.title, [found.summary, *found.near], [found.text, *found.far]))
    row.title, row.address, row.summary = found.title, found.address, found.summary
    row.note, row.language, row.text = found.note, found.language, found.text[:LONGEST_FAR]
    row.words, row.folded = sorted(indexed.marked), indexed.folded
    return indexed.vocabulary
