"""Moments as readers see them: beside the recording in which they are said, and with the lessons that rest on them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from lessons.grounds import Weight
from lessons.models import Lesson, PassageState, Stance
from lessons.shown_evidence import Condition, ShownEvidence
from publications.models import Moment, MomentPlace, PublicationVersion, SpokenEvidence
from publications.recordings.clock import clock


@dataclass(frozen=True)
class RestingLesson:
    """A public lesson that rests on what is said in a recording, and when that is said."""

    moment: str
    fragment: str
    words: str
    stance: str
    title: str
    url: str
    language: str


def lessons_resting_on(version: PublicationVersion) -> list[RestingLesson]:
    """The public lessons that rest on words which are said, for sure, in this version; in the order of these words."""
    places = MomentPlace.objects.filter(version=version, start__isnull=False).order_by("start", "pk")
    sure = {place.moment_id: place for place in places if place.is_sure}
    evidence = SpokenEvidence.objects.accepted().filter(moment__in=sure, lesson__withdrawn_at=None)
    shown = evidence.filter(lesson__published_version__isnull=False).with_places()
    order = list(sure)
    return [
        _resting(each, sure[each.moment_id])
        for each in sorted(shown, key=lambda each: (order.index(each.moment_id), each.pk))
    ]


def _resting(evidence: SpokenEvidence, place: MomentPlace) -> RestingLesson:
    lesson = evidence.lesson
    begins = place.begins if place.begins is not None else evidence.moment.begins
    title, language = "", "nl"
    if lesson.published_version:
        title, language = lesson.published_version.title, lesson.published_version.language
    return RestingLesson(
        moment=clock(begins),
        fragment=f"t={clock(begins)}",
        words=place.exact,
        stance=str(Stance(evidence.stance).label),
        title=title,
        url=lesson.get_absolute_url(),
        language=language,
    )


def weights_of(lessons: Collection[int]) -> Iterable[Weight]:
    """What moments weigh for lessons, given by their keys (see lessons.grounds)."""
    for each in SpokenEvidence.objects.standing().filter(lesson__in=lessons).with_places().order_by("pk"):
        place = each.moment.place
        says_otherwise = place and each.is_living and place.state == PassageState.CHANGED
        words = place.exact if place and says_otherwise else ""
        yield Weight(each.lesson_id, each.stance, each.is_accepted, each.is_living, f"moment {each.pk} {words}")


def shown_moments(lesson: Lesson, until: datetime | None) -> list[ShownEvidence]:
    """What was said in recordings for or against a lesson, as its page shows it (see lessons.shown_evidence)."""
    counts = SpokenEvidence.objects.filter(lesson=lesson)
    counts = counts.accepted() if until is None else counts.at(until)
    return [_shown(each) for each in counts.with_places().order_by("pk")]


def _shown(evidence: SpokenEvidence) -> ShownEvidence:
    moment, condition = evidence.moment, _condition(evidence)
    record, stance = moment.version.record, Stance(evidence.stance)
    if condition == Condition.WITHDRAWN:
        return ShownEvidence(moment.pk, stance, condition, url=record.get_absolute_url(), is_spoken=True)
    is_living, place = condition == Condition.LIVING, moment.place
    version = record.published_version or moment.version
    words = place.exact if place and is_living else moment.exact
    return ShownEvidence(
        key=moment.pk,
        stance=stance,
        condition=condition,
        note=evidence.note,
        words=words,
        marked=moment.exact if place and is_living and place.state == PassageState.CHANGED else "",
        language=version.language,
        title=version.title,
        place=str(version.get_kind_display()),
        when=_when(moment, place if is_living else None),
        url=_url(moment, place if is_living else None),
        older=None if is_living else moment.version.number,
        is_spoken=True,
    )


def _condition(evidence: SpokenEvidence) -> Condition:
    moment = evidence.moment
    if not moment.version.record.is_public:
        return Condition.WITHDRAWN
    if moment.start is None:
        return Condition.REMOVED
    if evidence.is_living:
        return Condition.LIVING
    return Condition.GONE if moment.place and moment.place.state == PassageState.ORPHANED else Condition.WAITS


def _when(moment: Moment, place: MomentPlace | None) -> str:
    begins, ends = moment.begins, moment.ends
    if place and place.begins is not None and place.ends is not None:
        begins, ends = place.begins, place.ends
    return _("from %(begins)s to %(ends)s") % {"begins": clock(begins), "ends": clock(ends)}


def _url(moment: Moment, place: MomentPlace | None) -> str:
    if place is None or place.begins is None:
        return moment.get_absolute_url()
    return f"{moment.version.record.get_absolute_url()}#t={clock(place.begins)}"
