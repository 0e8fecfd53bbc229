"""Lessons as a busy reader sees them in a list: what each asks, how sure it is, and how many cases speak for it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from initiatives.facets import FacetValue
from lessons.browsing.index import Lessons
from lessons.models import Audience, Lesson, LessonVersion
from search.finding import Finding
from search.matching import Matches


@dataclass(frozen=True)
class LessonCard:
    """A lesson with what it asks (of whom, and what), and why it was found."""

    lesson: Lesson
    version: LessonVersion
    themes: tuple[FacetValue, ...]
    asks: list[tuple[str, str]]
    finding: Finding | None = None


def cards_of(
    numbers: Sequence[int], lessons: Lessons, *, first: Iterable[str] = (), matches: Matches | None = None
) -> list[LessonCard]:
    """The lessons with these numbers in this order, each with what it asks of the audiences `first` before the others.

    One query, and one for what was found when `matches` are given. A lesson that went away a moment ago is left out.
    """
    keys = [lessons.keys[number] for number in numbers]
    rows = Lesson.objects.published().for_browsing_cards().in_bulk(keys) if keys else {}
    findings = lessons.findings(numbers, matches)
    return [
        LessonCard(row, version, lessons.themes[number], asks_of(version, first), findings.get(number))
        for number, key in zip(numbers, keys, strict=True)
        if (row := rows.get(key)) and (version := row.published_version)
    ]


def asks_of(version: LessonVersion, first: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Of whom a lesson asks something, and what: the audiences `first` before the others."""
    order = dict.fromkeys((*(Audience(audience) for audience in first), *Audience))
    return [ask for audience in order if (ask := version.ask_of(audience))[1]]
