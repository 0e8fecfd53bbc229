"""Which municipality a code belongs to on a day, and what that makes of the figures and the map."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from places.registered import RegisteredMunicipality, RegisteredProvince
from places.rows import MunicipalityRow


def todays_codes(rows: Mapping[str, MunicipalityRow], on: date) -> dict[str, str | None]:
    """For each code the one it belongs to on the day `on`: itself or an heir.

    None for one without an heir, and for one that is not there yet.
    """
    return {code: _todays_code(code, rows, on) for code in rows}


def _todays_code(code: str, rows: Mapping[str, MunicipalityRow], on: date) -> str | None:
    row = rows[code]
    while is_abolished(row, on):
        if row.successor_id is None:
            return None
        row = rows[row.successor_id]
    return row.code if is_current(row, on) else None


def is_abolished(row: MunicipalityRow, on: date) -> bool:
    return row.abolished_on is not None and row.abolished_on <= on


def is_current(row: MunicipalityRow, on: date) -> bool:
    """Whether the municipality exists on the day: established, and not yet abolished."""
    return not is_abolished(row, on) and (row.established_on is None or row.established_on <= on)


def folded(
    rows: Mapping[str, MunicipalityRow],
    today: Mapping[str, str | None],
    provinces: Mapping[str, RegisteredProvince],
    on: date,
) -> dict[str, RegisteredMunicipality]:
    """Every municipality as it is on the day; those of that day with the figures and tiles of those that joined."""
    joined: dict[str, list[MunicipalityRow]] = defaultdict(list)
    for code, heir in today.items():
        if heir is not None and heir != code:
            joined[heir].append(rows[code])
    municipalities = {code: _registered(row, rows[today[code] or code], provinces, on) for code, row in rows.items()}
    for code, parts in joined.items():
        municipalities[code] = _with_joined(municipalities[code], parts, rows)
    return municipalities


def _registered(
    row: MunicipalityRow, heir: MunicipalityRow, provinces: Mapping[str, RegisteredProvince], on: date
) -> RegisteredMunicipality:
    return RegisteredMunicipality(
        code=row.code,
        name=row.name,
        display_name=row.display_name,
        sort_name=row.sort_name,
        slug=row.slug,
        province=provinces.get(heir.province_id or ""),
        population=row.population,
        population_on=row.population_on,
        urbanity=row.urbanity,
        urbanity_year=row.urbanity_year,
        latitude=row.latitude,
        longitude=row.longitude,
        cells=tuple(_cells(row)) if is_current(row, on) else (),
        established_on=row.established_on,
        abolished_on=row.abolished_on,
        is_current=is_current(row, on),
    )


def _with_joined(
    municipality: RegisteredMunicipality, joined: list[MunicipalityRow], rows: Mapping[str, MunicipalityRow]
) -> RegisteredMunicipality:
    """The municipality with what others brought in: their tiles, and their people if they were counted apart."""
    counted = [rows[municipality.code], *(part for part in joined if _is_counted_apart(part, municipality.code, rows))]
    people = [row.population for row in counted if row.population is not None]
    days = [row.population_on for row in counted if row.population_on is not None]
    return replace(
        municipality,
        population=sum(people) if people else None,
        population_on=min(days) if days else None,
        cells=municipality.cells + tuple(cell for part in joined for cell in _cells(part)),
    )


def _is_counted_apart(part: MunicipalityRow, whole: str, rows: Mapping[str, MunicipalityRow]) -> bool:
    """Whether no heir of `part`, up to `whole`, was counted after it joined: its people are in no other figure."""
    row = part
    while row.code != whole and row.successor_id is not None:
        row = rows[row.successor_id]
        if row.population_on and part.abolished_on and row.population_on >= part.abolished_on:
            return False
    return True


def _cells(row: MunicipalityRow) -> Iterable[tuple[int, int]]:
    if row.tile_column is not None and row.tile_row is not None:
        yield row.tile_column, row.tile_row
