"""What rooms above say of words in the text of a version, in its margin, without being imported there.

They register at start-up (in their AppConfig.ready), as for curation.panels.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from changes.models import Kind
from curation.models import Record
from curation.panels import KeptSubjects, Subjects

CODED = "coded"


@dataclass(frozen=True)
class Resting:
    """Something that rests on words: how (`kind` for programs, `words` for people), and where it is told.

    Of the kind `CODED` are terms that somebody gave the words; nothing else rests on them.
    """

    kind: str
    words: str
    title: str
    address: str
    language: str


@dataclass(frozen=True)
class MarkedWords:
    """Code points `start` up to `end` of what a reader of a version sees, by their key, and what rests on them."""

    key: int
    start: int
    end: int
    resting: tuple[Resting, ...]


Said = Callable[[Any, Any], Iterable[MarkedWords]]


@dataclass(frozen=True)
class _Margin:
    said: Said
    subjects: KeptSubjects
    sees_more: Callable[[Any], bool]


_margins: dict[type[Record], list[_Margin]] = defaultdict(list)


def add_margin(
    model: type[Record], said: Said, *, subjects: Subjects, kind: Kind, sees_more: Callable[[Any], bool]
) -> None:
    """Mark what `said` gives for a version of `model` and the person who reads it.

    `subjects` gives the keys of the records of which visitors see something, until something of `kind` changes. Of the
    others it is asked only for who `sees_more`.
    """
    _margins[model].append(_Margin(said, KeptSubjects(subjects, kind), sees_more))


def words_marked(version: Any, reader: Any) -> list[MarkedWords]:
    """The words of a version that something rests on, in the order in which they begin."""
    record = version.record
    asked = [each for each in _margins[type(record)] if each.sees_more(reader) or each.subjects.has(record)]
    found = [words for each in asked for words in each.said(version, reader)]
    return sorted(found, key=lambda words: (words.start, words.end, words.key))
