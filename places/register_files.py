"""The register as it stands in files: see places/data/README.md for what is in them."""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple, TypeVar

from django.utils.text import slugify

from places import names
from places.models import MunicipalityName
from places.rows import MunicipalityRow, NameRow, ProvinceRow, RegisterRows, SuccessionRow

DATA_FOLDER = Path(__file__).resolve().parent / "data"

Kind = MunicipalityName.Kind
Value = TypeVar("Value")


class RegisterFileError(ValueError):
    """A file of the register is missing or says something that cannot be; the message names file and line."""


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of a file, which knows where it stands."""

    file: str
    number: int
    cells: dict[str, str]

    def text(self, column: str) -> str:
        if column not in self.cells:
            raise self.error(f"there is no column {column}")
        return (self.cells[column] or "").strip()

    def value(self, column: str, read: Callable[[str], Value]) -> Value | None:
        """The cell as `read` understands it, or None when it is empty."""
        text = self.text(column)
        try:
            return read(text) if text else None
        except ValueError as error:
            raise self.error(f"{column} cannot be {text!r}") from error

    def texts(self, column: str) -> list[str]:
        return [part for part in self.text(column).split("|") if part]

    def error(self, message: str) -> RegisterFileError:
        return RegisterFileError(f"{self.file}, line {self.number}: {message}.")


class _Merger(NamedTuple):
    abolished_on: date | None
    successor: str | None
    other_successors: list[str]


def read_register(folder: Path = DATA_FOLDER) -> RegisterRows:
    """The register as the files in `folder` have it; raises RegisterFileError."""
    provinces = tuple(_province(line) for line in _lines(folder / "provinces.csv"))
    mergers = _mergers(folder)
    municipalities = tuple(_municipalities(folder, mergers))
    codes = {row.code for row in municipalities}
    _check_references(municipalities, mergers, {row.code for row in provinces})
    successions = tuple(
        SuccessionRow(code, successor) for code, merger in mergers.items() for successor in merger.other_successors
    )
    return RegisterRows(provinces, municipalities, successions, tuple(_names(folder, municipalities, codes)))


def _lines(file: Path) -> Iterator[_Line]:
    try:
        with file.open(encoding="utf-8", newline="") as opened:
            for cells in (reader := csv.DictReader(opened)):
                yield _Line(file.name, reader.line_num, cells)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise RegisterFileError(f"{file} cannot be read: {error}") from error


def _province(line: _Line) -> ProvinceRow:
    name = line.text("name")
    return ProvinceRow(line.text("code"), name, line.text("slug"), names.sort_name(name), line.texts("aliases"))


def _mergers(folder: Path) -> dict[str, _Merger]:
    return {
        line.text("code"): _Merger(
            line.value("abolished_on", date.fromisoformat),
            line.value("successor_code", str),
            line.texts("other_successor_codes"),
        )
        for line in _lines(folder / "mergers.csv")
    }


def _municipalities(folder: Path, mergers: dict[str, _Merger]) -> Iterator[MunicipalityRow]:
    slugs: set[str] = set()
    codes: set[str] = set()
    for file in ("municipalities.csv", "former_municipalities.csv"):
        for line in _lines(folder / file):
            row = _municipality(line, mergers.get(line.text("code")), slugs)
            if row.code in codes:
                raise line.error(f"{row.code} is in the register already")
            slugs.add(row.slug)
            codes.add(row.code)
            yield row


def _municipality(line: _Line, merger: _Merger | None, taken_slugs: set[str]) -> MunicipalityRow:
    """A municipality of today has figures; of a former one the file has no such columns."""
    code, name = line.text("code"), line.text("name")
    has_figures = "display_name" in line.cells
    display_name = line.text("display_name") if has_figures else name
    slug = slugify(display_name)

    def figure(column: str, read: Callable[[str], Value]) -> Value | None:
        return line.value(column, read) if has_figures else None

    return MunicipalityRow(
        code=code,
        name=name,
        display_name=display_name,
        sort_name=names.sort_name(display_name),
        slug=f"{slug}-{code.lower()}" if slug in taken_slugs else slug,
        province_id=line.value("province_code", str),
        population=figure("population", int),
        population_on=figure("population_on", date.fromisoformat),
        urbanity=figure("urbanity", int),
        urbanity_year=figure("urbanity_year", int),
        latitude=figure("latitude", float),
        longitude=figure("longitude", float),
        tile_column=figure("tile_column", int),
        tile_row=figure("tile_row", int),
        established_on=figure("established_on", date.fromisoformat),
        abolished_on=merger.abolished_on if merger else None,
        successor_id=merger.successor if merger else None,
    )


def _names(folder: Path, municipalities: tuple[MunicipalityRow, ...], codes: set[str]) -> Iterator[NameRow]:
    """Every name once per municipality, the most official kind of it."""
    seen: set[tuple[str, str]] = set()
    for row in (*_own_names(municipalities), *_aliases(folder, codes)):
        if (row.municipality_id, row.name) not in seen:
            seen.add((row.municipality_id, row.name))
            yield row


def _own_names(municipalities: tuple[MunicipalityRow, ...]) -> Iterator[NameRow]:
    for row in municipalities:
        yield _name(row.code, row.name, Kind.OFFICIAL)
        yield _name(row.code, row.display_name, Kind.USUAL)
        yield _name(row.code, names.short_name(row.display_name), Kind.SHORT)


def _aliases(folder: Path, codes: set[str]) -> Iterator[NameRow]:
    for line in _lines(folder / "aliases.csv"):
        if line.text("code") not in codes:
            raise line.error(f"{line.text('code')} is not in the register")
        if line.text("kind") not in {Kind.ALIAS, Kind.VARIANT}:
            raise line.error(f"kind cannot be {line.text('kind')!r}")
        yield _name(line.text("code"), line.text("name"), Kind(line.text("kind")))


def _name(code: str, name: str, kind: MunicipalityName.Kind) -> NameRow:
    return NameRow(code, name, names.normalise(name), kind.value)


def _check_references(
    municipalities: tuple[MunicipalityRow, ...], mergers: dict[str, _Merger], provinces: set[str]
) -> None:
    """Refuse a code that stands for nothing, and successors that run in a circle."""
    by_code = {row.code: row for row in municipalities}
    for code, merger in mergers.items():
        for mentioned in filter(None, (code, merger.successor, *merger.other_successors)):
            if mentioned not in by_code:
                raise RegisterFileError(f"mergers.csv: {mentioned} is not in the register.")
        if merger.abolished_on is None:
            raise RegisterFileError(f"mergers.csv: {code} has no date.")
        heir = by_code[merger.successor] if merger.successor else None
        if heir and heir.established_on and heir.established_on > merger.abolished_on:
            raise RegisterFileError(f"mergers.csv: {code} stops before {heir.code} is established.")
    for row in municipalities:
        if row.province_id and row.province_id not in provinces:
            raise RegisterFileError(f"{row.code}: {row.province_id} is not a province.")
        _check_successors_end(row, by_code)


def _check_successors_end(row: MunicipalityRow, by_code: dict[str, MunicipalityRow]) -> None:
    seen = {row.code}
    while row.successor_id:
        if row.successor_id in seen:
            raise RegisterFileError(f"mergers.csv: the successors of {row.code} run in a circle.")
        seen.add(row.successor_id)
        row = by_code[row.successor_id]
