"""The changes a lesson goes through: those of the spine; each keeps what is found right in the same transaction."""

from django.db import transaction

from accounts.models import User
from curation import workflow as spine
from curation.workflow import SecondPairOfEyesNeeded, TransitionNotAllowed
from lessons import grounds
from lessons.models import Lesson, LessonVersion, News
from search import findables

__all__ = ["SecondPairOfEyesNeeded", "TransitionNotAllowed"]

KIND = "lesson"

open_draft = spine.open_draft
submit = spine.submit
ask_for_changes = spine.ask_for_changes


@transaction.atomic
def publish(version: LessonVersion, *, by: User | None, is_operator: bool = False) -> LessonVersion:
    """Show `version` to everybody; see curation.workflow.publish for what it refuses."""
    version = spine.publish(version, by=by, is_operator=is_operator)
    findables.renew(KIND, [version.record_id])
    grounds.renew([version.record_id])
    News.objects.create(lesson_id=version.record_id, kind=News.Kind.PUBLISHED)
    return version


@transaction.atomic
def withdraw(lesson: Lesson, *, by: User | None, reason: str) -> Lesson:
    lesson = spine.withdraw(lesson, by=by, reason=reason)
    findables.renew(KIND, [lesson.pk])
    return lesson


@transaction.atomic
def restore(lesson: Lesson, *, by: User | None) -> Lesson:
    lesson = spine.restore(lesson, by=by)
    findables.renew(KIND, [lesson.pk])
    return lesson


@transaction.atomic
def change_slug(lesson: Lesson, slug: str, *, by: User | None) -> Lesson:
    lesson = spine.change_slug(lesson, slug, by=by)
    findables.renew(KIND, [lesson.pk])
    return lesson
