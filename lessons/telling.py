"""Who hears what happened to a lesson: the people who work on it, the editors, or who proposed its evidence."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import User
from accounts.roles import Role
from lessons.models import Evidence, Lesson, LessonVersion
from notices import workflow as notices

EDITORS = (Role.EDITOR, Role.ADMINISTRATOR)


def tell_makers(version: LessonVersion | None, kind: str, *, by: User | None, words: str = "") -> None:
    """Let the owners of a lesson, and the authors of this version, know."""
    if version is None:
        return
    is_maker = Q(owned_lessons=version.record_id) | Q(written_lessonversions=version.pk)
    people = User.objects.filter(is_maker, is_active=True).distinct()
    notices.tell(people, kind, about=version.record, title=version.title, by=by, words=words)


def tell_editors(version: LessonVersion, kind: str, *, by: User | None) -> None:
    """Let everybody know who can look at a lesson."""
    notices.tell(_editors(), kind, about=version.record, title=version.title, by=by)


def tell_proposer(evidence: Evidence, kind: str, *, by: User | None, words: str = "") -> None:
    """Let the one who proposed evidence know what became of it."""
    if evidence.by:
        lesson = evidence.lesson
        notices.tell([evidence.by], kind, about=lesson, title=_titles([lesson.pk])[lesson.pk], by=by, words=words)


def tell_of_shifts(causes: dict[int, str], *, by: User | None) -> None:
    """Let editors and owners know that something under these lessons, given by their keys, has changed; and what."""
    if not causes:
        return
    lessons, titles = Lesson.objects.in_bulk(causes), _titles(causes)
    editors, owners = list(_editors()), _owners(causes)
    for key, words in causes.items():
        notices.tell(
            [*editors, *owners[key]], "lesson_shifted", about=lessons[key], title=titles[key], by=by, words=words
        )


def _editors() -> QuerySet[User]:
    return User.objects.filter(role__in=EDITORS, is_active=True)


def _owners(lessons: Collection[int]) -> dict[int, list[User]]:
    found: dict[int, list[User]] = defaultdict(list)
    for row in Lesson.owners.through.objects.filter(lesson__in=lessons).select_related("user"):
        found[row.lesson_id].append(row.user)
    return found


def _titles(lessons: Collection[int]) -> dict[int, str]:
    """What each lesson is called: as readers see it, else as it was written last."""
    found: dict[int, str] = {}
    versions: Any = LessonVersion.objects.filter(record__in=lessons).select_related("record").order_by("pk")
    for version in versions:
        if version.record_id not in found or version.record.published_version_id in {None, version.pk}:
            found[version.record_id] = version.title
    return found
