"""What is asked of a list: words, years, values of facets, and what narrows these further."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from initiatives.facets import Facet, FacetValue


@dataclass(frozen=True)
class Selection:
    """What has these words, started in these years, and has any of the values of each facet.

    `further` narrows by more values, by the parameter that asks for them: what has any of the values of each group,
    whatever is chosen in the facet that they belong to.
    """

    words: str = ""
    since: int | None = None
    until: int | None = None
    chosen: Mapping[Facet, tuple[FacetValue, ...]] = field(default_factory=dict)
    further: Mapping[str, tuple[tuple[FacetValue, ...], ...]] = field(default_factory=dict)

    def without(self, name: str) -> Self:
        """The same without what the parameter `name` asks."""
        if name == "q":
            return replace(self, words="")
        if name == "jaar_van":
            return replace(self, since=None)
        if name == "jaar_tot":
            return replace(self, until=None)
        if name in self.further:
            return replace(self, further={asked: groups for asked, groups in self.further.items() if asked != name})
        return replace(self, chosen={facet: values for facet, values in self.chosen.items() if facet.name != name})
