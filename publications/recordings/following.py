"""Following moments into newer versions of their transcripts: where their words are said now, and whom that concerns.

As with passages of cases (`lessons.following_texts`): what is plain is written at once, what is not waits for a person,
and words are looked for from the last version in which it was sure where they were said.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from lessons import grounds, telling
from lessons.models import News, PassageState, Shift
from lessons.models.passages import UNSURE
from lessons.passages import Passage as Stretch
from lessons.passages import resolve_all
from lessons.quoting import NoPassage
from publications.models import Moment, MomentPlace, Publication, Recording, SpokenEvidence
from publications.recordings.cues import SpokenText, spoken_text

Cause = Shift.Cause
_CAUSES: dict[str, Cause] = {
    PassageState.CHANGED: Cause.TEXT_CHANGED,
    PassageState.AMBIGUOUS: Cause.PASSAGE_GONE,
    PassageState.ORPHANED: Cause.PASSAGE_GONE,
}


def spoken_in(versions: Iterable[int]) -> dict[int, SpokenText]:
    """What is said in these versions, by their keys; nothing is said in one without a recording."""
    found = dict.fromkeys(versions, spoken_text(""))
    for version, transcript in Recording.objects.filter(version__in=found).values_list("version", "transcript"):
        found[version] = spoken_text(transcript)
    return found


def recording_published(publication: Publication) -> None:
    """Follow the moments of a publication that was published anew, and let the lessons that rest on them know."""
    causes = {place.moment_id: _CAUSES[place.state] for place in follow(publication) if place.state in UNSURE}
    note_shifts(causes)
    renew_lessons(publication)


def recording_withdrawn(publication: Publication) -> None:
    """Let the lessons know that rest on moments of a publication which readers see no more."""
    moments = Moment.objects.filter(version__record=publication).values_list("pk", flat=True)
    note_shifts(dict.fromkeys(moments, Cause.RECORDING_WITHDRAWN))
    renew_lessons(publication)


def renew_lessons(publication: Publication) -> None:
    """Make the grounds anew of all lessons for which moments of a publication stand."""
    evidence = SpokenEvidence.objects.standing().filter(moment__version__record=publication)
    grounds.renew(evidence.values_list("lesson_id", flat=True))


def follow(publication: Publication) -> list[MomentPlace]:
    """Write where the moments of a publication are in what readers see now, as far as that is not known yet."""
    shown = publication.published_version_id
    moments = Moment.objects.filter(version__record=publication, start__isnull=False)
    moments = moments.exclude(places__version=shown)
    if shown is None or not moments:
        return []
    origins = last_sure_places(moment.pk for moment in moments)
    texts = spoken_in({shown, *(each.version_id for each in origins)})
    made = list(places_in(origins, texts, shown))
    MomentPlace.objects.bulk_create(made)
    for place in made:
        Moment.objects.filter(pk=place.moment_id).update(place=place)
    return made


def last_sure_places(moments: Iterable[int]) -> list[MomentPlace]:
    """For each moment, by key, the place in the newest version in which it is sure where it is, or was when marked."""
    sure: dict[int, MomentPlace] = {}
    for place in MomentPlace.objects.filter(moment__in=list(moments)).order_by("moment", "-version__number"):
        if place.is_sure:
            sure.setdefault(place.moment_id, place)
    return list(sure.values())


def places_in(origins: Iterable[MomentPlace], texts: dict[int, SpokenText], version: int) -> Iterator[MomentPlace]:
    """Where what is said in each of `origins` is said in the version with this key; they are not written."""
    by_old: dict[int, list[MomentPlace]] = defaultdict(list)
    for origin in origins:
        old = texts[origin.version_id].text
        if origin.start is None or old[origin.start : origin.end] != origin.exact:
            yield MomentPlace(moment_id=origin.moment_id, version_id=version, state=PassageState.AMBIGUOUS)
        else:
            by_old[origin.version_id].append(origin)
    for key, several in by_old.items():
        stretches = [Stretch(each.start or 0, each.end or 0, each.exact) for each in several]
        for origin, found in zip(several, resolve_all(texts[key].text, stretches, texts[version].text), strict=True):
            place = MomentPlace(moment_id=origin.moment_id, version_id=version, state=PassageState(found.state))
            put(place, texts[version], found.start, found.end)
            yield place


def put(place: MomentPlace, spoken: SpokenText, start: int | None, end: int | None) -> None:
    """Let a place be these code points of what is said, and no place without them; it is not written."""
    place.start, place.end, place.exact = start, end, ""
    place.begins = place.ends = None
    if start is not None and end is not None:
        place.exact = spoken.text[start:end]
        if times := spoken.time_of(start, end):
            place.begins, place.ends = times


def note_shifts(causes: dict[int, Cause]) -> None:
    """Say of each lesson that rests on one of these moments, given by their keys, what happened to it."""
    evidence = SpokenEvidence.objects.accepted().filter(moment__in=causes).with_places()
    found = list(evidence.order_by("lesson_id", "pk"))
    Shift.objects.bulk_create(Shift(lesson_id=each.lesson_id, cause=causes[each.moment_id]) for each in found)
    lessons = dict.fromkeys(each.lesson_id for each in found)
    News.objects.bulk_create(News(lesson_id=key, kind=News.Kind.GROUND_SHIFTED) for key in lessons)
    lines: dict[int, list[str]] = defaultdict(list)
    for each in found:
        moment, cause = each.moment, causes[each.moment_id]
        lines[each.lesson_id].append(f"{moment.version.title}, {moment.time}: {cause.label}")
    telling.tell_of_shifts({key: "\n".join(dict.fromkeys(said)) for key, said in lines.items()}, by=None)


@transaction.atomic
def judge(moment: Moment, *, said: tuple[int, int] | None, by: User, seen: int | None = None) -> MomentPlace:
    """Say when the words of a moment are said in the version that readers see now, in milliseconds; None: no more.

    `seen` is the key of the version in which `by` looked. Raises NoPassage when that is another one now, when there is
    nothing to say, or nothing is said then.
    """
    moment = Moment.objects.select_for_update(of=("self",), no_key=True).select_related("place").get(pk=moment.pk)
    place = moment.place
    if place is None or place.state not in UNSURE:
        raise NoPassage(_("It is plain where these words are said."))
    if seen is not None and place.version_id != seen:
        raise NoPassage(_("The text was published anew since you looked: look again."))
    spoken = spoken_in([place.version_id])[place.version_id]
    span = spoken.words_between(*said) if said else None
    if said and span is None:
        raise NoPassage(_("Nothing is said at that moment."))
    put(place, spoken, *(span or (None, None)))
    place.state = PassageState.CHANGED if span else PassageState.ORPHANED
    place.by, place.at = by, timezone.now()
    place.save()
    lessons = SpokenEvidence.objects.standing().filter(moment=moment)
    grounds.renew(lessons.values_list("lesson_id", flat=True))
    return place


def moments_waiting() -> QuerySet[Moment]:
    """Moments of which a person must say what became of them, in what readers see; the newest of them first."""
    waiting = Moment.objects.filter(place__by=None, place__state__in=UNSURE, version__record__withdrawn_at=None)
    return waiting.select_related("place", "version__record").order_by("-place__at", "-pk")
