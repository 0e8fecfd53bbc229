"""The changes a case goes through; each keeps the public catalogue right in the same transaction."""

from django.db import transaction

from accounts.models import User
from curation import leaning, telling
from curation import workflow as spine
from curation.leaning import Event
from curation.workflow import SecondPairOfEyesNeeded, TransitionNotAllowed
from initiatives import projection
from initiatives.models import Initiative, InitiativeVersion

__all__ = ["SecondPairOfEyesNeeded", "TransitionNotAllowed"]

open_draft = spine.open_draft
keep_moment = spine.keep_moment


@transaction.atomic
def submit(version: InitiativeVersion, *, by: User | None) -> None:
    """Offer a draft for review; how it was then is kept, whatever becomes of it in review."""
    spine.submit(version, by=by)
    spine.keep_moment(version, label="", by=by)
    telling.tell_editors(version, "submitted", by=by)


@transaction.atomic
def ask_for_changes(version: InitiativeVersion, *, by: User | None, reason: str) -> None:
    """Give a version in review back to its authors, with what should change."""
    spine.ask_for_changes(version, by=by, reason=reason)
    telling.tell_makers(version, "changes_asked", by=by, words=reason)


@transaction.atomic
def publish(version: InitiativeVersion, *, by: User | None, is_operator: bool = False) -> InitiativeVersion:
    """Show `version` to everybody; see curation.workflow.publish for what it refuses."""
    version = spine.publish(version, by=by, is_operator=is_operator)
    projection.show(version.record)
    leaning.tell(Initiative, [version.record_id], Event.PUBLISHED)
    telling.tell_makers(version, "published", by=by)
    return version


@transaction.atomic
def withdraw(initiative: Initiative, *, by: User | None, reason: str) -> Initiative:
    initiative = spine.withdraw(initiative, by=by, reason=reason)
    projection.project([initiative.pk])
    leaning.tell(Initiative, [initiative.pk], Event.WITHDRAWN)
    telling.tell_makers(initiative.published_version, "withdrawn", by=by, words=reason)
    return initiative


@transaction.atomic
def restore(initiative: Initiative, *, by: User | None) -> Initiative:
    initiative = spine.restore(initiative, by=by)
    projection.project([initiative.pk])
    leaning.tell(Initiative, [initiative.pk], Event.RESTORED)
    telling.tell_makers(initiative.published_version, "restored", by=by)
    return initiative


@transaction.atomic
def change_slug(initiative: Initiative, slug: str, *, by: User | None) -> Initiative:
    initiative = spine.change_slug(initiative, slug, by=by)
    projection.project([initiative.pk])
    return initiative
