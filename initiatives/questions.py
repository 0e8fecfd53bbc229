"""What the address bar may ask of a list with facets: words, values, places like one, and an order.

What it does not understand is named in a message and left out.
"""

from collections.abc import Iterable, Mapping
from functools import cache, partial
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.text import Truncator, format_lazy
from django.utils.translation import gettext_lazy as _

from initiatives.facets import Facet, FacetValue, FacetValues
from initiatives.likeness import MOST_PLACES, MOST_WEIGHT, NUMBER, PLACE, USUAL_NUMBER, USUAL_WEIGHTS, Likeness
from initiatives.models import CatalogueEntry
from initiatives.selection import Selection
from search.query import LONGEST

MOST_CHOSEN = 100  # every link of a page says all that is chosen, so a page grows with the square of it


class RepeatedField(forms.Field):
    """All values that a parameter has in the query string, each once."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[str]:
        return list(dict.fromkeys(text.strip() for text in value or () if text.strip()))


class Asking(django_filters.Filter):
    """Cleans one parameter. What it asks is answered by bitmaps, for all parameters at once."""

    def filter(self, qs: QuerySet, _value: Any) -> QuerySet:
        return qs


class FacetFilter(Asking):
    field_class = RepeatedField


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


class QuestionForm(forms.Form):
    """Cleans the query string; facet values become FacetValue, unknown ones become errors beside the known.

    `facets` are those of the list by their parameter, `repeated` the parameters of which the values add up, and
    `shapes` those that say how to show what is found.
    """

    facets: Mapping[str, Facet] = {}
    repeated: tuple[str, ...] = ()
    shapes: tuple[str, ...] = ("sorteer",)

    def __init__(self, *args: Any, values: FacetValues, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.values = values

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["q"] = (self.cleaned_data.get("q") or "")[:LONGEST]
        for name, facet in self.facets.items():
            self._resolve(facet, self.cleaned_data.get(name) or [])
        for name in self.shapes:
            self.cleaned_data.setdefault(name, "")
        self.clean_further()
        self._leave_out_too_many()
        self.cleaned_data[PLACE] = self._likeness(self.cleaned_data.get(PLACE) or "")
        return self.cleaned_data

    def clean_further(self) -> None:
        """Read what only this list can be asked."""

    def leave_out(self, name: str, text: str) -> None:
        """Say that the parameter `name` does not know `text`."""
        message = _("%(label)s “%(value)s” is not known and is left out.")
        params = {"label": self.fields[name].label, "value": Truncator(text).chars(60)}
        self.add_error(name, ValidationError(message, code="unknown", params=params))

    def _likeness(self, text: str) -> Likeness | None:
        """The likeness to the place that `text` names, weighed as asked."""
        if not text:
            return None
        found = self.values.register.resolve(text).municipality
        if found is None:
            self.leave_out(PLACE, text)
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
            self.leave_out(facet.name, text)
        self.cleaned_data[facet.name] = tuple(dict.fromkeys(value for value in found.values() if value))

    def _leave_out_too_many(self) -> None:
        """Take no more values than a page can say in all its links."""
        room = MOST_CHOSEN
        for name in (*self.facets, *self.repeated):
            chosen = self.cleaned_data[name]
            if len(chosen) > room:
                message = _("%(label)s: only the first %(number)s count, no more than %(most)s can be chosen in all.")
                params = {"label": self.fields[name].label, "number": room, "most": MOST_CHOSEN}
                self.add_error(name, ValidationError(message, code="too_many", params=params))
                self.cleaned_data[name] = chosen[:room]
            room = max(room - len(chosen), 0)


class QuestionFilterSet(django_filters.FilterSet):
    """What may be asked of any list with facets; one of its own adds an order, and says which form cleans it."""

    q = WordsFilter(label=_("Words"))
    zoals = WordsFilter(label=_("Municipalities like"))
    zoals_aantal = NumberFilter(_("Number of municipalities"), 1, MOST_PLACES)
    w_inwoners = NumberFilter(_("Weight of population"), 0, MOST_WEIGHT)
    w_stedelijkheid = NumberFilter(_("Weight of urbanity"), 0, MOST_WEIGHT)
    w_provincie = NumberFilter(_("Weight of province"), 0, MOST_WEIGHT)

    class Meta:
        model = CatalogueEntry
        fields: list[str] = []
        form = QuestionForm

    def __init__(self, data: QueryDict, *, values: FacetValues) -> None:
        """Without what a filter set does for each request to filter a queryset, which is not what ours is for."""
        self.is_bound, self.data, self.filters, self.form_prefix = True, data, self.base_filters, None
        self.values = values
        self.form.is_valid()

    @classmethod
    def get_filters(cls) -> dict[str, django_filters.Filter]:
        facets = cls._meta.form.facets
        return super().get_filters() | {name: FacetFilter(label=facet.label) for name, facet in facets.items()}

    def get_form_class(self) -> Any:
        made: Any = type(self)
        return partial(_form_class(made), values=self.values)

    @property
    def cleaned(self) -> dict[str, Any]:
        """What was understood, by parameter."""
        return self.form.cleaned_data

    @property
    def facets(self) -> Mapping[str, Facet]:
        """The facets of this list, by parameter."""
        return self._meta.form.facets

    @property
    def shapes(self) -> tuple[str, ...]:
        """The parameters that say how to show what is found."""
        return self._meta.form.shapes

    @property
    def selection(self) -> Selection:
        """What is asked, as far as it was understood."""
        cleaned = self.cleaned
        chosen = {facet: cleaned[name] for name, facet in self.facets.items() if cleaned.get(name)}
        return Selection(cleaned["q"], cleaned.get("jaar_van"), cleaned.get("jaar_tot"), chosen, self.further)

    @property
    def further(self) -> dict[str, tuple[tuple[FacetValue, ...], ...]]:
        """What narrows beside what is chosen in facets, by parameter."""
        return {PLACE: (self.likeness.values(self.values),)} if self.likeness else {}

    @property
    def likeness(self) -> Likeness | None:
        """To which place the places of what is found must be like, if that is asked."""
        likeness: Likeness | None = self.cleaned[PLACE]
        return likeness

    @property
    def also(self) -> tuple[FacetValue, ...]:
        """Values that must be there beside what is chosen in their facet."""
        return ()

    @property
    def problems(self) -> list[str]:
        """What was not understood, in sentences."""
        return [str(error) for errors in self.form.errors.values() for error in errors]


@cache
def _form_class(filterset: type[QuestionFilterSet]) -> type[QuestionForm]:
    """Made once: it is the same for every question."""
    form = filterset._meta.form
    fields = {name: asking.field for name, asking in filterset.base_filters.items()}
    return type(form.__name__, (form,), fields)
