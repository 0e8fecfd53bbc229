"""What the address bar may ask of the catalogue, beside what it may ask of any list with facets."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from initiatives.facets import BY_NAME, FACETS, FacetValue
from initiatives.questions import FacetFilter, FixedChoiceFilter, QuestionFilterSet, QuestionForm, YearFilter


class Sorting(models.TextChoices):
    RELEVANCE = "relevantie", _("Relevance")
    NEWEST = "nieuwste", _("Newest")
    TITLE = "titel", _("Title")
    MUNICIPALITY = "gemeente", _("Municipality")


class Display(models.TextChoices):
    LIST = "lijst", _("List")
    MAP = "kaart", _("Map")
    TABLE = "tabel", _("Table")
    MATRIX = "matrix", _("Matrix")


_SIDES = [(facet.name, facet.label) for facet in FACETS]
ALSO = "ook"
"""Values that narrow beside what is chosen in their facet: `thema.armoede`, or any other value by its facet."""


class CatalogueForm(QuestionForm):
    facets = BY_NAME
    repeated = (ALSO,)
    shapes = ("sorteer", "weergave", "rijen", "kolommen")

    def clean_further(self) -> None:
        self.cleaned_data[ALSO] = tuple(dict.fromkeys(self._also(self.cleaned_data.get(ALSO) or [])))

    def _also(self, texts: list[str]) -> Iterator[FacetValue]:
        for text in texts:
            name, _dot, slug = text.partition(".")
            value = self.values.resolve(BY_NAME[name], slug) if name in BY_NAME else None
            if value:
                yield value
            else:
                self.leave_out(ALSO, text)


class CatalogueFilterSet(QuestionFilterSet):
    jaar_van = YearFilter(_("Started from"))
    jaar_tot = YearFilter(_("Started until"))
    sorteer = FixedChoiceFilter(Sorting.choices, _("Sort by"))
    weergave = FixedChoiceFilter(Display.choices, _("Show as"))
    rijen = FixedChoiceFilter(_SIDES, _("Rows"))
    kolommen = FixedChoiceFilter(_SIDES, _("Columns"))
    ook = FacetFilter(label=_("Also"))

    class Meta(QuestionFilterSet.Meta):
        form = CatalogueForm

    @property
    def further(self) -> dict[str, tuple[tuple[Any, ...], ...]]:
        also = {ALSO: tuple((value,) for value in self.also)} if self.also else {}
        return also | super().further

    @property
    def also(self) -> tuple[FacetValue, ...]:
        values: tuple[FacetValue, ...] = self.cleaned[ALSO]
        return values
