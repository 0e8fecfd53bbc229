"""The ten lessons of Wij in de Wijk that the site ships with."""

from pathlib import Path
from typing import Any

from curation.shipping import empty_draft, found_at, ship_records
from initiatives.harvest import read_lines
from initiatives.models import Initiative, Theme
from lessons import workflow
from lessons.models import InitiativeInLesson, Lesson, LessonSource, LessonVersion, ThemeInLesson

DATA = Path(__file__).parent / "data" / "wij_in_de_wijk.ndjson"
FIELDS = (
    "title",
    "statement",
    "explanation",
    "audiences",
    "for_policy",
    "for_professionals",
    "for_residents",
    "limits",
    "drawn_by",
    "language",
)


def load_lessons(file: Path = DATA) -> int:
    """Bring in the lessons; returns how many were made or renewed. The cases they name must be there.

    The passages that they rest on are brought in by `lessons.shipped_evidence`: those belong to no version.
    """
    rows = [{name: value for name, value in row.items() if name != "evidence"} for row in read_lines(file)]
    return ship_records(Lesson, rows, make=_make, renew=_renew)


def _make(values: dict[str, Any]) -> Lesson:
    record = Lesson.objects.create(slug=values["slug"])
    _publish(LessonVersion(record=record), values)
    return record


def _renew(record: Lesson, values: dict[str, Any]) -> None:
    _publish(empty_draft(record), values)


def _publish(version: LessonVersion, values: dict[str, Any]) -> None:
    for name in FIELDS:
        setattr(version, name, values[name])
    version.save()
    ThemeInLesson.objects.bulk_create(
        ThemeInLesson(content_object=version, tag=theme) for theme in found_at(Theme, values["themes"])
    )
    InitiativeInLesson.objects.bulk_create(
        InitiativeInLesson(version=version, initiative=case) for case in found_at(Initiative, values["initiatives"])
    )
    LessonSource.objects.bulk_create(LessonSource(version=version, **source) for source in values["sources"])
    workflow.publish(version, by=None)
