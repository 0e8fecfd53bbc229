"""By which words published lessons are found."""

from collections.abc import Iterable, Iterator
from typing import Any

from curation.rich_text import text_of
from lessons.models import Lesson
from search.findables import Entry


def found_lessons(keys: Iterable[Any] | None) -> Iterator[Entry]:
    """The published lessons, or those of them with these keys."""
    lessons = Lesson.objects.published().with_card_details()
    for lesson in lessons if keys is None else lessons.filter(pk__in=keys):
        version: Any = lesson.published_version
        themes = [word for row in version.theme_rows.all() for word in (row.tag.name, *row.tag.synonyms)]
        asks = [version.for_policy, version.for_professionals, version.for_residents, version.limits]
        text = "\n".join(part for part in (text_of(version.explanation), *asks) if part)
        yield Entry(
            lesson.pk,
            version.title,
            lesson.get_absolute_url(),
            themes,
            text,
            summary=version.statement,
            language=version.language,
        )
