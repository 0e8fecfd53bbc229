"""Cases and lessons to choose for a bundle: by words, from a theme, or from a collection of one's own."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import QueryDict

from accounts.models import User
from initiatives.cards import card_of
from initiatives.catalogue import Result
from initiatives.index import current_values
from initiatives.models import Theme
from lessons.browsing.listing import LessonResult
from lessons.models import Lesson
from publications.bundles.composing import name_of
from shelf.models import Collection, Item
from shelf.reading import shown

MOST_OFFERED = 60


@dataclass(frozen=True)
class Offered:
    """A case or a lesson that can be put in a bundle; `note` tells them apart for people."""

    name: str
    title: str
    note: str
    language: str
    is_lesson: bool
    is_in: bool


@dataclass(frozen=True)
class Choosing:
    """What somebody asks: `q`, `thema` and `verzameling`; `having` are the names of what is in the bundle."""

    person: User
    query: QueryDict
    having: frozenset[str]

    def said(self, name: str) -> str:
        return self.query.get(name, "").replace("\x00", "").strip()[:200]

    @property
    def words(self) -> str:
        return self.said("q")

    @property
    def theme(self) -> str:
        return self.said("thema")

    @property
    def collection(self) -> str:
        return self.said("verzameling")

    @cached_property
    def themes(self) -> list[Any]:
        return list(Theme.objects.current().in_order())

    @cached_property
    def collections(self) -> list[Collection]:
        return list(Collection.objects.of(self.person).newest_first())

    @cached_property
    def found(self) -> list[Offered]:
        """The cases, and then the lessons, all of them as long as nothing is asked; a collection in its own order."""
        several = self._of_collection() if self.collection else self._answering()
        return list(several)[:MOST_OFFERED]

    @property
    def is_cut(self) -> bool:
        return len(self.found) == MOST_OFFERED

    def _of_collection(self) -> Iterator[Offered]:
        chosen = [each for each in self.collections if str(each.pk) == self.collection]
        items = Item.objects.filter(collection__in=chosen).select_related("initiative", "lesson").in_order()
        for each in shown(items):
            if each.title:
                record = each.item.lesson or each.item.initiative
                yield self._offered(record, each.title, each.place, each.language)

    def _answering(self) -> Iterator[Offered]:
        query = QueryDict(mutable=True)
        query.update({name: said for name, said in (("q", self.words), ("thema", self.theme)) if said})
        found = Result(query).hits.entries().for_cards().select_related("initiative")
        entries = found.order_by("sort_title", "number")[:MOST_OFFERED]
        values = current_values()
        for entry in entries:
            yield self._offered(entry.initiative, entry.title, card_of(entry, values).place_line, entry.language)
        keys = LessonResult(query).keys[:MOST_OFFERED]
        for lesson in Lesson.objects.published().with_published_version().filter(pk__in=keys).order_by("slug"):
            version: Any = lesson.published_version
            yield self._offered(lesson, version.title, version.statement, version.language)

    def _offered(self, record: Any, title: str, note: str, language: str) -> Offered:
        name = name_of(record)
        return Offered(name, title, note, language, isinstance(record, Lesson), name in self.having)
