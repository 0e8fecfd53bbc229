"""Lessons, the passages that they rest on, and how sure they are."""

from lessons.models.certainty import Assessment, Certainty, Concern
from lessons.models.evidence import Coding, Evidence, Stance
from lessons.models.ground import Ground, News, Shift, Standing
from lessons.models.looking import Looked
from lessons.models.passages import Passage, PassagePlace, PassageState
from lessons.models.records import (
    Audience,
    InitiativeInLesson,
    Lesson,
    LessonSource,
    LessonVersion,
    ThemeInLesson,
)

__all__ = [
    "Assessment",
    "Audience",
    "Certainty",
    "Coding",
    "Concern",
    "Evidence",
    "Ground",
    "InitiativeInLesson",
    "Lesson",
    "LessonSource",
    "LessonVersion",
    "Looked",
    "News",
    "Passage",
    "PassagePlace",
    "PassageState",
    "Shift",
    "Stance",
    "Standing",
    "ThemeInLesson",
]
