"""By what lessons are browsed, and the values of it.

Themes, audiences and certainty are a lesson's own. Accommodations, target groups and places are those of the cases
behind it: a lesson has every value that any of these has.
"""

from django.utils.translation import gettext_lazy as _

from initiatives.browsed import values_with
from initiatives.facets import (
    ACCOMMODATION,
    MUNICIPALITY,
    PROVINCE,
    TARGET_GROUP,
    THEME,
    Facet,
    FacetValue,
    FacetValues,
)
from lessons.models import Audience, Certainty

AUDIENCE = Facet("voor_wie", 21, _("For whom"))
CERTAINTY = Facet("zekerheid", 22, _("Certainty"))
FACETS = (AUDIENCE, THEME, CERTAINTY, ACCOMMODATION, TARGET_GROUP, PROVINCE)
BY_NAME = {facet.name: facet for facet in FACETS}
OF_CASES = (ACCOMMODATION, TARGET_GROUP, MUNICIPALITY)
"""Facets of which lessons have the values of their cases; provinces are sums of municipalities."""

NOT_ASSESSED, OUTDATED = "niet-beoordeeld", "verouderd"
_CERTAINTIES = (
    (Certainty.HIGH, "hoog", Certainty.HIGH.label),
    (Certainty.MODERATE, "redelijk", Certainty.MODERATE.label),
    (Certainty.LOW, "laag", Certainty.LOW.label),
    (Certainty.VERY_LOW, "zeer-laag", Certainty.VERY_LOW.label),
    ("", NOT_ASSESSED, _("not assessed yet")),
    (OUTDATED, OUTDATED, _("outdated")),
)
AUDIENCE_CODES = {audience.value: AUDIENCE.code(key) for key, audience in enumerate(Audience, start=1)}
CERTAINTY_CODES = {said: CERTAINTY.code(key) for key, (said, _slug, _label) in enumerate(_CERTAINTIES, start=1)}
"""By what a ground says of its certainty; `OUTDATED` goes with any level."""


def values_of_lessons(values: FacetValues) -> FacetValues:
    """The values by which lessons are browsed: our own, and those that they share with `values`, of the catalogue."""
    return values_with(_own_values(), (THEME, PROVINCE, *OF_CASES), values)


def _own_values() -> list[FacetValue]:
    audiences = [
        FacetValue(AUDIENCE, audience.value, audience.label, (AUDIENCE_CODES[audience.value],)) for audience in Audience
    ]
    certainties = [FacetValue(CERTAINTY, slug, label, (CERTAINTY_CODES[said],)) for said, slug, label in _CERTAINTIES]
    return [*audiences, *certainties]
