"""What the home page shows, kept in the process until something changes that it tells of."""

from typing import Any

from django.urls import get_script_prefix
from django.utils import timezone
from django.utils.translation import get_language

from changes.log import look
from changes.models import Kind as Changed
from initiatives import facets, index
from initiatives.cards import Card, card_of
from initiatives.facets import THEME, FacetValues
from initiatives.models import CatalogueEntry
from initiatives.querysets import CatalogueEntryQuerySet
from lessons.browsing import index as lesson_index
from lessons.browsing.facets import AUDIENCE
from lessons.models import Lesson
from publications.models import Kind, Publication
from wijk.map_of_cases import map_of_cases

NEWEST = 4
ON_THE_WALL = 29
THEMES = 12
LESSONS = 3
THEMES_OF_LESSONS = 6

_TELLS_OF = (Changed.CONTENT, Changed.ENTRIES, Changed.VALUES, Changed.PLACES, Changed.FINDABLES)


class _Kept:
    """The page by language, of one state of everything."""

    def __init__(self) -> None:
        self._state: object = None
        self._values: FacetValues | None = None
        self._by_language: dict[str | None, dict[str, Any]] = {}

    def current(self) -> dict[str, Any]:
        values = index.current_values()
        mark = look().mark(*_TELLS_OF)
        if mark is None:
            return _made(values)
        state = (mark, timezone.localdate(), get_script_prefix())
        if state != self._state or values is not self._values:
            self._state, self._values, self._by_language = state, values, {}
        language = get_language()
        if language not in self._by_language:
            self._by_language[language] = _made(values)
        return self._by_language[language]


_kept = _Kept()


def shown() -> dict[str, Any]:
    """What its template is given; the same for everybody who reads one language."""
    return dict(_kept.current())


def _made(values: FacetValues) -> dict[str, Any]:
    counts = index.current().ask().counts
    entries = CatalogueEntry.objects.for_cards()
    bundles = Publication.objects.published().of_kind(Kind.BUNDLE).with_card_details().newest_first()
    return {
        "total": counts.total,
        "map": map_of_cases(values, counts),
        "themes": facets.largest(THEME, values, counts.by_value, THEMES),
        "newest": _cards(entries.complete_first()[:NEWEST], values),
        "lesson_ways": _ways_to_lessons(),
        "lessons": list(Lesson.objects.published().with_card_details().in_order()[:LESSONS]),
        "publications": list(bundles),
        "mosaic": _cards(entries.by_title()[:ON_THE_WALL], values),
    }


def _cards(entries: CatalogueEntryQuerySet, values: FacetValues) -> list[Card]:
    return [card_of(entry, values) for entry in entries]


def _ways_to_lessons() -> list[facets.ValueCount]:
    """Audiences, and the themes with most lessons."""
    learned = lesson_index.current()
    counts = learned.ask().counts.by_value
    audiences = [item for item in facets.every_value(AUDIENCE, learned.values, counts, ()) if item.count]
    return [*audiences, *facets.largest(THEME, learned.values, counts, THEMES_OF_LESSONS)]
