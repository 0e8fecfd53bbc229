"""Adding what a file says and is not here yet: passages, coded passages, and evidence as proposals. Nothing is changed.

Evidence that was dropped stays dropped: an editor has judged it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from accounts.models import User
from curation.workflow import leave_trace
from initiatives.models import InitiativeVersion
from lessons import following_texts, grounds
from lessons.models import Coding, Evidence, Lesson, Passage, PassagePlace, PassageState
from lessons.refi_qda.planning import Coded, Marked, Plan

Stretch = tuple[int, int, int]  # key of the version, start, end
BATCH = 1000


@dataclass
class Here:
    """What is here of the passages that a file speaks of."""

    passages: dict[Stretch, int]
    codings: set[tuple[int, int, int]]  # keys of passage, theme, person
    evidence: set[tuple[int, int]]  # keys of passage, lesson


def compare(plan: Plan, *, by: User) -> None:
    """Count in the report what the file would add, and what is here."""
    here, report = _here(plan.marked), plan.report
    seen: set[tuple[Any, ...]] = set()
    for marked in plan.marked:
        stretch = _stretch(marked)
        passage = here.passages.get(stretch)
        if passage is None and stretch not in seen:
            report.new_passages += 1
        elif not marked.coded:
            report.known += 1
        seen.add(stretch)
        for coded in marked.coded:
            key = (stretch, *_key(coded, by))
            if key in seen or _is_here(here, passage, coded, by):
                report.known += 1
            elif coded.meaning.lesson:
                report.new_evidence += 1
            else:
                report.new_codings += 1
            seen.add(key)


def add(plan: Plan, *, by: User) -> None:
    """Write what is new. Call it in a transaction."""
    compare(plan, by=by)
    if not plan.report.adds_anything:
        return
    cases = _add_passages(plan.marked)
    here = _here(plan.marked)
    lessons = _add_codings(plan.marked, here, by)
    following_texts.place_what_is_new(cases)
    for lesson in Lesson.objects.filter(pk__in=lessons).order_by("pk"):
        leave_trace(lesson, "propose_evidence", by=by)
    grounds.renew(lessons)


def _add_passages(every: Iterable[Marked]) -> set[int]:
    """Make the passages that are new, each at its place; the keys of their cases."""
    here = _here(every)
    new = {_stretch(marked): marked for marked in every if _stretch(marked) not in here.passages}
    Passage.objects.bulk_create(
        (
            Passage(
                version_id=marked.version,
                start=marked.found.start,
                end=marked.found.end,
                exact=marked.found.exact,
                prefix=marked.found.prefix,
                suffix=marked.found.suffix,
                by_id=marked.coder,
                at=marked.at,
            )
            for marked in new.values()
        ),
        batch_size=BATCH,
        ignore_conflicts=True,
    )
    versions = {version for version, _start, _end in new}
    made = list(Passage.objects.filter(version__in=versions, place=None, start__isnull=False))
    places = PassagePlace.objects.bulk_create(
        (
            PassagePlace(
                passage=passage,
                version_id=passage.version_id,
                state=PassageState.FOUND,
                start=passage.start,
                end=passage.end,
                exact=passage.exact,
            )
            for passage in made
        ),
        batch_size=BATCH,
    )
    for passage, place in zip(made, places, strict=True):
        passage.place = place
    Passage.objects.bulk_update(made, ["place"], batch_size=500)
    return set(InitiativeVersion.objects.filter(pk__in=versions).values_list("record", flat=True))


def _add_codings(every: Iterable[Marked], here: Here, by: User) -> set[int]:
    """Make the codings and the proposals that are new; the keys of the lessons these are for."""
    codings: dict[tuple[int, int, int], Coding] = {}
    evidence: dict[tuple[int, int], Evidence] = {}
    for marked in every:
        passage = here.passages[_stretch(marked)]
        for coded in marked.coded:
            if _is_here(here, passage, coded, by):
                continue
            said: dict[str, Any] = {"passage_id": passage, "note": coded.note, "at": coded.at}
            meaning = coded.meaning
            if meaning.lesson:
                made = Evidence(lesson_id=meaning.lesson, stance=meaning.stance, by_id=coded.coder, **said)
                evidence.setdefault((passage, meaning.lesson), made)
            elif meaning.theme:
                person = coded.coder or by.pk
                coding = Coding(theme_id=meaning.theme, by_id=person, **said)
                codings.setdefault((passage, meaning.theme, person), coding)
    Coding.objects.bulk_create(codings.values(), batch_size=BATCH, ignore_conflicts=True)
    Evidence.objects.bulk_create(evidence.values(), batch_size=BATCH, ignore_conflicts=True)
    return {lesson for _passage, lesson in evidence}


def _here(every: Iterable[Marked]) -> Here:
    versions = {marked.version for marked in every}
    passages = Passage.objects.filter(version__in=versions, start__isnull=False)
    found = {(version, start, end): key for key, version, start, end in _rows(passages, "version", "start", "end")}
    wanted = {found[stretch] for marked in every if (stretch := _stretch(marked)) in found}
    here = Here(found, set(), set())
    for keys in _batches(sorted(wanted)):
        here.codings.update(Coding.objects.filter(passage__in=keys).values_list("passage", "theme", "by"))
        here.evidence.update(Evidence.objects.filter(passage__in=keys).values_list("passage", "lesson"))
    return here


def _rows(rows: Any, *fields: str) -> Any:
    return rows.values_list("pk", *fields)


def _batches(keys: Iterable[int]) -> Iterator[list[int]]:
    rest = iter(keys)
    while batch := list(islice(rest, 10 * BATCH)):
        yield batch


def _stretch(marked: Marked) -> Stretch:
    return marked.version, marked.found.start, marked.found.end


def _key(coded: Coded, by: User) -> tuple[int, int]:
    """What makes two codings of one passage the same: a lesson once, a theme once a person."""
    meaning = coded.meaning
    return (meaning.lesson, 0) if meaning.lesson else (-(meaning.theme or 0), coded.coder or by.pk)


def _is_here(here: Here, passage: int | None, coded: Coded, by: User) -> bool:
    if passage is None:
        return False
    if coded.meaning.lesson:
        return (passage, coded.meaning.lesson) in here.evidence
    return (passage, coded.meaning.theme or 0, coded.coder or by.pk) in here.codings
