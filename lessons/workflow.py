"""The changes a lesson goes through: those of the spine; each keeps what is found right in the same transaction."""

from django.db import transaction

from accounts.models import User
from curation import telling
from curation import workflow as spine
from curation.first_drafts import begin_own
from curation.workflow import SecondPairOfEyesNeeded, TransitionNotAllowed
from lessons import grounds
from lessons.models import Lesson, LessonVersion, News
from search import findables

__all__ = ["SecondPairOfEyesNeeded", "TransitionNotAllowed"]

KIND = "lesson"

open_draft = spine.open_draft
keep_moment = spine.keep_moment


def propose(title: str, *, statement: str, by: User) -> LessonVersion:
    """A new lesson of `by`, with a draft that says this much."""
    return begin_own(LessonVersion(title=title, statement=statement), by=by)


@transaction.atomic
def submit(version: LessonVersion, *, by: User | None) -> None:
    """Offer a draft for review; how it was then is kept, whatever becomes of it in review."""
    spine.submit(version, by=by)
    spine.keep_moment(version, label="", by=by)
    telling.tell_editors(version, "lesson_submitted", by=by)


@transaction.atomic
def ask_for_changes(version: LessonVersion, *, by: User | None, reason: str) -> None:
    """Give a version in review back to its authors, with what should change."""
    spine.ask_for_changes(version, by=by, reason=reason)
    telling.tell_makers(version, "lesson_changes_asked", by=by, words=reason)


@transaction.atomic
def publish(version: LessonVersion, *, by: User | None, is_operator: bool = False) -> LessonVersion:
    """Show `version` to everybody; see curation.workflow.publish for what it refuses."""
    version = spine.publish(version, by=by, is_operator=is_operator)
    findables.renew(KIND, [version.record_id])
    grounds.renew([version.record_id])
    News.objects.create(lesson_id=version.record_id, kind=News.Kind.PUBLISHED)
    telling.tell_makers(version, "lesson_published", by=by)
    return version


@transaction.atomic
def withdraw(lesson: Lesson, *, by: User | None, reason: str) -> Lesson:
    lesson = spine.withdraw(lesson, by=by, reason=reason)
    findables.renew(KIND, [lesson.pk])
    telling.tell_makers(lesson.published_version, "lesson_withdrawn", by=by, words=reason)
    return lesson


@transaction.atomic
def restore(lesson: Lesson, *, by: User | None) -> Lesson:
    lesson = spine.restore(lesson, by=by)
    findables.renew(KIND, [lesson.pk])
    telling.tell_makers(lesson.published_version, "lesson_restored", by=by)
    return lesson


@transaction.atomic
def change_slug(lesson: Lesson, slug: str, *, by: User | None) -> Lesson:
    lesson = spine.change_slug(lesson, slug, by=by)
    findables.renew(KIND, [lesson.pk])
    return lesson
