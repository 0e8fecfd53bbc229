"""From a published case to its row in the catalogue."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from operator import itemgetter
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Min, Model, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import JSONArray

from changes.log import prune
from changes.models import Kind
from curation.copying import copy_in
from curation.statements import KEYS, Statement
from initiatives import contributions, facets
from initiatives.catalogue_rows import (
    COLUMNS,
    TEXTS,
    Place,
    PublicCase,
    read_keyword,
    read_name,
    read_texts,
    read_theme,
    row_of,
)
from initiatives.models import (
    Accommodation,
    CatalogueEntry,
    CommunityWorkInVersion,
    Initiative,
    InitiativePicture,
    InitiativeVersion,
    Involvement,
    KeywordInVersion,
    TargetGroupInVersion,
    ThemeInVersion,
)
from search import findables, learning, word_lists

Belongings = dict[str, list[tuple[Any, ...]]]

BATCH = 500
_BELONGINGS: dict[str, tuple[type[Model], str, tuple[str, ...]]] = {
    "themes": (ThemeInVersion, "content_object", ("tag_id", "tag__name", "tag__synonyms")),
    "keywords": (KeywordInVersion, "content_object", ("tag__name",)),
    "target_groups": (TargetGroupInVersion, "version", ("term_id", "term__name")),
    "community_work": (CommunityWorkInVersion, "version", ("term_id", "term__name")),
    "actors": (Involvement, "version", ("actor__kind_id", "actor__name")),
    "accommodations": (Accommodation, "version", ("kind_id", "kind__name", "access", "name")),
    "pictures": (InitiativePicture, "version", ("position", "pk", "picture_id")),
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
    """Make the whole projection anew, and the dictionary of search; returns the number of entries."""
    learning.learn_anew()
    prune({Kind.ENTRIES: word_lists.edition_of(Kind.ENTRIES) or 0})
    project(Initiative.objects.values_list("pk", flat=True))
    findables.renew_all()
    return CatalogueEntry.objects.count()


def renew_word_lists(gathered: word_lists.Gathered | None = None) -> None:
    """Make the lists by which words are found at once anew when much has changed; not inside a transaction.

    `gathered` are the words of rows that were just written.
    """
    if word_lists.needs_renewal(CatalogueEntry, Kind.ENTRIES):
        word_lists.renew(CatalogueEntry, Kind.ENTRIES, "facets", gathered)


def is_missing() -> bool:
    """Whether there are public cases without a row, as after an upgrade that changes what a row holds."""
    return Initiative.objects.published().filter(entry=None).exists()


def _project_batch(keys: list[int]) -> None:
    public = _lock(keys)
    _number([key for key, (_version, known) in public.items() if known is None])
    found = InitiativeVersion.objects.filter(pk__in=[version for version, _number in public.values()])
    versions = list(found.select_related("record", "municipality").order_by("record"))
    contributed = {name: source.keys_of(public) for name, source in contributions.facets.items()}
    belongings = _read_belongings([version.pk for version in versions])
    vocabulary: set[str] = set()
    rows = []
    for version in versions:
        row, indexed = row_of(_case(version, belongings[version.pk], contributed))
        vocabulary |= indexed.vocabulary
        rows.append(row)
    CatalogueEntry.objects.filter(pk__in=keys).delete()
    if rows:
        learning.learn(vocabulary)
        copy_in(CatalogueEntry, COLUMNS, rows)


def _lock(keys: list[int]) -> dict[int, tuple[int, int | None]]:
    """Those of the cases that are public, with their version and number.

    Locked in the order of their keys, as everybody does; new rows that refer to them need not wait.
    """
    cases = Initiative.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=keys).order_by("pk")
    rows = cases.values_list("pk", "published_version", "withdrawn_at", "catalogue_number")
    return {key: (version, number) for key, version, withdrawn, number in rows if version and not withdrawn}


def draw_numbers(number: int) -> list[int]:
    """The next numbers of the catalogue, for so many cases that become public for the first time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('initiatives_catalogue_number') FROM generate_series(1, %s)", [number])
        return [drawn for (drawn,) in cursor.fetchall()]


def _number(new: list[int]) -> None:
    """Give the cases that become public for the first time the next numbers."""
    if not new:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE initiatives_initiative SET catalogue_number = numbered.number"
            " FROM unnest(%s::bigint[], %s::integer[]) AS numbered (id, number)"
            " WHERE initiatives_initiative.id = numbered.id",
            [new, draw_numbers(len(new))],
        )


def _of_versions() -> QuerySet:
    """What belongs to versions, each with the version, the name of its list, its key, and its columns."""
    kinds = [
        model._default_manager.filter(**{f"{owner}__in": KEYS})
        .annotate(of_version=F(f"{owner}_id"), list_name=Value(name), columns=JSONArray(*columns))
        .values_list("of_version", "list_name", "pk", "columns")
        for name, (model, owner, columns) in _BELONGINGS.items()
    ]
    of_record = InitiativeVersion.objects.filter(record=OuterRef("record")).order_by().values("record")
    first = Subquery(of_record.annotate(first=Min("published_at")).values("first"))
    kinds.append(
        InitiativeVersion.objects.filter(pk__in=KEYS)
        .annotate(of_version=F("pk"), list_name=Value("first"), columns=JSONArray(first))
        .values_list("of_version", "list_name", "pk", "columns")
    )
    return kinds[0].union(*kinds[1:], all=True)


_belongings = Statement(_of_versions)


def _read_belongings(versions: list[int]) -> Mapping[int, Belongings]:
    """What belongs to each version, in one statement and as plain values: objects would take too long."""
    read: dict[int, Belongings] = {version: {name: [] for name in (*_BELONGINGS, "first")} for version in versions}
    for version, name, _key, columns in sorted(_belongings.rows(versions), key=itemgetter(2)):
        read[version][name].append(tuple(json.loads(columns)))
    return read


def _case(
    version: InitiativeVersion, belongings: Belongings, contributed: Mapping[str, Mapping[int, list[int]]]
) -> PublicCase:
    place = version.municipality
    [[first]] = belongings["first"]
    first_published_at = datetime.fromisoformat(first)
    return PublicCase(
        initiative=version.record_id,
        version=version.pk,
        number=version.record.catalogue_number or 0,
        slug=version.record.slug,
        texts=read_texts({name: getattr(version, name) for name in TEXTS}),
        language=version.language,
        picture=min(belongings["pictures"])[2] if belongings["pictures"] else None,
        place=Place(place.code, place.display_name, place.sort_name) if place else Place(),
        online=version.online,
        incomplete=version.incomplete,
        started=version.started,
        first_published_at=first_published_at,
        published_at=version.published_at or first_published_at,
        connections=[name for name in facets.CONNECTIONS if getattr(version, name)],
        not_found=version.not_found,
        themes=[(key, read_theme(name, tuple(synonyms))) for key, name, synonyms in belongings["themes"]],
        keywords=[read_keyword(name) for (name,) in belongings["keywords"]],
        target_groups=[(key, read_name(name)) for key, name in belongings["target_groups"]],
        community_work=[(key, read_name(name)) for key, name in belongings["community_work"]],
        actors=[(kind, read_name(name)) for kind, name in belongings["actors"]],
        accommodations=[
            (kind, access, read_name(name or kind_name))
            for kind, kind_name, access, name in belongings["accommodations"]
        ],
        contributed=[
            facets.BY_NAME[name].code(key)
            for name, keys_of in contributed.items()
            for key in keys_of.get(version.record_id, ())
        ],
    )
