"""The 22 knowledge products of Wij in de Wijk that the site ships with."""

import json
from pathlib import Path
from typing import Any

from curation.shipping import empty_draft, found_at, ship_records
from initiatives.harvest import read_lines
from initiatives.models import Initiative, Theme
from lessons.harvest import DATA as LESSONS
from lessons.models import Lesson
from publications import workflow
from publications.bundles import editions
from publications.models import (
    InitiativeInPublication,
    LessonInPublication,
    Publication,
    PublicationSource,
    PublicationVersion,
    ThemeInPublication,
    Tile,
)

DATA = Path(__file__).parent / "data" / "wij_in_de_wijk.ndjson"
TILES = Path(__file__).parent / "data" / "infographics.json"
FIELDS = ("kind", "genre", "title", "summary", "body", "makers", "incomplete", "uncertain", "language")


def load_publications(file: Path = DATA, lessons: Path = LESSONS) -> int:
    """Bring in the publications; returns how many were made or renewed. Their cases and lessons must be there."""
    rows = read_lines(file)
    found_in = read_lines(lessons)
    tiles = json.loads(TILES.read_text(encoding="utf-8"))
    for row in rows:
        told = [lesson["slug"] for lesson in found_in if row["slug"] in lesson["publications"]]
        shown = tiles.get(row["slug"], [])
        row["lessons"] = list(dict.fromkeys([*told, *(tile["lesson"] for tile in shown if "lesson" in tile)]))
        if shown:
            row["tiles"] = shown
    # A series before its parts, and what counts publications after all that it counts.
    rows.sort(key=lambda row: (row["series"] is not None, "tiles" in row))
    changes = ship_records(Publication, rows, make=_make, renew=_renew)
    editions.keep_missing()
    return changes


def _make(values: dict[str, Any]) -> Publication:
    record = Publication.objects.create(slug=values["slug"])
    _publish(PublicationVersion(record=record), values)
    return record


def _renew(record: Publication, values: dict[str, Any]) -> None:
    _publish(empty_draft(record), values)


def _publish(version: PublicationVersion, values: dict[str, Any]) -> None:
    for name in FIELDS:
        setattr(version, name, values[name])
    version.issued, version.number_in_series = values["published_on"], values["number"]
    version.series = next(iter(found_at(Publication, [values["series"] or ""])), None)
    version.save()
    ThemeInPublication.objects.bulk_create(
        ThemeInPublication(content_object=version, tag=theme) for theme in found_at(Theme, values["themes"])
    )
    InitiativeInPublication.objects.bulk_create(
        InitiativeInPublication(version=version, initiative=case)
        for case in found_at(Initiative, values["initiatives"])
    )
    LessonInPublication.objects.bulk_create(
        LessonInPublication(version=version, lesson=lesson) for lesson in found_at(Lesson, values["lessons"])
    )
    PublicationSource.objects.bulk_create(PublicationSource(version=version, **source) for source in values["sources"])
    _lay(values.get("tiles", []), version)
    workflow.publish(version, by=None)


def _lay(tiles: list[dict[str, Any]], version: PublicationVersion) -> None:
    """The tiles of an infographic; one of a lesson that people deleted is left out."""
    for position, said in enumerate(tiles):
        slug = said.get("lesson")
        lesson = next(iter(found_at(Lesson, [slug])), None) if slug else None
        if slug and lesson is None:
            continue
        Tile.objects.create(version=version, position=position, **said | {"lesson": lesson})
