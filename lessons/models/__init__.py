"""Lessons, the passages that they rest on, and how sure they are."""

from lessons.models.certainty import Assessment, Certainty, Concern
from lessons.models.evidence import BearsOnLesson, Coding, Evidence, Stance
from lessons.models.ground import Ground, News, Shift, Standing
from lessons.models.looking import Looked
from lessons.models.passages import MarkedWords, Passage, PassagePlace, PassageState, PlaceOfWords
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
    "BearsOnLesson",
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
    "MarkedWords",
    "News",
    "Passage",
    "PassagePlace",
    "PassageState",
    "PlaceOfWords",
    "Shift",
    "Stance",
    "Standing",
    "ThemeInLesson",
]
