"""Lessons lean on recordings by what is said in them: asked before a recording changes, and told afterwards."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from curation.leaning import Event, Foreseen, Leaning
from lessons.models import PassageState
from lessons.models.passages import UNSURE
from publications.models import MomentPlace, Publication, PublicationVersion, SpokenEvidence
from publications.recordings.following import (
    last_sure_places,
    places_in,
    recording_published,
    recording_withdrawn,
    renew_lessons,
    spoken_in,
)


def lessons_leaning_on(publication: Publication) -> Iterator[Leaning]:
    """The lessons that rest on moments of a publication."""
    number: dict[Any, int] = defaultdict(int)
    for each in _standing(publication):
        number[each.lesson] += 1
    for lesson, count in number.items():
        words = ngettext("rests on one moment of it", "rests on %(number)d moments of it", count)
        yield Leaning(lesson, _title(lesson), words % {"number": count})


def publications_changed(keys: Collection[int], event: Event) -> None:
    """Follow the moments of these publications, and let the lessons that rest on them know."""
    happened = {Event.PUBLISHED: recording_published, Event.WITHDRAWN: recording_withdrawn}
    for publication in Publication.objects.filter(pk__in=keys).order_by("pk"):
        happened.get(event, renew_lessons)(publication)


def moments_foreseen(version: PublicationVersion) -> Iterator[Foreseen]:
    """The moments with lessons on them that this open version would change, make ambiguous or lose."""
    resting: dict[int, list[Any]] = defaultdict(list)
    for each in _standing(version.record):
        if each.moment.start is not None and not (each.moment.place and each.moment.place.waits):
            resting[each.moment_id].append(each.lesson)
    origins = last_sure_places(resting)
    texts = spoken_in({version.pk, *(each.version_id for each in origins)})
    places = {place.moment_id: place for place in places_in(origins, texts, version.pk)}
    for origin in sorted(origins, key=lambda each: (each.start or 0, each.pk)):
        if (place := places[origin.moment_id]).state in UNSURE:
            lessons = [(lesson, _title(lesson)) for lesson in resting[origin.moment_id]]
            yield Foreseen(_what(place), origin.exact, place.exact, lessons)


def _standing(publication: Publication) -> Any:
    evidence = SpokenEvidence.objects.accepted().filter(moment__version__record=publication)
    return evidence.filter(lesson__withdrawn_at=None).with_places().order_by("lesson_id", "pk")


def _what(place: MomentPlace) -> str:
    if place.state == PassageState.CHANGED:
        return _("These words change")
    if place.state == PassageState.AMBIGUOUS:
        return _("It would not be plain any more where these words are said")
    return _("These words are gone")


def _title(lesson: Any) -> str:
    return str(lesson.published_version.title) if lesson.published_version else lesson.slug
