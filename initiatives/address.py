"""The query string as it was understood, and the ways on from it that a page of results offers."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict

from initiatives.facets import Facet, ValueCount
from initiatives.likeness import COMPANIONS, PLACE


class Address:
    """The query string that says what was understood, and variations on it."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self.pairs = tuple(pairs)

    def __str__(self) -> str:
        query = QueryDict(mutable=True)
        for name, value in self.pairs:
            query.appendlist(name, value)
        return f"?{query.urlencode()}" if query else "?"

    def without(self, name: str, value: str | None = None) -> "Address":
        """Leaves out what is nothing without it too."""
        names = (name, *COMPANIONS) if name == PLACE else (name,)
        return Address(pair for pair in self.pairs if pair[0] not in names or (value is not None and pair[1] != value))

    def adding(self, name: str, value: object) -> "Address":
        return Address((*self.pairs, (name, str(value))))

    @property
    def question(self) -> str:
        """What is asked and in which order, however it is shown; empty when that is everything."""
        asked = Address(pair for pair in self.pairs if pair[0] not in {"weergave", "rijen", "kolommen"})
        return str(asked) if asked.pairs else ""

    @property
    def narrowing(self) -> str:
        """What is asked; empty when that is everything."""
        return self.without("sorteer").question

    def turning(self, name: str, value: str) -> str:
        """With `value` added to those of `name`, or taken out when it is one of them."""
        return str(self.without(name, value) if (name, value) in self.pairs else self.adding(name, value))

    def having(self, name: str, value: object) -> "Address":
        """With `value` as the only value of `name`; nothing at all when it is empty."""
        rest = self.without(name)
        return rest.adding(name, value) if value else rest


@dataclass(frozen=True)
class Chip:
    """A chosen filter, with the address without it."""

    name: str
    label: str
    without: Address


@dataclass(frozen=True)
class Relaxation:
    """A filter to drop when nothing is found, and how many results that gives."""

    label: str
    without: Address
    count: int


@dataclass(frozen=True)
class Correction:
    """Words that nothing has, and the question that was answered instead; `list_url` is that of the list."""

    typed: str
    meant: str
    address: Address
    list_url: str

    @property
    def url(self) -> str:
        return f"{self.list_url}{self.address}"

    @property
    def link(self) -> str:
        return f"{self.meant}?"


@dataclass(frozen=True)
class DisplayLink:
    """A way to show or sort the same result."""

    label: str
    address: Address
    is_current: bool


@dataclass(frozen=True)
class FacetPart:
    """A facet as it is shown: the values first in sight, and whether there are more."""

    facet: Facet
    items: list[ValueCount]
    has_more: bool
    is_open: bool
