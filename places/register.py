"""The register as everybody reads it: from memory, on a day, and always the one that the database holds.

    register().resolve("littenseradiel").municipality  # Súdwest-Fryslân
    register().today("GM0140")                         # "GM1900"

It is small and changes once a year, so that each process keeps it whole, as long as the log of changes tells of no
other edition.
"""

from collections import defaultdict
from dataclasses import fields
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from changes.log import Mark, look
from changes.models import Kind
from places import folding, names
from places.models import Municipality, MunicipalityName, Province, RegisterEdition, Succession
from places.name_index import NameIndex
from places.registered import RegisteredMunicipality, RegisteredProvince, Resolution, Suggestion
from places.rows import MunicipalityRow, NameRow, ProvinceRow, RegisterRows, SuccessionRow

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


class Register:
    """The register on one day. Meant for today and later: older borders than those of the figures are not in it."""

    def __init__(self, rows: RegisterRows, on: date) -> None:
        self.on = on
        by_code = {row.code: row for row in rows.municipalities}
        provinces = {row.code: RegisteredProvince(row.code, row.name, row.slug) for row in rows.provinces}
        self._today = folding.todays_codes(by_code, on)
        self._municipalities = folding.folded(by_code, self._today, provinces, on)
        self._current = tuple(
            sorted((each for each in self._municipalities.values() if each.is_current), key=lambda each: each.sort_key)
        )
        self._provinces = tuple(provinces[row.code] for row in sorted(rows.provinces, key=lambda row: row.sort_name))
        self._province_codes = _keys_of_provinces(rows.provinces)
        self._predecessors, self._codes_in = self._groups()
        self._names = NameIndex(rows.names, rows.successions, self._municipalities, self._today)

    def _groups(self) -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
        """All codes by the municipality of today they fold into, and by its province."""
        by_municipality: dict[str, set[str]] = defaultdict(set)
        by_province: dict[str, set[str]] = defaultdict(set)
        for code, heir in self._today.items():
            if heir is None:
                continue
            by_municipality[heir].add(code)
            if province := self._municipalities[heir].province:
                by_province[province.code].add(code)
        return (
            {heir: frozenset(codes) for heir, codes in by_municipality.items()},
            {province: frozenset(codes) for province, codes in by_province.items()},
        )

    def current(self) -> tuple[RegisteredMunicipality, ...]:
        """The municipalities of the day in Dutch alphabetical order."""
        return self._current

    def provinces(self) -> tuple[RegisteredProvince, ...]:
        """The provinces in Dutch alphabetical order."""
        return self._provinces

    def municipality(self, code: str) -> RegisteredMunicipality | None:
        """The municipality with exactly this code ("GM0344"), former or not."""
        return self._municipalities.get(code)

    def today(self, code: str) -> str | None:
        """The code that `code` goes by today; None for an unknown one and for one without an heir."""
        return self._today.get(code)

    def predecessors(self, code: str) -> frozenset[str]:
        """Every code that goes by `code` today, itself included; empty unless `code` is one of today."""
        return self._predecessors.get(code, frozenset())

    def parts(self, code: str) -> tuple[RegisteredMunicipality, ...]:
        """Today's municipalities that share what `code` was, the main heir first."""
        return self._names.parts(code)

    def province_of(self, code: str) -> RegisteredProvince | None:
        """The province in which `code` lies today."""
        municipality = self._municipalities.get(code)
        return municipality.province if municipality else None

    def codes_in(self, province_code: str) -> frozenset[str]:
        """Every code, former ones included, that lies in the province ("PV21") today."""
        return self._codes_in.get(province_code, frozenset())

    def resolve(self, text: str) -> Resolution:
        """What `text` stands for: an address, a code, or a name in any spelling, of today or of the past."""
        return self._names.resolve(text, self._province_codes)

    def resolve_province(self, text: str) -> RegisteredProvince | None:
        """The province that `text` names: its name, address, code, or another name such as "friesland"."""
        words = names.normalise(text[:100]).split()
        code = self._province_codes.get(names.key(words)) or self._province_codes.get(
            names.key([word for word in words if word != "provincie"])
        )
        return next((each for each in self._provinces if each.code == code), None)

    def names_of(self, code: str) -> list[str]:
        """Every name, of now and of the past, that leads to today's municipality `code`."""
        return self._names.names_of(code)

    def suggestions(self, text: str, limit: int = 8) -> list[Suggestion]:
        """Municipalities to complete `text` with, best first."""
        return self._names.suggestions(text, limit)


def _keys_of_provinces(rows: tuple[ProvinceRow, ...]) -> MappingProxyType[str, str]:
    return MappingProxyType(
        {
            names.key(names.normalise(spelling)): row.code
            for row in rows
            for spelling in (*row.aliases, row.slug, row.code, row.name)
        }
    )


# ---------------------------------------------------------------- the register that this process keeps
_kept: tuple[Mark | None, RegisterRows] = (None, RegisterRows())


def register(on: date | None = None) -> Register:
    """The register on the day `on`, today in the Netherlands unless said otherwise; empty until it has been loaded."""
    return _register_on(_current_rows(), on or timezone.localdate(timezone=AMSTERDAM))


def forget_register() -> None:
    """Let the next call read the register anew."""
    global _kept
    _kept = (None, RegisterRows())
    _register_on.cache_clear()


@lru_cache(maxsize=8)
def _register_on(rows: RegisterRows, on: date) -> Register:
    return Register(rows, on)


def _current_rows() -> RegisterRows:
    global _kept
    mark = look().mark(Kind.PLACES)
    kept_mark, rows = _kept
    if mark is None or mark != kept_mark:
        rows = _read_rows()
        _kept = (mark, rows)
    return rows


def _read_rows() -> RegisterRows:
    """Read after the look: what a load changes in between is noticed at the next one."""
    if not RegisterEdition.objects.exists():
        return RegisterRows()

    def rows(model: Any, row_type: Any) -> tuple[Any, ...]:
        columns = [field.name for field in fields(row_type)]
        return tuple(row_type(*values) for values in model.objects.order_by("pk").values_list(*columns))

    return RegisterRows(
        provinces=rows(Province, ProvinceRow),
        municipalities=rows(Municipality, MunicipalityRow),
        successions=rows(Succession, SuccessionRow),
        names=rows(MunicipalityName, NameRow),
    )
