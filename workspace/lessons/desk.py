"""The desk of lessons: what the shared pages of the workspace must know of them."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from curation.keys import keys_in
from initiatives.models import Theme
from lessons import workflow
from lessons.models import Audience, Lesson
from workspace.lessons.access import MAY_PROPOSE, MAY_PUBLISH
from workspace.lessons.forms import LABELS, LessonForm, LessonSourceRows
from workspace.lessons.sections import SECTIONS
from workspace.parts import Part, Rows, Value
from workspace.records.sheets.desk import SheetDesk
from workspace.records.sheets.sheet import Known, Sheet

SOURCES = Part("sources", (), rows=Rows("sources", LessonSourceRows, {"title": "title", "url": "url", "year": "year"}))
PARTS = MappingProxyType(
    {
        name: SOURCES if name == SOURCES.name else Part(name, (name,))
        for section in SECTIONS
        for name in section.part_names
    }
)


def _known(values: Iterable[Mapping[str, Value]]) -> Known:
    keys = keys_in(key for each in values for key in each["themes"]["themes"])
    return {
        "themes": {str(theme.pk): theme.label for theme in Theme.objects.filter(pk__in=keys)},
        "audiences": {value: str(label) for value, label in Audience.choices},
        "language": dict(settings.LANGUAGES),
    }


SHEET = Sheet(PARTS, SECTIONS, LessonForm, LABELS, _known, marked="explanation")

LESSONS = SheetDesk(
    page="workspace_lesson",
    prefix="workspace_lesson_",
    every="workspace_lessons",
    title=_("Lessons in the workspace"),
    links="workspace/lessons/_links.html",
    nobody=_("Nobody is working on this lesson now."),
    records=Lesson,
    workflow=workflow,
    sheet=SHEET,
    sheet_of=lambda _version: SHEET,
    may_work=MAY_PROPOSE,
    may_publish=MAY_PUBLISH,
    texts=(
        *("title", "statement", "explanation", "limits"),
        *("for_policy", "for_professionals", "for_residents", "drawn_by"),
    ),
    template="workspace/lessons/lesson.html",
)
