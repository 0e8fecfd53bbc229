"""The map of all cases, on which a municipality leads to its own page."""

from functools import partial

from initiatives.facets import MUNICIPALITY, FacetValues
from initiatives.hits import Counts
from initiatives.map import CountedMap, counted_map
from wijk import components


def map_of_cases(values: FacetValues, counts: Counts, selected: str = "") -> CountedMap:
    """With the municipality at `selected` as the chosen one."""
    numbers = {value.slug: counts.of(value) for value in values.by_facet[MUNICIPALITY]}
    return counted_map(
        values.register, numbers, selected=frozenset([selected]), url_of=partial(components.url, "municipality")
    )
