"""A page of the list of lessons: what was asked, what was found, and the ways on from here."""

from functools import cached_property

from django.http import QueryDict

from initiatives.hits import CountedHits
from initiatives.listing import PAGE_SIZE, Listing
from lessons.browsing import index
from lessons.browsing.cards import LessonCard, cards_of
from lessons.browsing.facets import AUDIENCE, FACETS, THEME
from lessons.browsing.filters import LessonFilterSet, Sorting
from lessons.browsing.index import Lessons


class LessonResult(Listing):
    """What the list of lessons answers to a query string.

    Makes two queries: a look at what has changed, and the rows of the page; with words one more, and two or three for
    words that this process has not been asked before.
    """

    filters = LessonFilterSet
    sorting_choices = Sorting
    list_name = "lesson_list"
    facet_name = "lesson_facet"
    feed_name = "lesson_feed"
    shown_facets = FACETS
    open_facets = (AUDIENCE, THEME)
    index: Lessons
    hits: CountedHits

    def __init__(self, query: QueryDict) -> None:
        super().__init__(query, index.current())

    @cached_property
    def cards(self) -> list[LessonCard]:
        start = (self.page_number - 1) * PAGE_SIZE
        audiences = [value.slug for value in self.chosen.get(AUDIENCE, ())]
        return cards_of(self._numbers(start, start + PAGE_SIZE), self.index, first=audiences, matches=self.matches)

    @property
    def keys(self) -> list[int]:
        """The keys of all lessons that answer."""
        return [self.index.keys[number] for number in self.hits.numbers]

    def _numbers(self, start: int, stop: int) -> list[int]:
        if self.sorting == Sorting.RELEVANCE:
            return self.hits.most_relevant(start, stop)
        if self.sorting == Sorting.NEWEST:
            return self.hits.newest(start, stop)
        order = self.index.by_title if self.sorting == Sorting.TITLE else self.index.surest_first
        return [number for number in order if number in self.hits.numbers][start:stop]
