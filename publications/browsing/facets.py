"""By what publications are browsed, and the values of it: kind and theme are their own, places those of their cases."""

from django.utils.translation import gettext_lazy as _

from initiatives.browsed import values_with
from initiatives.facets import MUNICIPALITY, PROVINCE, THEME, Facet, FacetValue, FacetValues
from publications.models import Kind

KIND = Facet("soort", 31, _("Kind"))
FACETS = (KIND, THEME, PROVINCE)
BY_NAME = {facet.name: facet for facet in FACETS}
OF_CASES = (MUNICIPALITY,)
"""Facets of which publications have the values of the cases they are about; provinces are sums of municipalities."""

SLUGS = {
    Kind.BUNDLE: "bundel",
    Kind.PODCAST_SERIES: "podcastreeks",
    Kind.PODCAST_EPISODE: "aflevering",
    Kind.FILM: "film",
    Kind.INFOGRAPHIC: "infographic",
    Kind.ARTICLE: "artikel",
}
"""What an address calls a kind."""

KIND_CODES = {kind.value: KIND.code(number) for number, kind in enumerate(Kind, start=1)}


def values_of_publications(values: FacetValues) -> FacetValues:
    """The values by which publications are browsed: our own, and those that they share with `values`, of the catalogue.

    A kind may also be asked for by the word that we keep it under.
    """
    kinds = [FacetValue(KIND, SLUGS[kind], kind.label, (KIND_CODES[kind.value],)) for kind in Kind]
    made = values_with(kinds, (THEME, PROVINCE, *OF_CASES), values)
    for kind, value in zip(Kind, kinds, strict=True):
        made.by_slug[KIND, kind.value] = value
    return made
