"""What has happened that people may follow, found from the tables."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import QueryDict

from initiatives.catalogue import Result
from initiatives.models import CatalogueEntry, Initiative, ThemeInVersion
from lessons.models import Lesson, News, ThemeInLesson
from shelf import kinds


@dataclass(frozen=True)
class Happening:
    """Something that people are told: `key` tells it apart from all others, `kind` is that of the notice about it."""

    key: str
    kind: str
    model: type[Initiative] | type[Lesson]
    record: int
    title: str
    at: datetime


def news_of_lessons(lessons: Collection[int], since: datetime) -> Iterator[tuple[int, Happening]]:
    """For each of these lessons, by its key: that its evidence or its certainty has changed."""
    public = {f"lesson__{name}": value for name, value in _PUBLIC.items()}
    found: Any = News.objects.filter(lesson__in=lessons, at__gte=since, kind__in=kinds.OF_NEWS, **public)
    for news in found.select_related("lesson__published_version").order_by("at", "pk"):
        title = news.lesson.published_version.title
        yield (
            news.lesson_id,
            Happening(f"news:{news.pk}", kinds.name_of(news.kind), Lesson, news.lesson_id, title, news.at),
        )


def lessons_at_themes(themes: Collection[int], since: datetime) -> Iterator[tuple[int, Happening]]:
    """For each of these themes: the lessons that came to it."""
    rows = Lesson.objects.filter(**_PUBLIC, published_version__published_at__gte=since)
    current = {
        key: (number, title)
        for key, number, title in rows.values_list("pk", "published_version__number", "published_version__title")
    }
    for theme, lesson, number, at in _arrivals(ThemeInLesson, current, themes, since):
        key = f"theme:{theme}:lesson:{lesson}:{number}"
        yield theme, Happening(key, kinds.CAME_LESSON, Lesson, lesson, current[lesson][1], at)


def cases_at_themes(themes: Collection[int], since: datetime) -> Iterator[tuple[int, Happening]]:
    """For each of these themes: the cases that came to it."""
    rows = CatalogueEntry.objects.filter(published_at__gte=since).values_list("pk", "version__number", "title")
    current = {key: (number, title) for key, number, title in rows}
    for theme, case, number, at in _arrivals(ThemeInVersion, current, themes, since):
        key = f"theme:{theme}:case:{case}:{number}"
        yield theme, Happening(key, kinds.CAME_CASE, Initiative, case, current[case][1], at)


def cases_answering(queries: Collection[str], since: datetime) -> Iterator[tuple[str, Happening]]:
    """For each of these query strings: the cases that were first published since, and answer it now."""
    new = list(
        CatalogueEntry.objects.filter(published_at__gte=since, first_published_at__gte=since)
        .order_by("number")
        .values_list("number", flat=True)
    )
    for query in queries if new else ():
        entries = Result(QueryDict(query)).hits.entries().filter(number__in=new).order_by("number")
        for case, title, at in entries.values_list("pk", "title", "first_published_at"):
            yield query, Happening(f"new:{case}", kinds.CAME_CASE, Initiative, case, title, at)


_PUBLIC = {"published_version__isnull": False, "withdrawn_at": None}


def _arrivals(
    rows: Any, current: dict[int, tuple[int | None, str]], themes: Collection[int], since: datetime
) -> Iterator[tuple[int, int, int, datetime]]:
    """Theme, record, number of the version that brought it there, and when: for what still stands there.

    `current` gives the number of the version that readers see, by record.
    """
    having: dict[tuple[int, int], dict[int, datetime]] = defaultdict(dict)
    found = rows.objects.filter(
        tag__in=themes, content_object__record__in=list(current), content_object__status="published"
    )
    columns = ("tag", "content_object__record", "content_object__number", "content_object__published_at")
    for theme, record, number, at in found.values_list(*columns):
        having[theme, record][number] = at
    for (theme, record), published in sorted(having.items()):
        number = current[record][0]
        if number is None or number not in published:
            continue
        while number - 1 in published:
            number -= 1
        if published[number] >= since:
            yield theme, record, number, published[number]
