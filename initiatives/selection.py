"""What is asked of the catalogue: words, years, and values of facets."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from initiatives.facets import BY_NAME, Facet, FacetValue


@dataclass(frozen=True)
class Selection:
    """Cases with these words, started in these years, with any of the values of each facet."""

    words: str = ""
    since: int | None = None
    until: int | None = None
    chosen: Mapping[Facet, tuple[FacetValue, ...]] = field(default_factory=dict)

    def without(self, name: str) -> Self:
        """The same without what the parameter `name` asks."""
        if name == "q":
            return replace(self, words="")
        if name == "jaar_van":
            return replace(self, since=None)
        if name == "jaar_tot":
            return replace(self, until=None)
        return replace(self, chosen={facet: values for facet, values in self.chosen.items() if facet != BY_NAME[name]})
