"""What the register answers with: provinces and municipalities as they are on one day, and what a name stands for."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from places.models import MunicipalityName, Urbanity


@dataclass(frozen=True, slots=True)
class RegisteredProvince:
    code: str
    name: str
    slug: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class RegisteredMunicipality:
    """A municipality on the day of its register.

    `population` includes municipalities that joined after the figures were gathered. `cells` are the (column, row)
    pairs it has on the tile map, its own first and then those of the ones that joined it; a former one has none.
    `province` of a former municipality is the one its successor lies in.
    """

    code: str
    name: str
    display_name: str
    sort_name: str
    slug: str
    province: RegisteredProvince | None
    population: int | None
    population_on: date | None
    urbanity: int | None
    urbanity_year: int | None
    latitude: float | None
    longitude: float | None
    cells: tuple[tuple[int, int], ...]
    established_on: date | None
    abolished_on: date | None
    is_current: bool

    def __str__(self) -> str:
        return self.display_name

    def __hash__(self) -> int:
        return hash(self.code)

    @property
    def sort_key(self) -> tuple[Hashable, ...]:
        """Dutch alphabetical order, and the code where names are alike."""
        return (self.sort_name, self.code)

    @property
    def urbanity_label(self) -> str:
        """The class of urbanity in words; empty when it is not known."""
        return str(Urbanity(self.urbanity).label) if self.urbanity else ""


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a text stands for.

    `matched` bears the name and may be a former municipality; `name` is that name as the register spells it.
    `municipality` is the one of today. `candidates` are all of today's municipalities that can be meant, best first:
    with several and no `municipality` the text is ambiguous, with several and a `municipality` there are namesakes.
    `parts` are today's municipalities that share what `matched` was, the main heir first; several when it was split.
    """

    text: str
    matched: RegisteredMunicipality | None = None
    name: str = ""
    municipality: RegisteredMunicipality | None = None
    candidates: tuple[RegisteredMunicipality, ...] = ()
    parts: tuple[RegisteredMunicipality, ...] = ()

    @property
    def is_known(self) -> bool:
        return self.matched is not None or bool(self.candidates)

    @property
    def is_ambiguous(self) -> bool:
        return self.municipality is None and len(self.candidates) > 1

    @property
    def has_moved(self) -> bool:
        """Whether the municipality that was asked for goes by another one today, or by none."""
        return self.matched is not None and self.matched != self.municipality


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A municipality to complete a text with: the one that bears `name`, and the one it belongs to today."""

    name: str
    kind: str
    municipality: RegisteredMunicipality
    today: RegisteredMunicipality

    @property
    def label(self) -> str:
        return self.municipality.display_name

    @property
    def note(self) -> str:
        """What tells it from others: its heir, its other name, or else its province."""
        if self.municipality != self.today:
            return _("now %(municipality)s") % {"municipality": self.today}
        if self.kind in {MunicipalityName.Kind.ALIAS, MunicipalityName.Kind.OFFICIAL} and self.name != self.label:
            return self.name
        return self.today.province.name if self.today.province else ""
