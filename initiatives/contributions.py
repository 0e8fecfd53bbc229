"""What rooms above this one add to the catalogue, without being imported here.

They register at start-up (in their AppConfig.ready): a bundle is a publication, and publications know initiatives, not
the other way round.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet


@dataclass(frozen=True)
class FacetContribution:
    """The values of a facet that another room owns.

    `values`: its rows with pk, slug, name, name_en, position, is_active and merged_into_id, as the vocabulary has them.
    `keys_of`: for the given initiatives (by key), the keys of the values each has.
    """

    values: Callable[[], QuerySet]
    keys_of: Callable[[Iterable[int]], Mapping[int, list[int]]]


facets: dict[str, FacetContribution] = {}
