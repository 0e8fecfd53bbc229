"""Counts of facets as anybody would count them: plain Python over all published cases, read from their own tables.

Knows nothing of codes, of the catalogue's rows, or of how the site counts.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F

from initiatives.models import (
    Accommodation,
    CommunityWorkInVersion,
    Initiative,
    Involvement,
    TargetGroupInVersion,
    ThemeInVersion,
)
from places.register import Register, register

Value = tuple[str, str]
CONNECTIONS = ("bonding", "bridging", "linking")
_ROWS: dict[str, tuple[Any, str, str]] = {
    "thema": (ThemeInVersion, "content_object", "tag__slug"),
    "actor": (Involvement, "version", "actor__kind__slug"),
    "accommodatie": (Accommodation, "version", "kind__slug"),
    "toegang": (Accommodation, "version", "access"),
    "doelgroep": (TargetGroupInVersion, "version", "term__slug"),
    "functie": (CommunityWorkInVersion, "version", "term__slug"),
}
"""Table, the version it belongs to, and the slug of the value, by facet."""


@dataclass(frozen=True)
class Case:
    """What a published case can be found by."""

    values: frozenset[Value]
    year: int | None


@dataclass
class Question:
    """Chosen values by facet (alternatives), and years."""

    chosen: dict[str, list[str]] = field(default_factory=dict)
    first_year: int | None = None
    last_year: int | None = None

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """As a query string has them."""
        years = [("jaar_van", self.first_year), ("jaar_tot", self.last_year)]
        return [(facet, slug) for facet, slugs in self.chosen.items() for slug in slugs] + [
            (name, str(year)) for name, year in years if year
        ]


class Oracle:
    """All published cases, and what there is to count."""

    def __init__(self) -> None:
        self.cases: dict[int, Case] = {}
        self._same: dict[Value, Value] = {}  # a million cases share a few hundred values
        self.read()

    def read(self, keys: list[int] | None = None) -> None:
        """Read all cases, or those with these keys, which may have changed or gone."""
        for key in list(self.cases) if keys is None else keys:
            self.cases.pop(key, None)
        published = Initiative.objects.published()
        of_keys: dict[str, Any] = {} if keys is None else {"pk__in": keys}
        columns = [f"published_version__{name}" for name in ("municipality_id", "started", *CONNECTIONS)]
        values = self._rows(keys)
        places = register()
        rows = published.filter(**of_keys).values_list("pk", *columns)
        for key, municipality, started, *texts in rows.iterator(chunk_size=5000):
            found = values.pop(key, set())
            found.update(self._places(places, municipality))
            found.update(self._value("verbinding", name) for name, text in zip(CONNECTIONS, texts, strict=True) if text)
            self.cases[key] = Case(frozenset(found), int(started[:4]) if started else None)

    def _rows(self, keys: list[int] | None) -> dict[int, set[Value]]:
        found: dict[int, set[Value]] = defaultdict(set)
        for facet, (model, owner, slug) in _ROWS.items():
            rows = model.objects.filter(**{f"{owner}__record__published_version": F(f"{owner}_id")})
            if keys is not None:
                rows = rows.filter(**{f"{owner}__record__in": keys})
            for key, name in rows.values_list(f"{owner}__record_id", slug).iterator(chunk_size=5000):
                if name:
                    found[key].add(self._value(facet, name))
        return found

    def _places(self, places: Register, code: str | None) -> Iterable[Value]:
        """The municipality of today, when there is one, and its province."""
        today = places.municipality(places.today(code) or "") if code else None
        if today:
            yield self._value("gemeente", today.slug)
            if today.province:
                yield self._value("provincie", today.province.slug)

    def _value(self, facet: str, slug: str) -> Value:
        return self._same.setdefault((facet, slug), (facet, slug))

    def forget_unused_values(self) -> None:
        """After a merge of terms: a value that no case has any more may not be one."""
        used = {value for case in self.cases.values() for value in case.values}
        self._same = {value: value for value in used}

    def count(self, question: Question) -> tuple[int, Counter[Value]]:
        """The total, and the count of each value: its own facet's choices left out."""
        chosen = {facet: frozenset((facet, slug) for slug in slugs) for facet, slugs in question.chosen.items()}
        total, counts, of_missed = 0, Counter[Value](), {facet: Counter[Value]() for facet in chosen}
        for case in self.cases.values():
            if not _in_years(case, question):
                continue
            missed = [facet for facet, wanted in chosen.items() if wanted.isdisjoint(case.values)]
            if not missed:
                total += 1
                counts.update(case.values)
            elif len(missed) == 1:
                of_missed[missed[0]].update(value for value in case.values if value[0] == missed[0])
        for found in of_missed.values():
            counts.update(found)
        return total, counts

    def question(self, chance: random.Random) -> Question:
        """Any: one to four facets with one to three values that some case has, and years now and then."""
        question = Question()
        facets = sorted({facet for facet, _slug in self._same})
        for facet in chance.sample(facets, chance.randint(1, 4)):
            slugs = sorted(slug for name, slug in self._same if name == facet)
            question.chosen[facet] = chance.sample(slugs, min(len(slugs), chance.randint(1, 3)))
        if chance.random() < 0.2:
            question.first_year = chance.randint(1990, 2020)
        if chance.random() < 0.2:
            question.last_year = chance.randint(2005, 2025)
        return question


def _in_years(case: Case, question: Question) -> bool:
    if not (question.first_year or question.last_year):
        return True
    return case.year is not None and (question.first_year or 0) <= case.year <= (question.last_year or 9999)
