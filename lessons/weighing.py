"""Weighing evidence: proposing, accepting, dropping it, judging how sure a lesson is, looking at what shifted.

Researchers propose; what an editor proposes counts at once.
"""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from curation.workflow import TransitionNotAllowed, leave_trace
from initiatives.models import Theme
from lessons import grounds
from lessons.models import Assessment, Coding, Evidence, Lesson, News, Passage, Shift, Stance

MAY_ACCEPT = "lessons.accept_evidence"


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
def accept(evidence: Evidence, *, by: User | None) -> Evidence:
    """Let evidence count. Raises TransitionNotAllowed when somebody was first."""
    evidence = _locked(evidence)
    if not evidence.is_proposed:
        raise TransitionNotAllowed(_("That is done already."))
    evidence.accepted_by, evidence.accepted_at = by, timezone.now()
    evidence.save(update_fields=["accepted_by", "accepted_at"])
    leave_trace(evidence.lesson, "accept_evidence", by=by)
    News.objects.create(lesson=evidence.lesson, kind=News.Kind.EVIDENCE_ADDED, passage=evidence.passage)
    grounds.renew([evidence.lesson_id])
    return evidence


@transaction.atomic
def drop(evidence: Evidence, *, because: str, by: User) -> Evidence:
    """Let evidence count no more. Raises TransitionNotAllowed without a reason, or when somebody was first."""
    evidence = _locked(evidence)
    if evidence.dropped_at:
        raise TransitionNotAllowed(_("That is done already."))
    if not because.strip():
        raise TransitionNotAllowed(_("Say why it is dropped."))
    counted = evidence.is_accepted
    evidence.dropped_by, evidence.dropped_at, evidence.dropped_because = by, timezone.now(), because.strip()
    evidence.save(update_fields=["dropped_by", "dropped_at", "dropped_because"])
    leave_trace(evidence.lesson, "drop_evidence", by=by, reason=because.strip())
    if counted:
        cause = Shift.Cause.EVIDENCE_DROPPED
        case = evidence.passage.version.record
        Shift.objects.create(lesson=evidence.lesson, cause=cause, initiative=case, passage=evidence.passage)
        News.objects.create(lesson=evidence.lesson, kind=News.Kind.EVIDENCE_DROPPED, passage=evidence.passage)
    grounds.renew([evidence.lesson_id])
    return evidence


@transaction.atomic
def assess(lesson: Lesson, said: dict[str, Any], *, by: User) -> Assessment:
    """Keep what `by` judges of the certainty of a lesson, on the evidence as it is now."""
    lock(lesson)
    digest = grounds.digest_of(Evidence.objects.accepted().filter(lesson=lesson).with_passages())
    assessment = Assessment.objects.create(lesson=lesson, by=by, judged=digest, **said)
    leave_trace(lesson, "assess", by=by)
    News.objects.create(lesson=lesson, kind=News.Kind.CERTAINTY)
    grounds.renew([lesson.pk])
    return assessment


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


def lock(lesson: Lesson) -> None:
    Lesson.objects.select_for_update(no_key=True).get(pk=lesson.pk)


def _locked(evidence: Evidence) -> Evidence:
    lock(evidence.lesson)
    return Evidence.objects.select_related("lesson", "passage__version__record").get(pk=evidence.pk)
