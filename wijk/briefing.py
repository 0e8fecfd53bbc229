"""A theme as a briefing: what it is, what was learned, where it was seen and what to read, to take along on paper."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from initiatives import index
from initiatives.cards import Card, card_of, entries_by_number
from initiatives.facets import MUNICIPALITY, THEME, FacetValue
from initiatives.feeds import MOST, add_case, new_feed
from initiatives.hits import Hits
from initiatives.map import CountedMap, counted_map
from initiatives.models import Theme
from initiatives.selection import Selection
from lessons.browsing import index as lesson_index
from lessons.browsing.cards import LessonCard, cards_of
from lessons.browsing.feeds import add_news
from lessons.models import News
from publications.browsing.feeds import add_publication
from publications.models import Publication

MOST_LESSONS = 10
MOST_CASES = 20
MOST_PUBLICATIONS = 20


@dataclass(frozen=True)
class Part:
    """A part of the briefing, for the table of contents."""

    name: str
    label: Any
    total: int


class Briefing:
    """What is known of a theme now. Makes six queries: a look at what has changed, and what is shown."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self._catalogue = index.current()
        self._lessons = lesson_index.current()
        self._value: FacetValue = self._catalogue.values.by_code[THEME.code(theme.pk)]
        selection = Selection(chosen={THEME: (self._value,)})
        self._cases: Hits = self._catalogue.ask(selection)
        self._learned = self._lessons.ask(selection)

    @property
    def as_of(self) -> date:
        """The day of the figures: what is shown is always what is known now."""
        return timezone.localdate()

    @cached_property
    def parts(self) -> list[Part]:
        """Those that have something to show."""
        parts = (
            Part("lessons", _("What we learned"), self.lessons_total),
            Part("cases", _("Where it was seen"), self.cases_total),
            Part("reading", _("What to read"), self.publications_total),
        )
        return [part for part in parts if part.total]

    @cached_property
    def lessons_total(self) -> int:
        return self._learned.total

    @cached_property
    def lessons(self) -> list[LessonCard]:
        """The surest first."""
        found = self._learned.numbers
        numbers = [number for number in self._lessons.surest_first if number in found]
        return cards_of(numbers[:MOST_LESSONS], self._lessons)

    @cached_property
    def cases_total(self) -> int:
        return self._cases.total

    @cached_property
    def cases(self) -> list[Card]:
        """The newest first."""
        numbers = self._cases.newest(0, MOST_CASES)
        return [card_of(entry, self._catalogue.values) for entry in entries_by_number(numbers)]

    @cached_property
    def map(self) -> CountedMap:
        values = self._catalogue.values
        counts = {value.slug: number for value, number in self._by_municipality.items()}
        return counted_map(values.register, counts, url_of=self._cases_in)

    @property
    def municipalities_total(self) -> int:
        return len(self._by_municipality)

    @cached_property
    def publications_total(self) -> int:
        return self._read.count()

    @cached_property
    def publications(self) -> list[Publication]:
        """The newest first."""
        return list(self._read[:MOST_PUBLICATIONS])

    def feed(self) -> str:
        """What is new in the theme, the newest first: its cases and publications, and what changed in its lessons."""
        feed = new_feed(self.theme.label, self.theme.get_absolute_url(), reverse("theme_feed", args=[self.theme.slug]))
        keys = [self._lessons.keys[number] for number in self._learned.numbers]
        add_news(feed, News.objects.of_lessons(keys).newest_first()[:MOST])
        for entry in entries_by_number(self._cases.newest(0, MOST)):
            add_case(feed, card_of(entry, self._catalogue.values))
        for publication in self._read[:MOST]:
            add_publication(feed, publication)
        feed.items = sorted(feed.items, key=lambda item: item["updateddate"], reverse=True)[:MOST]
        return feed.writeString("utf-8")

    @cached_property
    def _by_municipality(self) -> dict[FacetValue, int]:
        return dict(self._cases.among(self._catalogue.values.by_facet[MUNICIPALITY]))

    @property
    def _read(self) -> QuerySet[Publication]:
        return Publication.objects.about_theme(self.theme.pk).with_card_details().newest_first()

    def _cases_in(self, slug: str) -> str:
        return f"{reverse('initiative_list')}?{urlencode({'thema': self.theme.slug, 'gemeente': slug})}"
