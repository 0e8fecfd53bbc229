"""What the address bar may ask of the catalogue. What it does not understand is named in a message and left out."""

from functools import partial
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import QueryDict
from django.utils.text import Truncator, format_lazy
from django.utils.translation import gettext_lazy as _

from initiatives import facets, search
from initiatives.facets import BY_NAME, Facet, FacetValue, FacetValues
from initiatives.models import CatalogueEntry
from initiatives.querysets import CatalogueEntryQuerySet


class Sorting(models.TextChoices):
    RELEVANCE = "relevantie", _("Relevance")
    NEWEST = "nieuwste", _("Newest")
    TITLE = "titel", _("Title")
    MUNICIPALITY = "gemeente", _("Municipality")


class Display(models.TextChoices):
    LIST = "lijst", _("List")
    MAP = "kaart", _("Map")
    TABLE = "tabel", _("Table")


class RepeatedField(forms.Field):
    """All values that a parameter has in the query string, each once."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[str]:
        return list(dict.fromkeys(text.strip() for text in value or () if text.strip()))


class FacetFilter(django_filters.Filter):
    field_class = RepeatedField

    def filter(self, qs: CatalogueEntryQuerySet, value: tuple[FacetValue, ...] | None) -> CatalogueEntryQuerySet:
        return qs.filter(facets.matches(value)) if value else qs


class CatalogueForm(forms.Form):
    """Cleans the query string; facet values become FacetValue, unknown ones become errors beside the known."""

    def __init__(self, *args: Any, values: FacetValues, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.values = values

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["q"] = (self.cleaned_data.get("q") or "")[: search.LONGEST_QUERY]
        for name, facet in BY_NAME.items():
            self._resolve(facet, self.cleaned_data.get(name) or [])
        for name in ("sorteer", "weergave"):
            self.cleaned_data.setdefault(name, "")
        return self.cleaned_data

    def _resolve(self, facet: Facet, texts: list[str]) -> None:
        found = {text: self.values.resolve(facet, text) for text in texts}
        for text in [text for text, value in found.items() if value is None]:
            message = _("%(label)s “%(value)s” is not known and is left out.")
            params = {"label": facet.label, "value": Truncator(text).chars(60)}
            self.add_error(facet.name, ValidationError(message, code="unknown", params=params))
        self.cleaned_data[facet.name] = tuple(dict.fromkeys(value for value in found.values() if value))


class YearFilter(django_filters.Filter):
    field_class = forms.IntegerField

    def __init__(self, lookup: str, label: Any) -> None:
        said = _("{label} takes a year of four digits and is left out.")
        messages = {name: format_lazy(said, label=label) for name in ("invalid", "min_value", "max_value")}
        super().__init__("started_year", lookup, label=label, min_value=1000, max_value=2999, error_messages=messages)


class FixedChoiceFilter(django_filters.ChoiceFilter):
    """How to show the result: narrows nothing."""

    def __init__(self, choices: type[models.TextChoices], label: Any) -> None:
        said = {"invalid_choice": _("“%(value)s” is not known here and is left out.")}
        super().__init__(label=label, choices=choices.choices, error_messages=said)

    def filter(self, qs: CatalogueEntryQuerySet, _value: str) -> CatalogueEntryQuerySet:
        return qs


class CatalogueFilterSet(django_filters.FilterSet):
    q = django_filters.CharFilter(method="find", label=_("Words"))
    jaar_van = YearFilter("gte", _("Started from"))
    jaar_tot = YearFilter("lte", _("Started until"))
    sorteer = FixedChoiceFilter(Sorting, _("Sort by"))
    weergave = FixedChoiceFilter(Display, _("Show as"))

    class Meta:
        model = CatalogueEntry
        fields: list[str] = []
        form = CatalogueForm

    def __init__(self, data: QueryDict, *, values: FacetValues) -> None:
        super().__init__(data, CatalogueEntry.objects.all())
        self.values = values
        self.form.is_valid()

    @classmethod
    def get_filters(cls) -> dict[str, django_filters.Filter]:
        return super().get_filters() | {name: FacetFilter(label=facet.label) for name, facet in BY_NAME.items()}

    def get_form_class(self) -> Any:
        return partial(super().get_form_class(), values=self.values)

    def find(self, entries: CatalogueEntryQuerySet, _name: str, words: str) -> CatalogueEntryQuerySet:
        return search.matching(entries, words)

    @property
    def cleaned(self) -> dict[str, Any]:
        """What was understood, by parameter."""
        return self.form.cleaned_data

    @property
    def chosen(self) -> dict[Facet, tuple[FacetValue, ...]]:
        """The facets that narrow the result, with their chosen values."""
        return {facet: self.cleaned[name] for name, facet in BY_NAME.items() if self.cleaned.get(name)}

    @property
    def narrowed_without_facets(self) -> CatalogueEntryQuerySet:
        """Entries narrowed by words and years alone: what facets are counted over."""
        entries = self.queryset.all()
        for name in ("q", "jaar_van", "jaar_tot"):
            entries = self.filters[name].filter(entries, self.cleaned.get(name))
        return entries

    @property
    def problems(self) -> list[str]:
        """What was not understood, in sentences."""
        return [str(error) for errors in self.form.errors.values() for error in errors]
