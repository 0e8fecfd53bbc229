"""Taking a version up, remarking on it, planning its publication. Each tells those whom it concerns."""

import hashlib
import json
import logging
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from curation.telling import tell_makers
from curation.workflow import TransitionNotAllowed, leave_trace, lock
from initiatives import workflow
from initiatives.models import InitiativeVersion
from notices.workflow import tell
from workspace.parts import values_of
from workspace.records import standing
from workspace.review.models import Answer, Remark, Review, Step

log = logging.getLogger(__name__)
MAY_PUBLISH = "initiatives.publish_initiative"


@transaction.atomic
def take_up(version: InitiativeVersion, *, by: User) -> None:
    """`by` looks at this version from now on; raises TransitionNotAllowed when a colleague does already."""
    review = _review_of(version)
    if review.reviewer and review.reviewer != by:
        raise TransitionNotAllowed(_("%(name)s has taken this up already.") % {"name": review.reviewer})
    review.reviewer, review.taken_up_at = by, timezone.now()
    review.save(update_fields=["reviewer", "taken_up_at"])
    leave_trace(version.record, "take_up", by=by)
    tell_makers(version, "taken_up", by=by)


@transaction.atomic
def let_go(version: InitiativeVersion, *, by: User) -> None:
    """Somebody else can take it up."""
    review = _review_of(version)
    review.reviewer, review.taken_up_at = None, None
    review.save(update_fields=["reviewer", "taken_up_at"])
    leave_trace(version.record, "let_go", by=by)


# ---------------------------------------------------------------- publication at a moment
@transaction.atomic
def plan(version: InitiativeVersion, *, at: datetime, by: User) -> None:
    """Publish what this version says now at a moment to come; whoever changes it until then ends the plan.

    Raises what publishing would raise now.
    """
    review = _review_of(version)
    version = InitiativeVersion.objects.select_related("record").get(pk=version.pk)
    if version.status != version.Status.IN_REVIEW:
        raise TransitionNotAllowed(_("Submit it first: only what is in review can be planned."))
    if at <= timezone.now():
        raise TransitionNotAllowed(_("Choose a moment to come."))
    if reasons := why_not(version, by):
        raise TransitionNotAllowed(" ".join(reasons))
    review.publish_at, review.planned_by = at, by
    review.planned_at, review.planned_text = timezone.now(), digest_of(version)
    review.save(update_fields=["publish_at", "planned_by", "planned_at", "planned_text"])
    leave_trace(version.record, "plan", by=by)
    tell_makers(version, "planned", by=by)


@transaction.atomic
def cancel_plan(version: InitiativeVersion, *, by: User | None) -> None:
    review = _review_of(version)
    if review.publish_at:
        _forget_plan(review)
        leave_trace(version.record, "cancel_plan", by=by)


def publish_due() -> tuple[int, int]:
    """Publish what was planned for now or before; returns how many were published, and how many could not be."""
    keys = list(Review.objects.due().order_by("publish_at", "pk").values_list("pk", flat=True))
    answers = [_publish_planned(key) for key in keys]
    return answers.count(True), answers.count(False)


@transaction.atomic
def _publish_planned(key: int) -> bool | None:
    """None when somebody else was first."""
    version = InitiativeVersion.objects.select_related("record").get(pk=key)
    lock(version.record)
    review = Review.objects.due().filter(pk=key).select_related("planned_by", "reviewer").first()
    if review is None or review.planned_by is None:
        return None
    planner = review.planned_by
    _forget_plan(review)
    reason = _why_not_now(InitiativeVersion.objects.select_related("record").get(pk=key), review)
    if not reason:
        try:
            with transaction.atomic():
                workflow.publish(version, by=planner)
        except TransitionNotAllowed as refusal:
            reason = str(refusal)
    if not reason:
        return True
    people = [person for person in (planner, review.reviewer) if person]
    tell(people, "plan_failed", about=version.record, title=version.title, by=None, words=reason)
    leave_trace(version.record, "cancel_plan", by=None)
    log.warning("A planned publication of version %s did not take place: %s", key, reason)
    return False


def _why_not_now(version: InitiativeVersion, review: Review) -> str:
    if review.planned_by is None or not review.planned_by.has_perm(MAY_PUBLISH):
        return _("Who planned this may not publish any more.")
    if review.planned_text != digest_of(version):
        return _("It was changed after its publication was planned.")
    return ""


def _forget_plan(review: Review) -> None:
    review.publish_at = None
    review.save(update_fields=["publish_at"])


def digest_of(version: InitiativeVersion) -> str:
    """What a version says, in 64 hexadecimal digits."""
    said = json.dumps(values_of(version), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()


def why_not(version: InitiativeVersion, by: User) -> list[str]:
    """Why `by` cannot publish this version now, in sentences; none when they can."""
    reasons = standing.why_not(version, by, MAY_PUBLISH)
    if by.has_perm(MAY_PUBLISH) and version.municipality_id is None and not version.online:
        reasons.append(_("Choose a municipality, or say that it meets online."))
    return reasons


# ---------------------------------------------------------------- remarks
@transaction.atomic
def remark(version: InitiativeVersion, *, part: str, quote: str, start: int, text: str, by: User) -> Remark:
    """Remark on a part of a version, or on a sentence in it; those who work on it and review it hear."""
    made = Remark.objects.create(
        record=version.record, version=version, part=part, quote=quote, start=start, text=text, by=by
    )
    _tell_around(made, version, "remarked", by=by, words=text)
    return made


@transaction.atomic
def answer(made: Remark, *, step: Step, text: str, by: User) -> None:
    """Answer a remark, resolve it or open it again. Raises TransitionNotAllowed when a colleague was first."""
    made = Remark.objects.select_for_update(of=("self",), no_key=True).select_related("record").get(pk=made.pk)
    if (step == Step.RESOLVE and made.resolved_at) or (step == Step.REOPEN and not made.resolved_at):
        raise TransitionNotAllowed(_("That is done already."))
    Answer.objects.create(remark=made, step=step, text=text, by=by)
    if step != Step.ANSWER:
        made.resolved_at = timezone.now() if step == Step.RESOLVE else None
        made.resolved_by = by if step == Step.RESOLVE else None
        made.save(update_fields=["resolved_at", "resolved_by"])
    version = InitiativeVersion.objects.open().filter(record=made.record).first()
    _tell_around(
        made,
        version,
        {Step.ANSWER: "answered", Step.RESOLVE: "resolved", Step.REOPEN: "reopened"}[step],
        by=by,
        words=text,
    )


def _tell_around(made: Remark, version: InitiativeVersion | None, kind: str, *, by: User, words: str) -> None:
    """The owners of the case, who reviews it, and who took part in the conversation."""
    keys = {made.by_id, *made.answers.values_list("by", flat=True), *made.record.owners.values_list("pk", flat=True)}
    if version:
        keys |= set(Review.objects.filter(version=version, reviewer__isnull=False).values_list("reviewer", flat=True))
    title = version.title if version else str(made.record)
    tell(User.objects.filter(pk__in=keys), kind, about=made.record, title=title, by=by, words=words)


def _review_of(version: InitiativeVersion) -> Review:
    """The review of a version that is open, locked with its record. Raises TransitionNotAllowed."""
    lock(version.record)
    if not InitiativeVersion.objects.open().filter(pk=version.pk).exists():
        raise TransitionNotAllowed(_("This version is published already."))
    review, _made = Review.objects.select_related("reviewer").get_or_create(version=version)
    return review
