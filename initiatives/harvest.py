"""The vocabulary and the cases of Wij in de Wijk that the site ships with."""

import csv
import io
import json
from pathlib import Path
from typing import Any

from django.db import models, transaction

from curation.shipping import ship_records, ship_terms
from initiatives.exchange import Manner, check_file, import_file
from initiatives.models import (
    AccommodationKind,
    ActorKind,
    CommunityWork,
    Initiative,
    InvolvementRole,
    Phase,
    TargetGroup,
    Theme,
)
from initiatives.vocabulary_workflow import project_cases_with

DATA = Path(__file__).parent / "data"
LISTS: dict[str, type[models.Model]] = {
    "theme": Theme,
    "actor_kind": ActorKind,
    "role": InvolvementRole,
    "accommodation_kind": AccommodationKind,
    "target_group": TargetGroup,
    "community_work": CommunityWork,
    "phase": Phase,
}


def read_lines(file: Path) -> list[dict[str, Any]]:
    """The objects of a file with one JSON object a line."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


@transaction.atomic
def load_vocabulary(file: Path = DATA / "vocabulary.csv") -> int:
    """Bring in the terms of all lists; returns how many were made or bettered."""
    terms: dict[str, dict[str, dict[str, Any]]] = {name: {} for name in LISTS}
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            terms[row["list"]][row["slug"]] = _term(row, position=len(terms[row["list"]]) + 1)
    changed = [ship_terms(LISTS[name], rows) for name, rows in terms.items()]
    for terms_of_list in changed:
        project_cases_with(*terms_of_list)
    return sum(map(len, changed))


def _term(row: dict[str, str], position: int) -> dict[str, Any]:
    values: dict[str, Any] = {name: row[name] for name in ("name", "name_en", "description", "source")}
    values["synonyms"] = [word for word in row["synonyms"].split("|") if word]
    values["position"] = position
    if row["list"] == "accommodation_kind":
        values["default_access"] = row["default_access"]
    return values


def load_cases(file: Path = DATA / "wij_in_de_wijk.ndjson") -> int:
    """Bring in the cases, published; returns how many were made or renewed. The vocabulary must be there."""
    return ship_records(Initiative, read_lines(file), make=_make, renew=_renew, still_says=_still_says)


def _make(values: dict[str, Any]) -> Initiative:
    _import(values)
    return Initiative.objects.get(slug=values["slug"])


def _renew(_record: Initiative, values: dict[str, Any]) -> None:
    _import(values)


def _still_says(values: dict[str, Any]) -> bool:
    """Whether what readers see of a case is what these values say."""
    return check_file(*_as_file(values)).unchanged == 1


def _as_file(values: dict[str, Any]) -> tuple[io.BytesIO, str, Manner]:
    return io.BytesIO(json.dumps(values).encode()), f"{values['slug']}.ndjson", Manner(by=None, publish=True)


def _import(values: dict[str, Any]) -> None:
    report = import_file(*_as_file(values))
    if report.errors:
        raise ValueError(f"{values['slug']}: {report.errors}")
