"""What versions say, as values of the exchange format; read as plain rows, since an import reads very many."""

from collections.abc import Collection
from operator import itemgetter
from typing import Any

from django.db.models import Model

from curation.among import among
from curation.models import owner_field
from initiatives.exchange.cleaning import in_paragraphs
from initiatives.exchange.fields import Values
from initiatives.models import (
    Accommodation,
    CommunityWorkInVersion,
    InitiativeVersion,
    Involvement,
    KeywordInVersion,
    Source,
    TargetGroupInVersion,
    ThemeInVersion,
)

_PLAIN = (
    "title",
    "summary",
    "neighbourhood",
    "online",
    "bonding",
    "bridging",
    "linking",
    "started",
    "ended",
    "visited",
    "incomplete",
    "language",
)
_COLUMNS = ("pk", *_PLAIN, "record__slug", "body", "municipality_id", "phase__slug", "uncertain", "not_found")
_LISTS: dict[str, tuple[type[Model], str]] = {
    "themes": (ThemeInVersion, "tag__slug"),
    "keywords": (KeywordInVersion, "tag__name"),
    "target_groups": (TargetGroupInVersion, "term__slug"),
    "community_work": (CommunityWorkInVersion, "term__slug"),
}
_RECORDS: dict[str, tuple[type[Model], tuple[str, ...]]] = {
    "actors": (Involvement, ("actor__name", "actor__kind__slug", "role__slug")),
    "accommodations": (Accommodation, ("name", "kind__slug", "access")),
    "sources": (Source, ("title", "url", "year")),
}
_EMPTY: Values = dict.fromkeys((*_LISTS, *_RECORDS), ())


def snapshots(versions: Collection[int]) -> dict[int, Values]:
    """The values of each of these versions, by its key, in the inner form."""
    found: dict[int, Values] = {}
    for key, *row in InitiativeVersion.objects.filter(among("pk", versions)).values_list(*_COLUMNS):
        values = dict(zip(_PLAIN, row, strict=False))
        slug, body, municipality, phase, uncertain, not_found = row[len(_PLAIN) :]
        values |= {"slug": slug, "body": in_paragraphs(body), "municipality": municipality or "", "phase": phase or ""}
        found[key] = values | {"uncertain": tuple(uncertain), "not_found": tuple(not_found)} | _EMPTY
    for name, (model, column) in _LISTS.items():
        _add(found, name, _rows(model, versions, column), itemgetter(1))
    for name, (model, columns) in _RECORDS.items():
        _add(found, name, _rows(model, versions, *columns), _record)
    return found


def _rows(model: type[Model], versions: Collection[int], *columns: str) -> Any:
    """The rows of these versions with the key of the version, in the order in which they were made."""
    owner = f"{owner_field(model, InitiativeVersion)}_id"
    return model._default_manager.filter(among(owner, versions)).order_by(owner, "pk").values_list(owner, *columns)


def _add(found: dict[int, Values], name: str, rows: Any, value: Any) -> None:
    for row in rows:
        found[row[0]][name] += (value(row),)


def _record(row: tuple[Any, ...]) -> tuple[str, ...]:
    return tuple("" if part is None else str(part) for part in row[1:])
