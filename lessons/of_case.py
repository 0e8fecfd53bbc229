"""What the page of a case shows of the lessons that rest on it."""

from dataclasses import dataclass
from typing import Any

from initiatives.models import Initiative
from lessons.models import Lesson, Stance


@dataclass(frozen=True)
class LessonOfCase:
    """A lesson, and in words how passages of the case bear on it; nothing when the lesson names the case alone."""

    lesson: Lesson
    stances: str


def lessons_of_case(case: Initiative) -> dict[str, Any] | None:
    """What lessons/_of_case.html shows."""
    lessons: Any = Lesson.objects.resting_on_initiative(case.pk).with_published_version().in_order()
    rows = [LessonOfCase(lesson, _in_words(lesson.stances)) for lesson in lessons]
    return {"lessons": rows} if rows else None


def _in_words(stances: list[str]) -> str:
    return ", ".join(str(stance.label) for stance in Stance if stance in stances)
