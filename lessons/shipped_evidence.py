"""The passages in the cases of Wij in de Wijk that its lessons rest on: marked once, and then left to people."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.db import transaction

from curation.models import ShippedRecord
from curation.shipping import found_at, is_touched
from initiatives.harvest import read_lines
from initiatives.models import Initiative, InitiativeVersion
from initiatives.reading_text import reading_text
from lessons import weighing
from lessons.harvest import DATA
from lessons.marking import mark
from lessons.models import Evidence, Lesson, Stance
from lessons.quoting import Found, find

KIND = "lessons.evidence"


@dataclass
class Loaded:
    """How many passages were marked, and a line about each that could not be."""

    number: int = 0
    skipped: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Quote:
    """Words of a case as they stand in the file. `key` remembers them without repeating them."""

    lesson: str
    initiative: str
    words: str
    stance: Stance
    note: str

    @property
    def key(self) -> str:
        return sha256(f"{self.lesson}\n{self.initiative}\n{self.words}".encode()).hexdigest()


@transaction.atomic
def load_evidence(file: Path = DATA) -> Loaded:
    """Mark the passages that the lessons name, in the texts that readers see now; the cases and lessons must be there.

    What was brought in once is left alone, whatever became of it, and so is a lesson that people worked on.
    """
    loaded = Loaded()
    known = set(ShippedRecord.objects.filter(kind=KIND).values_list("key", flat=True))
    for quote in _quotes(file):
        if quote.key in known:
            continue
        for lesson in found_at(Lesson, [quote.lesson]):
            if not is_touched(lesson):
                _load(quote, lesson, loaded)
    return loaded


def _quotes(file: Path) -> Iterator[Quote]:
    for row in read_lines(file):
        for said in row.get("evidence", ()):
            yield Quote(row["slug"], said["initiative"], said["words"], Stance(said["stance"]), said["note"])


def _load(quote: Quote, lesson: Lesson, loaded: Loaded) -> None:
    version, places = _places(quote)
    if version is None or len(places) != 1:
        why = "is not public" if version is None else "does not say its words now" if not places else "says them twice"
        loaded.skipped.append(f"A passage of {quote.lesson} is left out: {quote.initiative} {why}.")
        return
    passage = mark(version, places[0].start, places[0].end, by=None)
    evidence = Evidence.objects.filter(lesson=lesson, passage=passage).order_by("pk").first()
    if evidence is None:
        evidence = weighing.propose(lesson, passage, stance=quote.stance, note=quote.note, by=None)
        loaded.number += 1
    ShippedRecord.objects.create(kind=KIND, key=quote.key, values={}, object_id=evidence.pk)


def _places(quote: Quote) -> tuple[InitiativeVersion | None, list[Found]]:
    """Where the words stand in the case as readers see it now; no version when they see none."""
    cases: list[Any] = [case for case in found_at(Initiative, [quote.initiative]) if case.is_public]
    if not cases:
        return None, []
    version: InitiativeVersion = cases[0].published_version
    return version, find(reading_text(version).text, quote.words)
