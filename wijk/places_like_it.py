"""Municipalities comparable to one, by the weights of the reader, with how many cases each has."""

from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse

from initiatives.address import Address
from initiatives.filters import CatalogueFilterSet
from initiatives.index import Catalogue
from initiatives.likeness import COMPANIONS, PLACE, Likeness, PlaceLike
from places.registered import RegisteredMunicipality

SHOWN = 6


@dataclass(frozen=True)
class PlacesLikeIt:
    """`shown` are the nearest that have cases; `total` are the cases in all that are near, to be found at `url`."""

    likeness: Likeness
    shown: list[PlaceLike]
    total: int
    url: str
    problems: list[str]


def places_like_it(municipality: RegisteredMunicipality, query: QueryDict, catalogue: Catalogue) -> PlacesLikeIt:
    """What is like `municipality` when its indicators weigh as `query` asks."""
    asked = QueryDict(mutable=True)
    for name in COMPANIONS:
        asked.setlist(name, query.getlist(name))
    asked[PLACE] = municipality.slug
    filterset = CatalogueFilterSet(asked, values=catalogue.values)
    likeness = filterset.likeness or Likeness(municipality)
    places = likeness.counted(catalogue.values, catalogue.ask().counts)
    return PlacesLikeIt(
        likeness,
        [place for place in places if place.count][:SHOWN],
        catalogue.ask(filterset.selection).counts.total,
        f"{reverse('initiative_list')}{Address(likeness.pairs)}",
        filterset.problems,
    )
