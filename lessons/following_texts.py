"""Following passages into newer versions of their texts: where they stand now, and whom that concerns.

What is plain is written at once; what is not waits for a person. A passage is looked for from the last version in which
it was sure where it stood, so what a version left out and a later one brings back is found again.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from curation.leaning import Event, Leaning
from curation.statements import Statement, among_keys
from initiatives.models import Initiative, InitiativeVersion
from initiatives.reading_text import reading_text
from lessons import grounds, telling
from lessons.models import Evidence, News, Passage, PassagePlace, PassageState, Shift
from lessons.models.passages import UNSURE
from lessons.passages import Passage as Stretch
from lessons.passages import resolve_all
from lessons.quoting import Found, NoPassage, at

Cause = Shift.Cause
_CAUSES: dict[str, Cause] = {
    PassageState.CHANGED: Cause.TEXT_CHANGED,
    PassageState.AMBIGUOUS: Cause.PASSAGE_GONE,
    PassageState.ORPHANED: Cause.PASSAGE_GONE,
}
_some_passage = Statement(lambda: Passage.objects.filter(among_keys("version__record")).values_list("pk")[:1])


def lessons_leaning_on(case: Initiative) -> Iterator[Leaning]:
    """The lessons that rest on passages of a case."""
    evidence = Evidence.objects.accepted().filter(passage__version__record=case, lesson__withdrawn_at=None)
    number: dict[Any, int] = defaultdict(int)
    for each in evidence.select_related("lesson__published_version").order_by("lesson_id", "pk"):
        number[each.lesson] += 1
    for lesson, count in number.items():
        title = lesson.published_version.title if lesson.published_version else lesson.slug
        words = _("rests on one passage of it") if count == 1 else _("rests on %d passages of it") % count
        yield Leaning(lesson, title, words)


def cases_changed(keys: Collection[int], event: Event) -> None:
    """Follow the passages of these cases, and let the lessons that rest on them know."""
    if not _some_passage.rows(keys):
        return
    if event == Event.PUBLISHED:
        shifted = {place.passage_id: _CAUSES[place.state] for place in _follow(keys) if place.state in UNSURE}
    elif event == Event.WITHDRAWN:
        passages = Passage.objects.filter(version__record__in=keys)
        shifted = dict.fromkeys(passages.values_list("pk", flat=True), Cause.CASE_WITHDRAWN)
    else:
        shifted = {}
    note_shifts(shifted)
    lessons = Evidence.objects.filter(passage__version__record__in=keys, dropped_at=None)
    grounds.renew(lessons.values_list("lesson_id", flat=True))


def note_shifts(causes: dict[int, Cause]) -> None:
    """Say of each lesson that rests on one of these passages, given by their keys, what happened to it."""
    evidence = Evidence.objects.accepted().filter(passage__in=causes).select_related("passage__version")
    found = list(evidence.order_by("lesson_id", "pk"))
    Shift.objects.bulk_create(
        Shift(
            lesson_id=each.lesson_id,
            cause=causes[each.passage_id],
            initiative_id=each.passage.version.record_id,
            passage=each.passage,
        )
        for each in found
    )
    lessons = dict.fromkeys(each.lesson_id for each in found)
    News.objects.bulk_create(News(lesson_id=key, kind=News.Kind.GROUND_SHIFTED) for key in lessons)
    telling.tell_of_shifts(_in_words(found, causes), by=None)


def _in_words(evidence: Iterable[Evidence], causes: dict[int, Cause]) -> dict[int, str]:
    """What happened under each lesson, by its key: a line for each passage."""
    lines: dict[int, list[str]] = defaultdict(list)
    for each in evidence:
        lines[each.lesson_id].append(f"{each.passage.version.title}: {causes[each.passage_id].label}")
    return {key: "\n".join(dict.fromkeys(said)) for key, said in lines.items()}


def place_in_newer(passage: Passage) -> None:
    """Where a passage that was marked in an older version stands in the one that readers see now."""
    _follow([passage.version.record_id], only=passage)
    passage.refresh_from_db()


def place_what_is_new(cases: Collection[int]) -> None:
    """Where passages that were just marked in these cases, given by their keys, stand in what readers see now."""
    _follow(cases)


def _follow(cases: Collection[int], *, only: Passage | None = None) -> list[PassagePlace]:
    """Write where the passages of these cases stand in what is published now, as far as that is not known yet."""
    shown = dict(Initiative.objects.filter(pk__in=cases).values_list("pk", "published_version"))
    passages = Passage.objects.filter(version__record__in=cases, start__isnull=False)
    passages = passages.filter(pk=only.pk) if only else passages
    passages = passages.exclude(places__version__in=[key for key in shown.values() if key])
    origins = last_sure_places(passages)
    versions = InitiativeVersion.objects.in_bulk({*shown.values(), *(each.version_id for each in origins)} - {None})
    texts = {key: reading_text(version).text for key, version in versions.items()}
    by_new: dict[int, list[PassagePlace]] = defaultdict(list)
    for each in origins:
        if new := shown[versions[each.version_id].record_id]:
            by_new[new].append(each)
    made = [place for new, several in by_new.items() for place in places_in(several, texts, new)]
    PassagePlace.objects.bulk_create(made)
    placed = [Passage(pk=place.passage_id, place=place) for place in made]
    Passage.objects.bulk_update(placed, ["place"], batch_size=500)
    return made


def last_sure_places(passages: Iterable[Passage]) -> list[PassagePlace]:
    """For each passage the place in the newest version in which it is sure where it stands, or stood when marked."""
    keys = [passage.pk for passage in passages]
    places = PassagePlace.objects.filter(passage__in=keys).order_by("passage_id", "-version__number")
    sure: dict[int, PassagePlace] = {}
    for place in places:
        if place.is_sure:
            sure.setdefault(place.passage_id, place)
    return list(sure.values())


def places_in(origins: Iterable[PassagePlace], texts: dict[int, str], version: int) -> Iterator[PassagePlace]:
    """Where what stands in each of `origins` stands in the version with this key; they are not written.

    What does not stand where it says, as it may when words were removed at request, waits for a person.
    """
    by_old: dict[int, list[PassagePlace]] = defaultdict(list)
    for origin in origins:
        if origin.start is None or texts[origin.version_id][origin.start : origin.end] != origin.exact:
            yield PassagePlace(passage_id=origin.passage_id, version_id=version, state=PassageState.AMBIGUOUS)
        else:
            by_old[origin.version_id].append(origin)
    new = texts[version]
    for old, several in by_old.items():
        stretches = [Stretch(each.start or 0, each.end or 0, each.exact) for each in several]
        for origin, found in zip(several, resolve_all(texts[old], stretches, new), strict=True):
            yield PassagePlace(
                passage_id=origin.passage_id,
                version_id=version,
                state=PassageState(found.state),
                start=found.start,
                end=found.end,
                exact="" if found.start is None else new[found.start : found.end],
            )


# ---------------------------------------------------------------- what a person says of it
@transaction.atomic
def judge(passage: Passage, *, stands: tuple[int, int] | None, by: User, seen: int | None = None) -> PassagePlace:
    """Say where a passage stands in the version that readers see now, as code points; None: nowhere any more.

    `seen` is the key of the version in which `by` looked. Raises NoPassage when that is another one now, when there is
    nothing to say, or no words there.
    """
    passage = (
        Passage.objects.select_for_update(of=("self",), no_key=True).select_related("place__version").get(pk=passage.pk)
    )
    place = passage.place
    if place is None or place.state not in UNSURE:
        raise NoPassage(_("It is plain where this passage stands."))
    if seen is not None and place.version_id != seen:
        raise NoPassage(_("The text was published anew since you looked: look again."))
    found = at(reading_text(place.version).text, *stands) if stands else None
    _write_judgement(place, found, by)
    lessons = Evidence.objects.filter(passage=passage, dropped_at=None)
    grounds.renew(lessons.values_list("lesson_id", flat=True))
    return place


def _write_judgement(place: PassagePlace, found: Found | None, by: User) -> None:
    place.start, place.end = (found.start, found.end) if found else (None, None)
    place.exact, place.by = found.exact if found else "", by
    place.state = PassageState.CHANGED if found else PassageState.ORPHANED
    place.at = timezone.now()
    place.save(update_fields=["start", "end", "exact", "by", "state", "at"])
