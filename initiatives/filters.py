"""What the address bar may ask of the catalogue. What it does not understand is named in a message and left out."""

from collections.abc import Iterable, Iterator
from functools import cache, partial
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import QueryDict
from django.utils.text import Truncator, format_lazy
from django.utils.translation import gettext_lazy as _

from initiatives.facets import BY_NAME, FACETS, Facet, FacetValue, FacetValues
from initiatives.likeness import MOST_PLACES, MOST_WEIGHT, NUMBER, PLACE, USUAL_NUMBER, USUAL_WEIGHTS, Likeness
from initiatives.models import CatalogueEntry
from initiatives.querysets import CatalogueEntryQuerySet
from initiatives.selection import Selection
from search.query import LONGEST


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
MOST_CHOSEN = 100  # every link of a page says all that is chosen, so a page grows with the square of it
ALSO = "ook"
"""Values that narrow beside what is chosen in their facet: `thema.armoede`, or any other value by its facet."""


class RepeatedField(forms.Field):
    """All values that a parameter has in the query string, each once."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[str]:
        return list(dict.fromkeys(text.strip() for text in value or () if text.strip()))


class Asking(django_filters.Filter):
    """Cleans one parameter. What it asks is answered by `initiatives.index`, for all parameters at once."""

    def filter(self, qs: CatalogueEntryQuerySet, _value: Any) -> CatalogueEntryQuerySet:
        return qs


class FacetFilter(Asking):
    field_class = RepeatedField


class CatalogueForm(forms.Form):
    """Cleans the query string; facet values become FacetValue, unknown ones become errors beside the known."""

    def __init__(self, *args: Any, values: FacetValues, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.values = values

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["q"] = (self.cleaned_data.get("q") or "")[:LONGEST]
        for name, facet in BY_NAME.items():
            self._resolve(facet, self.cleaned_data.get(name) or [])
        for name in ("sorteer", "weergave", "rijen", "kolommen"):
            self.cleaned_data.setdefault(name, "")
        self.cleaned_data[ALSO] = tuple(dict.fromkeys(self._also(self.cleaned_data.get(ALSO) or [])))
        self._leave_out_too_many()
        self.cleaned_data[PLACE] = self._likeness(self.cleaned_data.get(PLACE) or "")
        return self.cleaned_data

    def _also(self, texts: list[str]) -> Iterator[FacetValue]:
        for text in texts:
            name, _dot, slug = text.partition(".")
            value = self.values.resolve(BY_NAME[name], slug) if name in BY_NAME else None
            if value:
                yield value
            else:
                self._leave_out(ALSO, text)

    def _likeness(self, text: str) -> Likeness | None:
        """The likeness to the place that `text` names, weighed as asked."""
        if not text:
            return None
        found = self.values.register.resolve(text).municipality
        if found is None:
            self._leave_out(PLACE, text)
            return None
        asked = {name: self.cleaned_data[name] for name in USUAL_WEIGHTS if self.cleaned_data.get(name) is not None}
        weights = {**USUAL_WEIGHTS, **asked}
        if not any(weights.values()):
            self.add_error(PLACE, _("One weight at least must be above 0; these are the usual ones."))
            weights = dict(USUAL_WEIGHTS)
        return Likeness(found, weights, self.cleaned_data.get(NUMBER) or USUAL_NUMBER)

    def _resolve(self, facet: Facet, texts: list[str]) -> None:
        found = {text: self.values.resolve(facet, text) for text in texts}
        for text in [text for text, value in found.items() if value is None]:
            self._leave_out(facet.name, text)
        self.cleaned_data[facet.name] = tuple(dict.fromkeys(value for value in found.values() if value))

    def _leave_out_too_many(self) -> None:
        """Take no more values than a page can say in all its links."""
        room = MOST_CHOSEN
        for name in (*BY_NAME, ALSO):
            chosen = self.cleaned_data[name]
            if len(chosen) > room:
                message = _("%(label)s: only the first %(number)s count, no more than %(most)s can be chosen in all.")
                params = {"label": self.fields[name].label, "number": room, "most": MOST_CHOSEN}
                self.add_error(name, ValidationError(message, code="too_many", params=params))
                self.cleaned_data[name] = chosen[:room]
            room = max(room - len(chosen), 0)

    def _leave_out(self, name: str, text: str) -> None:
        """Say that the parameter `name` does not know `text`."""
        message = _("%(label)s “%(value)s” is not known and is left out.")
        params = {"label": self.fields[name].label, "value": Truncator(text).chars(60)}
        self.add_error(name, ValidationError(message, code="unknown", params=params))


class WordsFilter(Asking):
    field_class = forms.CharField


class YearFilter(Asking):
    field_class = forms.IntegerField

    def __init__(self, label: Any) -> None:
        said = format_lazy(_("{label} takes a year of four digits and is left out."), label=label)
        messages = dict.fromkeys(("invalid", "min_value", "max_value"), said)
        super().__init__(label=label, min_value=1000, max_value=2999, error_messages=messages)


class NumberFilter(Asking):
    field_class = forms.IntegerField

    def __init__(self, label: Any, least: int, most: int) -> None:
        said = format_lazy(
            _("{label} takes a number from {least} to {most} and is left out."), label=label, least=least, most=most
        )
        messages = dict.fromkeys(("invalid", "min_value", "max_value"), said)
        super().__init__(label=label, min_value=least, max_value=most, error_messages=messages)


class FixedChoiceFilter(Asking):
    """How to show the result."""

    field_class = forms.ChoiceField

    def __init__(self, choices: Iterable[tuple[str, Any]], label: Any) -> None:
        said = {"invalid_choice": _("“%(value)s” is not known here and is left out.")}
        super().__init__(label=label, choices=list(choices), error_messages=said)


class CatalogueFilterSet(django_filters.FilterSet):
    q = WordsFilter(label=_("Words"))
    jaar_van = YearFilter(_("Started from"))
    jaar_tot = YearFilter(_("Started until"))
    sorteer = FixedChoiceFilter(Sorting.choices, _("Sort by"))
    weergave = FixedChoiceFilter(Display.choices, _("Show as"))
    rijen = FixedChoiceFilter(_SIDES, _("Rows"))
    kolommen = FixedChoiceFilter(_SIDES, _("Columns"))
    ook = FacetFilter(label=_("Also"))
    zoals = WordsFilter(label=_("Municipalities like"))
    zoals_aantal = NumberFilter(_("Number of municipalities"), 1, MOST_PLACES)
    w_inwoners = NumberFilter(_("Weight of population"), 0, MOST_WEIGHT)
    w_stedelijkheid = NumberFilter(_("Weight of urbanity"), 0, MOST_WEIGHT)
    w_provincie = NumberFilter(_("Weight of province"), 0, MOST_WEIGHT)

    class Meta:
        model = CatalogueEntry
        fields: list[str] = []
        form = CatalogueForm

    def __init__(self, data: QueryDict, *, values: FacetValues) -> None:
        """Without what a filter set does for each request to filter a queryset, which is not what ours is for."""
        self.is_bound, self.data, self.filters, self.form_prefix = True, data, self.base_filters, None
        self.values = values
        self.form.is_valid()

    @classmethod
    def get_filters(cls) -> dict[str, django_filters.Filter]:
        return super().get_filters() | {name: FacetFilter(label=facet.label) for name, facet in BY_NAME.items()}

    def get_form_class(self) -> Any:
        return partial(_form_class(), values=self.values)

    @property
    def cleaned(self) -> dict[str, Any]:
        """What was understood, by parameter."""
        return self.form.cleaned_data

    @property
    def selection(self) -> Selection:
        """What is asked, as far as it was understood."""
        cleaned = self.cleaned
        chosen = {facet: cleaned[name] for name, facet in BY_NAME.items() if cleaned.get(name)}
        further: dict[str, tuple[tuple[FacetValue, ...], ...]] = {}
        if cleaned[ALSO]:
            further[ALSO] = tuple((value,) for value in cleaned[ALSO])
        if self.likeness:
            further[PLACE] = (self.likeness.values(self.values),)
        return Selection(cleaned.get("q") or "", cleaned.get("jaar_van"), cleaned.get("jaar_tot"), chosen, further)

    @property
    def likeness(self) -> Likeness | None:
        """To which place the places of cases must be like, if that is asked."""
        likeness: Likeness | None = self.cleaned[PLACE]
        return likeness

    @property
    def also(self) -> tuple[FacetValue, ...]:
        """What cases must have beside what is chosen in its facet."""
        values: tuple[FacetValue, ...] = self.cleaned[ALSO]
        return values

    @property
    def problems(self) -> list[str]:
        """What was not understood, in sentences."""
        return [str(error) for errors in self.form.errors.values() for error in errors]


@cache
def _form_class() -> type[CatalogueForm]:
    """Made once: it is the same for every question."""
    fields = {name: asking.field for name, asking in CatalogueFilterSet.base_filters.items()}
    return type("CatalogueForm", (CatalogueForm,), fields)
