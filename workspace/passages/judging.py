"""What helps a person to say what became of a passage: the old words and the new, and where they may stand now."""

from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from curation.leaning import Leaning, leaning_on
from curation.word_changes import Run, word_changes
from initiatives.models import InitiativeVersion
from initiatives.reading_text import reading_text
from lessons.models import Passage, PassageState
from lessons.quoting import find
from workspace.passages.choosing import Excerpt, excerpt
from workspace.review.quotes import sentences

LIKE_ENOUGH = 55  # of 100; what is less alike is not worth a look
MOST = 6


@dataclass(frozen=True)
class Judging:
    """A passage that waits: where it stood for sure at last, and where it may stand in `version`.

    `changes` are the words that differ, when it is plain which words took its place.
    """

    passage: Passage
    version: InitiativeVersion
    origin_version: InitiativeVersion
    origin: Excerpt
    candidates: list[Excerpt]
    changes: list[Run]
    text: str

    @property
    def is_one(self) -> bool:
        return bool(self.changes)


def judging_of(passage: Any) -> Judging | None:
    """What to judge of a passage from the work list; None when nothing waits."""
    place = passage.place
    if place is None or not place.waits or passage.version.record.withdrawn_at:
        return None
    text = reading_text(place.version).text
    origin_version, origin = _origin(passage)
    if place.state == PassageState.CHANGED:
        candidates = [excerpt(text, place.start, place.end)]
        changes = word_changes(origin.exact, place.exact)
    else:
        candidates, changes = _candidates(text, origin.exact), []
    return Judging(passage, place.version, origin_version, origin, candidates, changes, text)


def leaning_on_passage(passage: Any) -> list[Leaning]:
    """The lessons for which a passage of the work list counts, and how; then what leans on these in its turn."""
    found: dict[Any, Leaning] = {}
    for each in passage.evidence.all():
        if each.is_accepted and not each.lesson.withdrawn_at:
            found[each.lesson] = Leaning(each.lesson, each.lesson_title, str(each.get_stance_display()))
    for further in [further for lesson in list(found) for further in leaning_on(lesson)]:
        found.setdefault(further.record, further)
    return list(found.values())


def _origin(passage: Any) -> tuple[InitiativeVersion, Excerpt]:
    """Where it stood for sure at last; a passage whose words were removed has no place at all."""
    sure = [each for each in passage.places.all() if each.is_sure and each.version_id != passage.place.version_id]
    last = sure[-1] if sure else passage
    if last.start is None:
        return passage.version, Excerpt("", passage.exact, "", 0, 0)
    return last.version, excerpt(reading_text(last.version).text, last.start, last.end)


def _candidates(text: str, exact: str) -> list[Excerpt]:
    """The same words, and then the sentences that are most like them."""
    places = [(each.start, each.end) for each in find(text, exact)[:MOST]]
    likely = [
        (fuzz.ratio(exact, each.text), each.start, each.start + len(each.text))
        for each in sentences(text)
        if not any(start < each.start + len(each.text) and each.start < end for start, end in places)
    ]
    likely = sorted((each for each in likely if each[0] >= LIKE_ENOUGH), key=lambda each: (-each[0], each[1]))
    places += [(start, end) for _likeness, start, end in likely[: MOST - len(places)]]
    return [excerpt(text, start, end) for start, end in places]
