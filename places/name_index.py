"""Finding municipalities by what people type: names in any spelling, former names, codes, addresses, beginnings."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from places import names
from places.models import MunicipalityName
from places.registered import RegisteredMunicipality, Resolution, Suggestion
from places.rows import NameRow, SuccessionRow

# No name comes near this; a longer text is not searched.
LONGEST_TEXT = 120
LEAST_SIMILARITY = 0.5

_CODE = re.compile(r"(?:gm)?(\d{1,4})", re.ASCII | re.IGNORECASE)
_KINDS = {kind.value: rank for rank, kind in enumerate(MunicipalityName.Kind)}
_SHORT = MunicipalityName.Kind.SHORT


@dataclass(frozen=True, slots=True)
class _IndexedName:
    row: NameRow
    key: str
    trigrams: frozenset[str]
    municipality: RegisteredMunicipality
    today: RegisteredMunicipality | None


class NameIndex:
    """The names of one register."""

    def __init__(
        self,
        rows: Iterable[NameRow],
        successions: Iterable[SuccessionRow],
        municipalities: Mapping[str, RegisteredMunicipality],
        today: Mapping[str, str | None],
    ) -> None:
        self._municipalities = municipalities
        self._today = today
        self._by_slug = {each.slug: each for each in municipalities.values()}
        self._other_heirs: dict[str, list[str]] = defaultdict(list)
        for succession in successions:
            self._other_heirs[succession.municipality_id].append(succession.successor_id)
        indexed = sorted((self._indexed(row) for row in rows), key=_most_present_first)
        self._existing = [name for name in indexed if name.today is not None]
        self._by_key: dict[str, list[_IndexedName]] = defaultdict(list)
        for name in indexed:
            self._by_key[name.key].append(name)

    def _indexed(self, row: NameRow) -> _IndexedName:
        return _IndexedName(
            row=row,
            key=names.key(row.normalised),
            trigrams=names.trigrams(row.normalised),
            municipality=self._municipalities[row.municipality_id],
            today=self.today(row.municipality_id),
        )

    def today(self, code: str) -> RegisteredMunicipality | None:
        """The municipality of today that the code belongs to."""
        heir = self._today.get(code)
        return self._municipalities[heir] if heir is not None else None

    def names_of(self, code: str) -> list[str]:
        """Every name, of now and of the past, that leads to today's municipality `code`."""
        return list(dict.fromkeys(name.row.name for name in self._existing if name.today and name.today.code == code))

    def parts(self, code: str) -> tuple[RegisteredMunicipality, ...]:
        """Today's municipalities that share what `code` was, the main heir first."""
        heirs = (self.today(each) for each in (code, *self._other_heirs.get(code, ())))
        return tuple(dict.fromkeys(heir for heir in heirs if heir is not None))

    def resolve(self, text: str, provinces: Mapping[str, str]) -> Resolution:
        """What `text` stands for; `provinces` gives the code of a province by the key of its name."""
        typed = text.strip()
        if len(typed) > LONGEST_TEXT:
            return Resolution(text)
        words = names.words_of_name(typed)
        exact = self._by_code(typed)
        if exact is None and names.key(words) not in self._by_key:
            exact = self._by_slug.get(typed.lower())
        if exact is not None:
            return self._found(text, exact, exact.name, [self.today(exact.code)])
        bearers = sorted(self._by_key.get(names.key(words), ()), key=lambda each: not _is_exactly(typed, each))
        return self._resolution(text, bearers or self._in_province(words, provinces))

    def _by_code(self, typed: str) -> RegisteredMunicipality | None:
        match = _CODE.fullmatch(typed)
        return self._municipalities.get(f"GM{match[1]:0>4}") if match else None

    def _in_province(self, words: list[str], provinces: Mapping[str, str]) -> list[_IndexedName]:
        """Those that bear the first words, in the province that the last words name: "Hengelo (Gelderland)"."""
        for border in range(len(words) - 1, 0, -1):
            province = provinces.get(names.key(words[border:]))
            bearers = self._by_key.get(names.key(words[:border]), ()) if province else ()
            inside = [each for each in bearers if (home := each.municipality.province) and home.code == province]
            if inside:
                return inside
        return []

    def _resolution(self, text: str, bearers: list[_IndexedName]) -> Resolution:
        """The one of today that bears the full name; else a former one; else the only one that bears it in short."""
        full = [each for each in bearers if each.row.kind != _SHORT]
        deciding = [each for each in full if each.municipality.is_current] or full or bearers
        candidates = [each.today for each in (*full, *bearers)]
        if deciding and len({each.today for each in deciding}) == 1:
            return self._found(text, deciding[0].municipality, deciding[0].row.name, candidates)
        return Resolution(text, candidates=_distinct(candidates))

    def _found(
        self,
        text: str,
        matched: RegisteredMunicipality,
        name: str,
        candidates: Iterable[RegisteredMunicipality | None],
    ) -> Resolution:
        return Resolution(
            text, matched, name, self.today(matched.code), _distinct(candidates), self.parts(matched.code)
        )

    def suggestions(self, text: str, limit: int) -> list[Suggestion]:
        """At most `limit` municipalities: names that begin so, names with a word that begins so, names that look so."""
        words = " ".join(names.words_of_name(text)) if len(text) <= LONGEST_TEXT else ""
        if not words:
            return []
        ranked = self._beginning_with(words) or self._looking_like(words)
        best: dict[str, _IndexedName] = {}
        for _rank, name in sorted(ranked, key=lambda each: each[0]):
            best.setdefault(name.municipality.code, name)
        return [
            Suggestion(name.row.name, name.row.kind, name.municipality, name.today)
            for name in list(best.values())[:limit]
            if name.today is not None
        ]

    def _beginning_with(self, words: str) -> list[tuple[float, _IndexedName]]:
        """Names that are `words` (0), begin with them (1), or have a word that does (2)."""
        key = names.key(words)
        return [
            (0 if name.key == key else 1 if name.key.startswith(key) else 2, name)
            for name in self._existing
            if name.key.startswith(key) or f" {words}" in name.row.normalised
        ]

    def _looking_like(self, words: str) -> list[tuple[float, _IndexedName]]:
        """Names that hold half of the trigrams of `words` or more; of two that hold as many, the shorter first."""
        wanted = names.trigrams(words)
        shared = ((len(name.trigrams & wanted) / len(wanted), name) for name in self._existing)
        return [(1 - share + len(name.trigrams) / 1000, name) for share, name in shared if share >= LEAST_SIMILARITY]


def _is_exactly(typed: str, name: _IndexedName) -> bool:
    """Whether the text is this name to the letter, or the address of the municipality."""
    return typed in {name.row.name, name.municipality.slug}


def _most_present_first(name: _IndexedName) -> tuple[object, ...]:
    """Today's municipalities before former ones, those abolished last first, official names first."""
    abolished_on = name.municipality.abolished_on
    gone_for = 0 if name.municipality.is_current or abolished_on is None else -abolished_on.toordinal()
    return (
        not name.municipality.is_current,
        gone_for,
        _KINDS[name.row.kind],
        name.municipality.sort_key,
        name.row.name,
    )


def _distinct(candidates: Iterable[RegisteredMunicipality | None]) -> tuple[RegisteredMunicipality, ...]:
    return tuple(dict.fromkeys(each for each in candidates if each is not None))
