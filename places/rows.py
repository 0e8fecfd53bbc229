"""The register as plain rows: what files and database both hold, field for field as in the models."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ProvinceRow:
    code: str
    name: str
    slug: str
    sort_name: str
    aliases: list[str]


@dataclass(frozen=True, slots=True)
class MunicipalityRow:
    code: str
    name: str
    display_name: str
    sort_name: str
    slug: str
    province_id: str | None
    population: int | None
    population_on: date | None
    urbanity: int | None
    urbanity_year: int | None
    latitude: float | None
    longitude: float | None
    tile_column: int | None
    tile_row: int | None
    established_on: date | None
    abolished_on: date | None
    successor_id: str | None


@dataclass(frozen=True, slots=True)
class SuccessionRow:
    municipality_id: str
    successor_id: str


@dataclass(frozen=True, slots=True)
class NameRow:
    municipality_id: str
    name: str
    normalised: str
    kind: str


@dataclass(frozen=True, slots=True, eq=False)
class RegisterRows:
    """One reading of the whole register; compared by identity, since nobody holds two that are alike."""

    provinces: tuple[ProvinceRow, ...] = ()
    municipalities: tuple[MunicipalityRow, ...] = ()
    successions: tuple[SuccessionRow, ...] = ()
    names: tuple[NameRow, ...] = ()
