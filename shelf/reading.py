"""Collections as people read them: each item as it is now, or that it is not public any more."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from initiatives.cards import card_of
from initiatives.facets import FacetValues
from initiatives.index import current_values
from initiatives.models import CatalogueEntry
from lessons.models import Lesson
from shelf.models import Item


@dataclass(frozen=True)
class Shown:
    """`title` is empty for what is not public: `address` then leads to a page that says so, if there is one."""

    item: Item
    address: str
    title: str = ""
    place: str = ""
    summary: str = ""
    language: str = ""

    @property
    def is_lesson(self) -> bool:
        return self.item.lesson_id is not None

    @property
    def slug(self) -> str:
        record: Any = self.item.lesson or self.item.initiative
        return record.slug


def shown(items: Iterable[Item]) -> list[Shown]:
    """What these are now, in a fixed number of queries."""
    several = list(items)
    entries = CatalogueEntry.objects.for_cards().in_bulk([each.initiative_id for each in several if each.initiative_id])
    public: Any = Lesson.objects.published().with_published_version()
    lessons = public.in_bulk([each.lesson_id for each in several if each.lesson_id])
    values = current_values()
    return [
        _case(each, entries[each.initiative_id], values)
        if each.initiative_id in entries
        else _lesson(each, lessons[each.lesson_id])
        if each.lesson_id in lessons
        else Shown(each, _address(each))
        for each in several
    ]


def _case(item: Item, entry: CatalogueEntry, values: FacetValues) -> Shown:
    place = card_of(entry, values).place_line
    return Shown(item, entry.get_absolute_url(), entry.title, place, entry.summary, entry.language)


def _lesson(item: Item, lesson: Any) -> Shown:
    version = lesson.published_version
    return Shown(item, lesson.get_absolute_url(), version.title, "", version.statement, version.language)


def _address(item: Item) -> str:
    record: Any = item.lesson or item.initiative
    return record.get_absolute_url() if record.withdrawn_at else ""
