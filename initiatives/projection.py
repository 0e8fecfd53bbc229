"""From a published case to its row in the catalogue."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Min, Model

from curation.partial_dates import year_of
from curation.rich_text import fold, sort_key, text_of
from initiatives import contributions, facets
from initiatives.models import (
    Accommodation,
    CatalogueEntry,
    CommunityWorkInVersion,
    Initiative,
    InitiativeVersion,
    Involvement,
    KeywordInVersion,
    TargetGroupInVersion,
    ThemeInVersion,
)

Belongings = dict[str, list[tuple[Any, ...]]]
Document = tuple[str, str, str]

BATCH = 500
AFTER_ALL_PLACES = "\uffff"
TEXT_CONFIGURATION = "dutch"
_BELONGINGS: dict[str, tuple[type[Model], str, tuple[str, ...]]] = {
    "themes": (ThemeInVersion, "content_object", ("tag_id", "tag__name", "tag__synonyms")),
    "keywords": (KeywordInVersion, "content_object", ("tag__name",)),
    "target_groups": (TargetGroupInVersion, "version", ("term_id", "term__name")),
    "community_work": (CommunityWorkInVersion, "version", ("term_id", "term__name")),
    "actors": (Involvement, "version", ("actor__kind_id", "actor__name")),
    "accommodations": (Accommodation, "version", ("kind_id", "kind__name", "access", "name")),
}
"""What belongs to a version and shows in the catalogue: table, owner, columns."""


@transaction.atomic
def project(initiatives: Iterable[int]) -> None:
    """Make the catalogue rows of these initiatives (by key) right: written when public, gone when not.

    Each stays locked until the transaction ends, so that what is read here is not old when it is written.
    """
    keys = sorted(set(initiatives))
    for start in range(0, len(keys), BATCH):
        _project_batch(keys[start : start + BATCH])


@transaction.atomic
def rebuild() -> int:
    """Make the whole projection anew; returns the number of entries."""
    project(Initiative.objects.values_list("pk", flat=True))
    return CatalogueEntry.objects.count()


def _project_batch(keys: list[int]) -> None:
    _lock(keys)
    public = Initiative.objects.published().filter(pk__in=keys)
    found = InitiativeVersion.objects.filter(pk__in=public.values("published_version"))
    versions = list(found.select_related("record", "municipality"))
    first = dict(InitiativeVersion.objects.filter(record__in=keys).values_list("record").annotate(Min("published_at")))
    contributed = {name: source.keys_of(keys) for name, source in contributions.facets.items()}
    belongings = _read_belongings([version.pk for version in versions])
    entries = [_entry(version, first[version.record_id]) for version in versions]
    for entry, version in zip(entries, versions, strict=True):
        entry.facets = sorted(_codes(version, belongings[version.pk], contributed))
    documents = [_document(version, belongings[version.pk]) for version in versions]
    CatalogueEntry.objects.filter(pk__in=keys).delete()
    if entries:
        _write(entries, documents)


def _lock(keys: list[int]) -> None:
    """In the order of their keys, as everybody does; new rows that refer to them need not wait."""
    cases = Initiative.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=keys)
    list(cases.order_by("pk").values_list("pk", flat=True))


def _read_belongings(versions: list[int]) -> Mapping[int, Belongings]:
    """What belongs to each version, as tuples: a projection reads too many rows to make objects of them."""
    read: dict[int, Belongings] = {version: {name: [] for name in _BELONGINGS} for version in versions}
    for name, (model, owner, columns) in _BELONGINGS.items():
        rows = model._default_manager.filter(**{f"{owner}__in": versions}).order_by("pk")
        for version, *values in rows.values_list(f"{owner}_id", *columns):
            read[version][name].append(tuple(values))
    return read


def _entry(version: InitiativeVersion, first_published_at: datetime) -> CatalogueEntry:
    return CatalogueEntry(
        initiative_id=version.record_id,
        version_id=version.pk,
        slug=version.record.slug,
        title=version.title,
        sort_title=sort_key(version.title),
        summary=version.summary,
        language=version.language,
        municipality_code=version.municipality_id or "",
        sort_place=version.municipality.sort_name if version.municipality else AFTER_ALL_PLACES,
        neighbourhood=version.neighbourhood,
        online=version.online,
        incomplete=version.incomplete,
        started=version.started,
        started_year=year_of(version.started),
        first_published_at=first_published_at,
        published_at=version.published_at or first_published_at,
    )


def _codes(
    version: InitiativeVersion, belongings: Belongings, contributed: Mapping[str, Mapping[int, list[int]]]
) -> set[int]:
    premises = belongings["accommodations"]
    keys = [
        (facets.THEME, [key for key, _name, _synonyms in belongings["themes"]]),
        (facets.ACTOR, [kind for kind, _name in belongings["actors"]]),
        (facets.ACCOMMODATION, [kind for kind, _kind_name, _access, _name in premises]),
        (facets.ACCESS, [facets.ACCESS_KEYS.get(access) for _kind, _kind_name, access, _name in premises]),
        (facets.TARGET_GROUP, [key for key, _name in belongings["target_groups"]]),
        (facets.CONNECTION, [key for name, key in facets.CONNECTIONS.items() if getattr(version, name)]),
        (facets.COMMUNITY_WORK, [key for key, _name in belongings["community_work"]]),
        *((facets.BY_NAME[name], keys_of.get(version.record_id, [])) for name, keys_of in contributed.items()),
    ]
    codes = {facet.code(key) for facet, found in keys for key in found if key}
    if version.municipality_id:
        codes.add(facets.municipality_code(version.municipality_id))
    return codes


def _document(version: InitiativeVersion, belongings: Belongings) -> Document:
    """What is searched in, by weight."""
    place = version.municipality.display_name if version.municipality else ""
    themes = [word for _key, name, synonyms in belongings["themes"] for word in (name, *synonyms)]
    keywords = [name for (name,) in belongings["keywords"]]
    near = [version.summary, place, version.neighbourhood, *themes, *keywords]
    far = [
        text_of(version.body),
        version.bonding,
        version.bridging,
        version.linking,
        *(name for _kind, name in belongings["actors"]),
        *(name or kind_name for _kind, kind_name, _access, name in belongings["accommodations"]),
        *(name for _key, name in belongings["target_groups"]),
        *(name for _key, name in belongings["community_work"]),
    ]
    # Together they stay below the megabyte that PostgreSQL gives a search document.
    return _searchable([version.title], 200), _searchable(near, 50_000), _searchable(far, 200_000)


def _searchable(texts: Iterable[str], longest: int) -> str:
    return fold(" \n".join(texts))[:longest]


def _write(entries: list[CatalogueEntry], documents: list[Document]) -> None:
    """Write the entries with the search document that PostgreSQL makes of their words, in one statement."""
    fields = [field for field in CatalogueEntry._meta.concrete_fields if field.name not in {"facets", "search"}]
    types = [(field.db_type(connection) or "").split("(")[0] for field in fields]
    values = [[getattr(entry, field.attname) for entry in entries] for field in fields]
    codes = [f"{{{','.join(map(str, entry.facets))}}}" for entry in entries]
    given = ", ".join(f"%s::{kind}[]" for kind in (*types, "text", "text", "text", "text"))
    names = ", ".join(connection.ops.quote_name(field.attname) for field in fields)
    search = " || ".join(f"setweight(to_tsvector('{TEXT_CONFIGURATION}', {words}), '{words}')" for words in "ABC")
    statement = (
        f"INSERT INTO {CatalogueEntry._meta.db_table} ({names}, facets, search)"  # noqa: S608 - our own names
        f" SELECT {names}, codes::integer[], {search} FROM unnest({given}) AS entry ({names}, codes, a, b, c)"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, codes, *map(list, zip(*documents, strict=True))])
