"""The evidence of a lesson as readers see it: by stance, each with its words, its case, and what became of both."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from curation.partial_dates import in_words
from initiatives import case_page, index
from initiatives.models import InitiativeVersion
from lessons.grounds import is_living
from lessons.models import Evidence, Lesson, LessonVersion, PassageState, Stance
from places.registered import RegisteredMunicipality

AT_FIRST = 20
ANCHORS = {Stance.SUPPORTS: "ondersteunt", Stance.NUANCES: "nuanceert", Stance.CONTRADICTS: "spreekt-tegen"}


class Condition(models.TextChoices):
    """What a reader is told of a piece of evidence, when it is not simply there to be read."""

    LIVING = "living", ""
    WAITS = "waits", gettext_lazy("The text of this case has changed here. Nobody has looked yet at what that means.")
    GONE = "gone", gettext_lazy("These words do not stand in the text of this case any more.")
    REMOVED = "removed", gettext_lazy("Words were removed from this case at request, and this passage with them.")
    WITHDRAWN = (
        "withdrawn",
        gettext_lazy("This case was withdrawn. What it said cannot be read any more, and does not count."),
    )


SPOKEN = {
    Condition.WAITS: gettext_lazy("This transcript has changed here. Nobody has looked yet at what that means."),
    Condition.GONE: gettext_lazy("These words are not in this transcript any more."),
    Condition.REMOVED: gettext_lazy("Words were removed from this transcript at request, and this passage with them."),
    Condition.WITHDRAWN: gettext_lazy("This recording was withdrawn. What was said in it does not count."),
}


@dataclass(frozen=True)
class ShownEvidence:
    """One piece of evidence. `key` is that of the passage; `words` are those that count, `marked` those that were
    marked where they read otherwise.

    `url` leads to the words: in the text of now, or else in the version (its number in `older`) in which they were
    marked. `municipality` is the one of today, for living evidence; `near` says how like the reader's own it is. What
    `is_spoken` was said in a recording: it is of no case, and of no municipality.
    """

    key: int
    stance: Stance
    condition: Condition
    note: str = ""
    words: str = ""
    marked: str = ""
    language: str = ""
    case: int = 0
    title: str = ""
    place: str = ""
    when: str = ""
    url: str = ""
    older: int | None = None
    municipality: RegisteredMunicipality | None = None
    near: str = ""
    is_spoken: bool = False

    @property
    def anchor(self) -> str:
        """Where it stands on the page."""
        return f"{'moment' if self.is_spoken else 'fragment'}-{self.key}"

    @property
    def is_living(self) -> bool:
        return self.condition == Condition.LIVING

    @property
    def what_became(self) -> str:
        """What a reader is told of it; nothing when it is simply there."""
        return str(SPOKEN.get(self.condition, "")) if self.is_spoken else str(self.condition.label)


@dataclass(frozen=True)
class StanceGroup:
    """All evidence of one stance: what is shown at first, and the rest."""

    stance: Stance
    first: list[ShownEvidence]
    rest: list[ShownEvidence]
    living: int

    @property
    def anchor(self) -> str:
        """Where it stands on the page: addresses are Dutch."""
        return ANCHORS[self.stance]

    @property
    def total(self) -> int:
        return len(self.first) + len(self.rest)


besides: list[Callable[[Lesson, datetime | None], Iterable[ShownEvidence]]] = []
"""What gives evidence of other kinds that rooms above know, such as moments of a recording: of now, or of a moment."""


def evidence_of(lesson: Lesson, until: datetime | None) -> list[ShownEvidence]:
    """What counts for a lesson, or counted at the moment `until` when its next version came; the living first."""
    counts = Evidence.objects.filter(lesson=lesson)
    counts = counts.accepted() if until is None else counts.at(until)
    shown = [_shown(each) for each in counts.for_lesson_page().order_by("pk")]
    shown += [each for of_room in besides for each in of_room(lesson, until)]
    return sorted(shown, key=lambda each: not each.is_living)


def end_of(version: LessonVersion, versions: Iterable[LessonVersion]) -> datetime | None:
    """When the next version came; None for the one that is shown now. `versions` go from new to old."""
    later = [each for each in versions if (each.number or 0) > (version.number or 0)]
    return later[-1].published_at if later else None


def by_stance(evidence: list[ShownEvidence]) -> list[StanceGroup]:
    """All three stances in their order, those without evidence too."""
    groups = []
    for stance in Stance:
        found = [each for each in evidence if each.stance == stance]
        living = sum(each.is_living for each in found)
        groups.append(StanceGroup(stance, found[:AT_FIRST], found[AT_FIRST:], living))
    return groups


def _shown(evidence: Evidence) -> ShownEvidence:
    passage, condition = evidence.passage, _condition(evidence)
    version, place = passage.version, passage.place
    stance, case = Stance(evidence.stance), version.record
    if condition == Condition.WITHDRAWN:
        return ShownEvidence(passage.pk, stance, condition, case=case.pk, url=case.get_absolute_url())
    shown, values = case.published_version or version, index.current_values()
    is_living = condition == Condition.LIVING
    words = place.exact if is_living and place and place.state == PassageState.CHANGED else passage.exact
    today = values.register.today(shown.municipality_id) if shown.municipality_id else None
    return ShownEvidence(
        key=passage.pk,
        stance=stance,
        condition=condition,
        note=evidence.note,
        words=words,
        marked=passage.exact if words != passage.exact else "",
        language=version.language,
        case=case.pk,
        title=shown.title,
        place=case_page.place_line(shown, values),
        when=_when(version),
        url=f"{(case if is_living else version).get_absolute_url()}#fragment-{passage.pk}",
        older=None if is_living else version.number,
        municipality=values.register.municipality(today) if today and is_living else None,
    )


def _condition(evidence: Evidence) -> Condition:
    passage, case = evidence.passage, evidence.passage.version.record
    if not case.is_public:
        return Condition.WITHDRAWN
    if passage.start is None:
        return Condition.REMOVED
    if is_living(evidence):
        return Condition.LIVING
    place = passage.place
    return Condition.GONE if place and place.state == PassageState.ORPHANED else Condition.WAITS


def _when(version: InitiativeVersion) -> str:
    """When the case was visited, else when the version was published."""
    if version.visited:
        return _("visited %(when)s") % {"when": in_words(version.visited)}
    date = date_format(version.published_at, "j F Y") if version.published_at else ""
    return _("version %(number)s, %(date)s") % {"number": version.number, "date": date}
