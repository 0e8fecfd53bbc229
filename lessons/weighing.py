"""Weighing evidence: proposing, accepting, dropping it, judging how sure a lesson is, looking at what shifted.

Researchers propose; what an editor proposes counts at once.
"""

from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from curation.workflow import TransitionNotAllowed, leave_trace, lock
from initiatives.models import Theme
from lessons import grounds, telling
from lessons.models import Assessment, BearsOnLesson, Coding, Evidence, Lesson, News, Passage, Shift, Stance

MAY_ACCEPT = "lessons.accept_evidence"
MAY_ASSESS = "lessons.assess_lesson"
AnyEvidence = TypeVar("AnyEvidence", bound=BearsOnLesson)


@transaction.atomic
def propose(lesson: Lesson, passage: Passage, *, stance: Stance, note: str, by: User | None) -> Evidence:
    """Let a passage bear on a lesson. Raises TransitionNotAllowed when it does so already."""
    lock(lesson)
    if Evidence.objects.filter(lesson=lesson, passage=passage, dropped_at=None).exists():
        raise TransitionNotAllowed(_("This passage stands with this lesson already."))
    evidence = Evidence.objects.create(lesson=lesson, passage=passage, stance=stance, note=note.strip(), by=by)
    leave_trace(lesson, "propose_evidence", by=by)
    if by is None or by.has_perm(MAY_ACCEPT):
        return accept(evidence, by=by)
    grounds.renew([lesson.pk])
    return evidence


@transaction.atomic
def accept(evidence: AnyEvidence, *, by: User | None) -> AnyEvidence:
    """Let evidence count. Raises TransitionNotAllowed when somebody was first."""
    evidence = _locked(evidence)
    if not evidence.is_proposed:
        raise TransitionNotAllowed(_("That is done already."))
    evidence.accepted_by, evidence.accepted_at = by, timezone.now()
    evidence.save(update_fields=["accepted_by", "accepted_at"])
    leave_trace(evidence.lesson, "accept_evidence", by=by)
    News.objects.create(lesson=evidence.lesson, kind=News.Kind.EVIDENCE_ADDED, passage=evidence.passage_of_case())
    grounds.renew([evidence.lesson_id])
    return evidence


@transaction.atomic
def drop(evidence: AnyEvidence, *, because: str, by: User) -> AnyEvidence:
    """Let evidence count no more. Raises TransitionNotAllowed without a reason, or when somebody was first."""
    evidence = _locked(evidence)
    counted = evidence.is_accepted
    _end(evidence, because, by)
    telling.tell_proposer(evidence, "evidence_dropped", by=by, words=evidence.dropped_because)
    if counted:
        _shift(evidence)
        telling.tell_of_shifts({evidence.lesson_id: str(Shift.Cause.EVIDENCE_DROPPED.label)}, by=by)
    grounds.renew([evidence.lesson_id])
    return evidence


@transaction.atomic
def restate(evidence: Evidence, *, stance: Stance, because: str, by: User) -> Evidence:
    """Let a passage bear on its lesson in another way: the old evidence is dropped, so that history holds.

    Who does so has looked at what shifts by it. Raises TransitionNotAllowed when nothing would change, without a
    reason, or when somebody was first.
    """
    evidence = _locked(evidence)
    if evidence.stance == stance:
        raise TransitionNotAllowed(_("That is what it says already."))
    counted = evidence.is_accepted
    _end(evidence, because, by)
    if counted:
        shift = _shift(evidence)
        shift.looked_by, shift.looked_at, shift.conclusion = by, timezone.now(), evidence.dropped_because
        shift.save(update_fields=["looked_by", "looked_at", "conclusion"])
    anew = Evidence.objects.create(
        lesson=evidence.lesson, passage=evidence.passage, stance=stance, note=evidence.note, by=evidence.by
    )
    return accept(anew, by=by)


@transaction.atomic
def annotate(evidence: Evidence, note: str, *, by: User) -> Evidence:
    """Say otherwise why a passage bears on a lesson; the note that was there stays in the trace."""
    evidence = _locked(evidence)
    if evidence.dropped_at:
        raise TransitionNotAllowed(_("That is done already."))
    before, evidence.note = evidence.note, note.strip()
    evidence.save(update_fields=["note"])
    leave_trace(evidence.lesson, "annotate_evidence", by=by, reason=before)
    return evidence


def _end(evidence: BearsOnLesson, because: str, by: User) -> None:
    if evidence.dropped_at:
        raise TransitionNotAllowed(_("That is done already."))
    if not because.strip():
        raise TransitionNotAllowed(_("Say why it is dropped."))
    evidence.dropped_by, evidence.dropped_at, evidence.dropped_because = by, timezone.now(), because.strip()
    evidence.save(update_fields=["dropped_by", "dropped_at", "dropped_because"])
    leave_trace(evidence.lesson, "drop_evidence", by=by, reason=because.strip())


def _shift(evidence: BearsOnLesson) -> Shift:
    """Note that evidence which counted is gone."""
    lesson, passage, cause = evidence.lesson, evidence.passage_of_case(), Shift.Cause.EVIDENCE_DROPPED
    case = passage.version.record if passage else None
    News.objects.create(lesson=lesson, kind=News.Kind.EVIDENCE_DROPPED, passage=passage)
    return Shift.objects.create(lesson=lesson, cause=cause, initiative=case, passage=passage)


@transaction.atomic
def assess(lesson: Lesson, said: dict[str, Any], *, by: User, seen: str = "") -> Assessment:
    """Keep what `by` judges of the certainty of a lesson, on the evidence as it is now.

    `seen` is the digest of the evidence that they looked at. Raises TransitionNotAllowed when it differs by now.
    """
    lock(lesson)
    digest = evidence_now(lesson)
    if seen and seen != digest:
        raise TransitionNotAllowed(_("The evidence has changed since you opened this page: look at it again."))
    assessment = Assessment.objects.create(lesson=lesson, by=by, judged=digest, **said)
    leave_trace(lesson, "assess", by=by)
    News.objects.create(lesson=lesson, kind=News.Kind.CERTAINTY)
    grounds.renew([lesson.pk])
    return assessment


def evidence_now(lesson: Lesson) -> str:
    """By which one sees whether the evidence of a lesson is still the same."""
    return grounds.digest_now(lesson)


@transaction.atomic
def look(shift: Shift, *, conclusion: str, by: User) -> Shift:
    """Say that a person has looked at what shifted. Raises TransitionNotAllowed when somebody was first."""
    lock(shift.lesson)
    shift = Shift.objects.select_related("lesson").get(pk=shift.pk)
    if shift.looked_at:
        raise TransitionNotAllowed(_("That is done already."))
    shift.looked_by, shift.looked_at, shift.conclusion = by, timezone.now(), conclusion.strip()
    shift.save(update_fields=["looked_by", "looked_at", "conclusion"])
    leave_trace(shift.lesson, "look_at_shift", by=by)
    grounds.renew([shift.lesson_id])
    return shift


@transaction.atomic
def code(passage: Passage, theme: Theme, *, note: str, by: User) -> Coding:
    """Mark a passage with a theme; once a person."""
    coding, _is_new = Coding.objects.update_or_create(
        passage=passage, theme=theme, by=by, defaults={"note": note.strip()}
    )
    return coding


def _locked(evidence: AnyEvidence) -> AnyEvidence:
    lock(evidence.lesson)
    return type(evidence)._default_manager.select_related("lesson").get(pk=evidence.pk)
