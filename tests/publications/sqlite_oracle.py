"""The reference for figures: SQLite over what the site exports, which knows nothing of our filters and indexes."""

import csv
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from lessons.models import Lesson
from places.models import Municipality
from publications.models import InitiativeInPublication, Publication

PLACES = settings.BASE_DIR / "places" / "data"
KINDS = {"podcast_series": "podcastreeks", "podcast_episode": "aflevering", "bundle": "bundel", "article": "artikel"}
SUBJECTS = {"initiatives": "case", "lessons": "lesson", "publications": "publication"}
_HOW_MANY = "SELECT count(*) FROM asked"
_BY_VALUE = """
SELECT value, count(DISTINCT slug) FROM has JOIN asked USING (kind, slug) WHERE facet = ? GROUP BY value
"""
_ADDED_UP = "SELECT coalesce(sum(number), 0) FROM names JOIN asked USING (kind, slug) WHERE quantity = ?"
_WITHOUT = """
DELETE FROM asked WHERE NOT EXISTS (
    SELECT 1 FROM has JOIN wanted USING (value)
    WHERE has.kind = asked.kind AND has.slug = asked.slug AND facet = ?
)
"""
_YEARS = {
    "jaar_van": "DELETE FROM asked WHERE year IS NULL OR year < CAST(? AS INTEGER)",
    "jaar_tot": "DELETE FROM asked WHERE year IS NULL OR year > CAST(? AS INTEGER)",
}


class Oracle:
    """What the catalogue has at one moment, as three tables."""

    def __init__(self, folder: Path) -> None:
        file = folder / "cases.ndjson"
        call_command("export_initiatives", str(file), "--published", verbosity=0)
        self._db = sqlite3.connect(":memory:")
        self._db.executescript(
            "CREATE TABLE thing (kind, slug, year);"
            "CREATE TABLE has (kind, slug, facet, value);"
            "CREATE TABLE names (kind, slug, quantity, number);"
            "CREATE TABLE asked (kind, slug, year);"
            "CREATE TABLE wanted (value)"
        )
        self._places = dict(_places())
        bundles = _bundles()
        cases = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        for case in cases:
            self._add_case(case, bundles)
        for lesson in Lesson.objects.published().select_related("published_version"):
            told: Any = lesson.published_version
            self._add("lesson", lesson.slug, "", {"voor_wie": told.audiences, "thema": _themes(told)})
            self._count("lesson", lesson.slug, "sources", told.sources.count())
        province_of = {case["slug"]: self._places.get(case["municipality"] or "", ("", ""))[1] for case in cases}
        for publication in Publication.objects.published().select_related("published_version"):
            self._add_publication(publication.slug, publication.published_version, province_of)

    def answer(self, question: Mapping[str, Any]) -> dict[str, Any]:
        """The value of a question, or its rows by slug."""
        self._db.execute("DELETE FROM asked")
        self._db.execute("INSERT INTO asked SELECT * FROM thing WHERE kind = ?", [SUBJECTS[question["of"]]])
        self._narrow(question.get("filters", {}))
        measure = question["measure"]
        if measure in {"top", "values"}:
            rows = dict(self._rows(_BY_VALUE, question["facet"]))
            return {"value": len(rows)} if measure == "values" else {"rows": _largest(rows, question.get("limit"))}
        if measure == "sum":
            return {"value": self._number(_ADDED_UP, question["quantity"])}
        whole = self._number(_HOW_MANY)
        if measure == "count":
            return {"value": whole}
        self._narrow(question["part"])
        return {"value": self._number(_HOW_MANY), "whole": whole}

    def _narrow(self, filters: Mapping[str, list[str]]) -> None:
        """Leave out what does not have one of the values of each facet."""
        for name, values in filters.items():
            if name in _YEARS:
                self._db.execute(_YEARS[name], values)
                continue
            self._db.execute("DELETE FROM wanted")
            self._db.executemany("INSERT INTO wanted VALUES (?)", [[value] for value in values])
            self._db.execute(_WITHOUT, [name])

    def _number(self, sql: str, *values: Any) -> int:
        [(number,)] = self._rows(sql, *values)
        return int(number)

    def _rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        return self._db.execute(sql, values).fetchall()

    def _add_case(self, case: Mapping[str, Any], bundles: Mapping[str, list[str]]) -> None:
        places = self._places.get(case["municipality"] or "", ("", ""))
        connections = [name for name in ("bonding", "bridging", "linking") if case[name]]
        values = {
            "thema": case["themes"],
            "doelgroep": case["target_groups"],
            "functie": case["community_work"],
            "actor": [actor["kind"] for actor in case["actors"]],
            "accommodatie": [place["kind"] for place in case["accommodations"]],
            "toegang": [place["access"] for place in case["accommodations"]],
            "verbinding": connections,
            "bundel": bundles.get(case["slug"], []),
            "gemeente": places[:1],
            "provincie": places[1:],
        }
        self._add("case", case["slug"], str(case["started"] or ""), values)
        numbers = {"actors": "actors", "accommodations": "accommodations", "sources": "sources"}
        for quantity, name in numbers.items():
            self._count("case", case["slug"], quantity, len(case[name]))

    def _add_publication(self, slug: str, version: Any, province_of: Mapping[str, str]) -> None:
        """`province_of`: the public cases, with their provinces."""
        about = [row.initiative.slug for row in version.initiative_rows.all() if row.initiative.slug in province_of]
        values = {
            "soort": [KINDS.get(version.kind, version.kind)],
            "thema": _themes(version),
            "provincie": [province_of[case] for case in about],
        }
        self._add("publication", slug, version.issued, values)
        self._count("publication", slug, "cases", len(about))

    def _count(self, kind: str, slug: str, quantity: str, number: int) -> None:
        self._db.execute("INSERT INTO names VALUES (?, ?, ?, ?)", (kind, slug, quantity, number))

    def _add(self, kind: str, slug: str, started: str, values: Mapping[str, Iterable[str]]) -> None:
        self._db.execute("INSERT INTO thing VALUES (?, ?, ?)", (kind, slug, int(started[:4]) if started else None))
        rows = {(kind, slug, facet, value) for facet, all_of in values.items() for value in all_of if value}
        self._db.executemany("INSERT INTO has VALUES (?, ?, ?, ?)", sorted(rows))


def _largest(rows: Mapping[str, int], limit: int | None) -> dict[str, int]:
    """Without a limit all; with one, what must be in it and what may: of equals at the end, any may be shown."""
    if limit is None or len(rows) <= limit:
        return dict(rows)
    least = sorted(rows.values(), reverse=True)[limit - 1]
    return {slug: number for slug, number in rows.items() if number >= least}


def _themes(version: Any) -> list[str]:
    return [row.tag.slug for row in version.theme_rows.all()]


def _bundles() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    rows = InitiativeInPublication.objects.filter(
        version__record__in=Publication.objects.published().of_kind("bundle"),
        version__in=Publication.objects.values("published_version"),
    )
    for case, bundle in rows.values_list("initiative__slug", "version__record__slug"):
        found.setdefault(case, []).append(bundle)
    return found


def _places() -> Iterator[tuple[str, tuple[str, str]]]:
    """For every code of a municipality, former ones too: the slugs of today's municipality and of its province."""
    today = timezone.localdate().isoformat()
    into = {row["code"]: row["successor_code"] for row in _table("mergers") if row["abolished_on"] <= today}
    provinces = {row["code"]: row["slug"] for row in _table("provinces")}
    slugs = dict(Municipality.objects.values_list("code", "slug"))
    province_of = {row["code"]: provinces[row["province_code"]] for row in _table("municipalities")}
    for code in {*into, *province_of}:
        now = code
        while now in into:
            now = into[now]
        if now in province_of:
            yield code, (slugs[now], province_of[now])


def _table(name: str) -> list[dict[str, str]]:
    with (PLACES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
