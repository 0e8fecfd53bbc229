"""What a question can be about: initiatives, lessons and publications, each asked as its own list is asked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Sum
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from initiatives import index
from initiatives.facets import BY_NAME as FACETS_OF_INITIATIVES
from initiatives.facets import Facet
from initiatives.filters import CatalogueFilterSet
from initiatives.models import Accommodation, Initiative, Involvement, Source
from initiatives.questions import QuestionFilterSet
from lessons.browsing import index as lesson_index
from lessons.browsing.facets import BY_NAME as FACETS_OF_LESSONS
from lessons.browsing.filters import LessonFilterSet
from lessons.models import Ground, Lesson, LessonSource
from publications.browsing import index as publication_index
from publications.browsing.facets import BY_NAME as FACETS_OF_PUBLICATIONS
from publications.browsing.filters import PublicationFilterSet
from publications.models import InitiativeInPublication, Publication


@dataclass(frozen=True)
class Quantity:
    """Something that can be added up over what was found; `add` takes the index and its hits."""

    label: str | Promise
    add: Callable[[Any, Any], int]


@dataclass(frozen=True)
class Subject:
    """What can be counted. `noun` says a number of them in words; `list_name` is the address of their list."""

    name: str
    label: str | Promise
    noun: Any
    filters: type[QuestionFilterSet]
    index: Callable[[], Any]
    facets: Mapping[str, Facet]
    list_name: str
    quantities: Mapping[str, Quantity] = field(default_factory=dict)

    @property
    def parameters(self) -> list[str]:
        """What may narrow it: the parameters of its list but for those that say how to show it."""
        shapes = {*self.filters._meta.form.shapes}
        return [name for name in self.filters.base_filters if name not in shapes]


def _rows_of_cases(model: Any) -> Callable[[Any, Any], int]:
    def add(_index: Any, hits: Any) -> int:
        rows: int = model._default_manager.filter(version__in=hits.entries().order_by().values("version")).count()
        return rows

    return add


def _keys(index: Any, hits: Any) -> list[int]:
    """The keys of the records that were found."""
    return [index.keys[number] for number in hits.numbers]


def _passages(index: Any, hits: Any) -> int:
    grounds = Ground.objects.filter(lesson__in=_keys(index, hits))
    return sum(grounds.aggregate(**{name: Coalesce(Sum(name), 0) for name in _STANCES}).values())


def _sources_of_lessons(index: Any, hits: Any) -> int:
    shown = Lesson.objects.filter(pk__in=_keys(index, hits)).values("published_version")
    return LessonSource.objects.filter(version__in=shown).count()


def _cases_of_publications(index: Any, hits: Any) -> int:
    shown = Publication.objects.filter(pk__in=_keys(index, hits)).values("published_version")
    public = Initiative.objects.published()
    return InitiativeInPublication.objects.filter(version__in=shown, initiative__in=public).count()


_STANCES = ("supports", "nuances", "contradicts")

SUBJECTS = {
    subject.name: subject
    for subject in (
        Subject(
            "initiatives",
            _("initiatives"),
            ngettext_lazy("%(number)s published initiative", "%(number)s published initiatives", "count"),
            CatalogueFilterSet,
            index.current,
            FACETS_OF_INITIATIVES,
            "initiative_list",
            {
                "actors": Quantity(_("parties involved"), _rows_of_cases(Involvement)),
                "accommodations": Quantity(_("places of meeting"), _rows_of_cases(Accommodation)),
                "sources": Quantity(_("sources"), _rows_of_cases(Source)),
            },
        ),
        Subject(
            "lessons",
            _("lessons"),
            ngettext_lazy("%(number)s published lesson", "%(number)s published lessons", "count"),
            LessonFilterSet,
            lesson_index.current,
            FACETS_OF_LESSONS,
            "lesson_list",
            {
                "passages": Quantity(_("passages that they rest on"), _passages),
                "sources": Quantity(_("sources"), _sources_of_lessons),
            },
        ),
        Subject(
            "publications",
            _("publications"),
            ngettext_lazy("%(number)s publication", "%(number)s publications", "count"),
            PublicationFilterSet,
            publication_index.current,
            FACETS_OF_PUBLICATIONS,
            "publication_list",
            {"cases": Quantity(_("cases that they are about"), _cases_of_publications)},
        ),
    )
}
