"""What lessons stand on now: made anew whenever anything of it changes, in a fixed number of queries.

Evidence lives when its passage stands, for sure, in what visitors can read now. A judgement of certainty is outdated
once the evidence differs from what was judged. Rooms above that know evidence of other kinds, such as moments of a
recording, register what it weighs (in their AppConfig.ready).
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from curation.passages import is_marked
from lessons.models import Assessment, Evidence, Ground, Lesson, News, PassageState, Shift, Standing


@dataclass(frozen=True)
class Weight:
    """A piece of accepted or proposed evidence that another room knows, for the lesson with this key.

    `mark` differs when anything of it does that matters to who judges the lesson.
    """

    lesson: int
    stance: str
    is_accepted: bool
    is_living: bool
    mark: str


weights: list[Callable[[Collection[int]], Iterable[Weight]]] = []
"""What gives the evidence of other kinds for the lessons with these keys."""


@transaction.atomic
def renew(lessons: Iterable[int]) -> None:
    """Make the grounds of these lessons, given by their keys, anew."""
    keys = sorted(set(lessons))
    if not keys:
        return
    list(Lesson.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk"))
    evidence: dict[int, list[Evidence]] = defaultdict(list)
    for each in Evidence.objects.accepted().filter(lesson__in=keys).with_places().order_by("pk"):
        evidence[each.lesson_id].append(each)
    besides = _besides(keys)
    proposed = _counts(Evidence.objects.proposed().filter(lesson__in=keys))
    shifted = _counts(Shift.objects.to_look_at().filter(lesson__in=keys))
    before = Ground.objects.in_bulk(keys)
    made = {key: _ground_of(key, evidence[key], besides[key], before.get(key)) for key in keys}
    _outdate(made)
    for key, ground in made.items():
        ground.proposed = proposed.get(key, 0) + sum(not each.is_accepted for each in besides[key])
        ground.has_shifted = key in shifted
    fields = [field.name for field in Ground._meta.concrete_fields if not field.primary_key]
    Ground.objects.bulk_create(made.values(), update_conflicts=True, unique_fields=["lesson"], update_fields=fields)


def is_living(evidence: Evidence) -> bool:
    """Whether its passage stands, for sure, in what visitors can read now."""
    place, case = evidence.passage.place, evidence.passage.version.record
    return bool(place and place.is_sure and case.is_public and place.version_id == case.published_version_id)


def digest_now(lesson: Lesson) -> str:
    """What says whether the evidence of a lesson is still the same, whatever commas changed around it."""
    evidence = Evidence.objects.accepted().filter(lesson=lesson).with_places()
    return digest_of(evidence, _besides([lesson.pk])[lesson.pk])


def digest_of(evidence: Iterable[Evidence], besides: Iterable[Weight] = ()) -> str:
    """The same of evidence at hand, with what other rooms know."""
    lines = [
        f"{each.pk} {each.stance} {is_living(each)} {_words_that_count(each) if is_living(each) else ''}"
        for each in sorted(evidence, key=lambda each: each.pk)
    ]
    lines += sorted(f"{each.mark} {each.stance} {each.is_living}" for each in besides if each.is_accepted)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _words_that_count(evidence: Evidence) -> str:
    """The words of a passage, when they are others than those that were marked."""
    place: Any = evidence.passage.place
    return place.exact if place.state == PassageState.CHANGED or is_marked(place.exact) else ""


def _besides(lessons: Collection[int]) -> dict[int, list[Weight]]:
    """What other rooms know, by the key of the lesson."""
    found: dict[int, list[Weight]] = defaultdict(list)
    for known in weights:
        for each in known(lessons):
            found[each.lesson].append(each)
    return found


def _ground_of(lesson: int, evidence: list[Evidence], besides: list[Weight], before: Ground | None) -> Ground:
    living = [each for each in evidence if is_living(each)]
    heard = [each for each in besides if each.is_accepted]
    living_besides = [each for each in heard if each.is_living]
    by_stance = Counter(each.stance for each in living) + Counter(each.stance for each in living_besides)
    accepted, alive = len(evidence) + len(heard), len(living) + len(living_besides)
    stances_of_cases = {(each.stance, each.passage.version.record_id) for each in living}
    cases_by_stance = Counter(stance for stance, _case in stances_of_cases)
    digest = digest_of(evidence, besides)
    is_same = before is not None and before.digest == digest
    return Ground(
        lesson_id=lesson,
        standing=_standing(accepted, alive),
        supports=by_stance["supports"],
        nuances=by_stance["nuances"],
        contradicts=by_stance["contradicts"],
        cases_for=cases_by_stance["supports"],
        cases_nuancing=cases_by_stance["nuances"],
        cases_against=cases_by_stance["contradicts"],
        not_living=accepted - alive,
        cases=sorted({each.passage.version.record_id for each in living}),
        digest=digest,
        changed_at=before.changed_at if before and is_same else timezone.now(),
    )


def _standing(accepted: int, living: int) -> Standing:
    if not accepted:
        return Standing.NONE
    if living == accepted:
        return Standing.LIVING
    return Standing.SHIFTED if living else Standing.GONE


def _outdate(grounds: Mapping[int, Ground]) -> None:
    """Say of each newest judgement whether it is of evidence that differs now, and keep what it says."""
    outdated = []
    for each in Assessment.objects.filter(lesson__in=grounds).newest():
        ground = grounds[each.lesson_id]
        if each.outdated_at is None and each.judged != ground.digest:
            each.outdated_at = timezone.now()
            outdated.append(each)
        ground.certainty, ground.is_outdated = each.overall, each.outdated_at is not None
    Assessment.objects.bulk_update(outdated, ["outdated_at"])
    News.objects.bulk_create(News(lesson_id=each.lesson_id, kind=News.Kind.OUTDATED) for each in outdated)


def _counts(rows: Any) -> dict[int, int]:
    return dict(rows.order_by().values_list("lesson").annotate(number=Count("*")))
