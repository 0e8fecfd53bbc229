"""Who hears what happened under a lesson: the editors, its owners, or who proposed its evidence."""

from collections import defaultdict
from collections.abc import Collection

from accounts.models import User
from curation.telling import editors
from lessons.models import BearsOnLesson, Lesson, LessonVersion
from notices import workflow as notices


def tell_proposer(evidence: BearsOnLesson, kind: str, *, by: User | None, words: str = "") -> None:
    """Let the one who proposed evidence know what became of it."""
    if evidence.by:
        lesson = evidence.lesson
        notices.tell([evidence.by], kind, about=lesson, title=_titles([lesson.pk])[lesson.pk], by=by, words=words)


def tell_of_shifts(causes: dict[int, str], *, by: User | None) -> None:
    """Let editors and owners know that something under these lessons, given by their keys, has changed; and what."""
    if not causes:
        return
    lessons, titles = Lesson.objects.in_bulk(causes), _titles(causes)
    all_editors, owners = list(editors()), _owners(causes)
    for key, words in causes.items():
        notices.tell(
            [*all_editors, *owners[key]], "lesson_shifted", about=lessons[key], title=titles[key], by=by, words=words
        )


def _owners(lessons: Collection[int]) -> dict[int, list[User]]:
    found: dict[int, list[User]] = defaultdict(list)
    for row in Lesson.owners.through.objects.filter(lesson__in=lessons).select_related("user"):
        found[row.lesson_id].append(row.user)
    return found


def _titles(lessons: Collection[int]) -> dict[int, str]:
    """What each lesson is called: as readers see it, else as it was written last."""
    found: dict[int, str] = {}
    versions = LessonVersion.objects.filter(record__in=lessons).order_by("pk")
    for key, lesson, published, title in versions.values_list("pk", "record", "record__published_version", "title"):
        if lesson not in found or published in {None, key}:
            found[lesson] = title
    return found
