"""What a file of codings holds, apart from how it is written."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from lessons.refi_qda.identity import within


@dataclass(frozen=True)
class Coder:
    guid: str
    name: str


@dataclass(frozen=True)
class Code:
    """A code of the codebook; one that is not codable only holds others."""

    guid: str
    name: str
    is_codable: bool
    description: str = ""
    codes: tuple["Code", ...] = ()


@dataclass(frozen=True)
class Coding:
    """A code given to a stretch of text, by whom and when, with a note."""

    guid: str
    code: str
    coder: str
    at: datetime
    note: str = ""

    @property
    def note_guid(self) -> str:
        return within(self.guid, "note")


@dataclass(frozen=True)
class Selection:
    """Code points `start` up to `end` of the text of a source, and the words that stand there."""

    guid: str
    start: int
    end: int
    words: str
    coder: str
    at: datetime
    codings: tuple[Coding, ...] = ()


@dataclass(frozen=True)
class TextSource:
    """The text of a published version as a reader sees it."""

    guid: str
    name: str
    address: str
    text: str
    at: datetime
    selections: tuple[Selection, ...] = ()

    @property
    def file_name(self) -> str:
        return f"{self.guid}.txt"


@dataclass(frozen=True)
class Case:
    """A case with the texts of it that are in the file."""

    guid: str
    name: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Project:
    coders: tuple[Coder, ...] = ()
    codes: tuple[Code, ...] = ()
    cases: tuple[Case, ...] = ()
    sources: tuple[TextSource, ...] = field(default=())

    @property
    def changed_at(self) -> datetime | None:
        """When the newest thing in it was made."""
        return max(_moments(self.sources), default=None)

    @property
    def codings(self) -> Iterator[Coding]:
        return (coding for source in self.sources for each in source.selections for coding in each.codings)


def _moments(sources: Iterable[TextSource]) -> Iterator[datetime]:
    for source in sources:
        yield source.at
        for selection in source.selections:
            yield selection.at
            yield from (coding.at for coding in selection.codings)
