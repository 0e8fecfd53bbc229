"""What the rows of the matrix can be: lessons, or themes; each knows what counts as found in a case."""

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from initiatives.cards import Card
from initiatives.models import CatalogueEntry, Theme
from lessons.models import Coding, Evidence, Stance
from lessons.refi_qda.codebook import lessons_to_code_with, themes_to_code_with

SIGNS = {Stance.SUPPORTS: "+", Stance.NUANCES: "±", Stance.CONTRADICTS: "−"}
Place = tuple[int, int]  # keys of a row and a case


@dataclass(frozen=True)
class Row:
    """A lesson or theme at the side of the matrix."""

    key: int
    slug: str
    title: str
    url: str


@dataclass(frozen=True)
class Found:
    """How many passages were found, by stance (empty for themes); `proposed` of them do not count yet."""

    number: int
    stances: tuple[tuple[Stance, int], ...] = ()
    proposed: int = 0

    @property
    def signs(self) -> str:
        """The stances in short, such as “+2 −1”; the number when there are none."""
        return " ".join(f"{SIGNS[stance]}{number}" for stance, number in self.stances) or str(self.number)


class Kind(ABC):
    """One kind of rows. `field` is what a passage and a look refer to it by."""

    name: str
    label: Any
    field: str

    @abstractmethod
    def rows(self) -> QuerySet[Any]:
        """All rows in order."""

    @abstractmethod
    def row(self, thing: Any) -> Row: ...

    @abstractmethod
    def found(self, rows: Collection[int], cases: Collection[int]) -> dict[Place, Found]:
        """What was found where; in one query."""

    @abstractmethod
    def passages(self, row: int, case: int) -> QuerySet[Any]:
        """What stands in one cell, each with its passage."""

    def own(self, _cards: Collection[Card]) -> set[tuple[str, int]]:
        """Which cases say so of themselves: slug of the row, key of the case."""
        return set()


class Lessons(Kind):
    name, label, field = "lessen", _("Lessons"), "lesson"

    def rows(self) -> QuerySet[Any]:
        lessons = lessons_to_code_with().annotate(title=Coalesce("shown_title", "drafted_title"))
        return lessons.order_by("title", "pk")

    def row(self, thing: Any) -> Row:
        return Row(thing.pk, thing.slug, thing.title, thing.get_absolute_url() if thing.published_version_id else "")

    def found(self, rows: Collection[int], cases: Collection[int]) -> dict[Place, Found]:
        counted = (
            Evidence.objects.filter(dropped_at=None, lesson__in=list(rows), passage__version__record__in=list(cases))
            .order_by()
            .values_list("lesson", F("passage__version__record"), "stance")
            .annotate(number=Count("*"), proposed=Count("pk", filter=Q(accepted_at=None)))
        )
        by_place: dict[Place, dict[Stance, tuple[int, int]]] = defaultdict(dict)
        for row, case, stance, number, proposed in counted:
            by_place[row, case][Stance(stance)] = (number, proposed)
        return {place: _found(stances) for place, stances in by_place.items()}

    def passages(self, row: int, case: int) -> QuerySet[Any]:
        evidence = Evidence.objects.filter(dropped_at=None, lesson=row, passage__version__record=case)
        return evidence.select_related("passage__place", "passage__version__record", "by").order_by("stance", "pk")


class Themes(Kind):
    name, label, field = "themas", _("Themes"), "theme"

    def rows(self) -> QuerySet[Any]:
        return Theme.objects.filter(pk__in=themes_to_code_with().values("pk")).in_order()

    def row(self, thing: Any) -> Row:
        return Row(thing.pk, thing.slug, thing.label, thing.get_absolute_url())

    def found(self, rows: Collection[int], cases: Collection[int]) -> dict[Place, Found]:
        counted = (
            Coding.objects.filter(theme__in=list(rows), passage__version__record__in=list(cases))
            .order_by()
            .values_list("theme", F("passage__version__record"))
            .annotate(number=Count("passage", distinct=True))
        )
        return {(row, case): Found(number) for row, case, number in counted}

    def passages(self, row: int, case: int) -> QuerySet[Any]:
        codings = Coding.objects.filter(theme=row, passage__version__record=case)
        return codings.select_related("passage__place", "passage__version__record", "by").order_by("passage", "pk")

    def own(self, cards: Collection[Card]) -> set[tuple[str, int]]:
        return {(theme.slug, _key(card.entry)) for card in cards for theme in card.themes}


KINDS: dict[str, Kind] = {kind.name: kind for kind in (Lessons(), Themes())}
USUAL = "lessen"


def _found(stances: dict[Stance, tuple[int, int]]) -> Found:
    listed = tuple((stance, stances[stance][0]) for stance in Stance if stance in stances)
    return Found(sum(number for _stance, number in listed), listed, sum(proposed for _n, proposed in stances.values()))


def _key(entry: CatalogueEntry) -> int:
    return entry.initiative_id
