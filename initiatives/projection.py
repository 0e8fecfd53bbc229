"""From a published case to its row in the catalogue."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from operator import itemgetter
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Min, Model, OuterRef, Subquery, Value
from django.db.models.functions import JSONArray

from changes.log import prune
from changes.models import Kind
from curation.copying import array, copy_in
from curation.partial_dates import year_of
from curation.rich_text import sort_key, text_of
from initiatives import contributions, facets
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
from search.documents import LONGEST_FAR, Document, index

Belongings = dict[str, list[tuple[Any, ...]]]

BATCH = 500
AFTER_ALL_PLACES = "\uffff"
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


def renew_word_lists() -> None:
    """Make the lists by which words are found at once anew when much has changed; not inside a transaction."""
    if word_lists.needs_renewal(CatalogueEntry, Kind.ENTRIES):
        word_lists.renew(CatalogueEntry, Kind.ENTRIES)


def is_missing() -> bool:
    """Whether there are public cases without a row, as after an upgrade that changes what a row holds."""
    return Initiative.objects.published().filter(entry=None).exists()


def _project_batch(keys: list[int]) -> None:
    public = _lock(keys)
    _number([key for key, (_version, number) in public.items() if number is None])
    found = InitiativeVersion.objects.filter(pk__in=[version for version, _number in public.values()])
    versions = list(found.select_related("record", "municipality").order_by("record"))
    contributed = {name: source.keys_of(public) for name, source in contributions.facets.items()}
    belongings = _read_belongings([version.pk for version in versions])
    vocabulary: set[str] = set()
    entries = []
    for version in versions:
        entry = _entry(version, belongings[version.pk])
        entry.facets = sorted(_codes(version, belongings[version.pk], contributed))
        indexed = index(_document(version, entry.text, belongings[version.pk]))
        entry.words, entry.folded = indexed.marked, indexed.folded
        vocabulary |= indexed.vocabulary
        entries.append(entry)
    CatalogueEntry.objects.filter(pk__in=keys).delete()
    if entries:
        learning.learn(vocabulary)
        _write(entries)


def _lock(keys: list[int]) -> dict[int, tuple[int, int | None]]:
    """Those of the cases that are public, with their version and number.

    Locked in the order of their keys, as everybody does; new rows that refer to them need not wait.
    """
    cases = Initiative.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=keys).order_by("pk")
    rows = cases.values_list("pk", "published_version", "withdrawn_at", "catalogue_number")
    return {key: (version, number) for key, version, withdrawn, number in rows if version and not withdrawn}


def _number(new: list[int]) -> None:
    """Give the cases that become public for the first time the next numbers."""
    if not new:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE initiatives_initiative SET catalogue_number = numbered.number FROM ("
            " SELECT id, nextval('initiatives_catalogue_number') AS number FROM unnest(%s::bigint[]) AS id"
            ") AS numbered WHERE initiatives_initiative.id = numbered.id",
            [new],
        )


def _read_belongings(versions: list[int]) -> Mapping[int, Belongings]:
    """What belongs to each version, in one statement and as plain values: objects would take too long."""
    kinds = [
        model._default_manager.filter(**{f"{owner}__in": versions})
        .annotate(of_version=F(f"{owner}_id"), list_name=Value(name), columns=JSONArray(*columns))
        .values_list("of_version", "list_name", "pk", "columns")
        for name, (model, owner, columns) in _BELONGINGS.items()
    ]
    of_record = InitiativeVersion.objects.filter(record=OuterRef("record")).order_by().values("record")
    first = Subquery(of_record.annotate(first=Min("published_at")).values("first"))
    kinds.append(
        InitiativeVersion.objects.filter(pk__in=versions)
        .annotate(of_version=F("pk"), list_name=Value("first"), columns=JSONArray(first))
        .values_list("of_version", "list_name", "pk", "columns")
    )
    read: dict[int, Belongings] = {version: {name: [] for name in (*_BELONGINGS, "first")} for version in versions}
    for version, name, _key, columns in sorted(kinds[0].union(*kinds[1:], all=True), key=itemgetter(2)):
        read[version][name].append(tuple(columns))
    return read


def _entry(version: InitiativeVersion, belongings: Belongings) -> CatalogueEntry:
    [[first]] = belongings["first"]
    first_published_at = datetime.fromisoformat(first)
    return CatalogueEntry(
        initiative_id=version.record_id,
        version_id=version.pk,
        number=version.record.catalogue_number or 0,
        slug=version.record.slug,
        title=version.title,
        sort_title=sort_key(version.title),
        summary=version.summary,
        text=_text(version)[:LONGEST_FAR],
        language=version.language,
        picture_id=min(belongings["pictures"])[2] if belongings["pictures"] else None,
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
    if year := year_of(version.started):
        codes.add(facets.YEAR.code(year))
    return codes | _codes_of_what_is_missing(version, codes)


def _codes_of_what_is_missing(version: InitiativeVersion, codes: set[int]) -> set[int]:
    """For each facet in which the case has no value: whether that was looked for, or is not known."""
    missing = set()
    having = {code // facets.BASE for code in codes}
    if version.municipality_id:
        having.add(facets.PROVINCE.number)
    elif version.online:
        having |= {facets.PROVINCE.number, facets.MUNICIPALITY.number}
    for facet in facets.FACETS:
        if facet.field and facet.number not in having:
            missing.add(facet.code(facets.NOT_FOUND if facet.field in version.not_found else facets.NOT_KNOWN))
    for name, key in facets.CONNECTIONS.items():
        if not getattr(version, name):
            state = facets.NOT_FOUND if name in version.not_found else facets.NOT_KNOWN
            missing.add(facets.CONNECTION.code(state - 10 * key))
    return missing


def _text(version: InitiativeVersion) -> str:
    """The story as a reader sees it, with what it says of contacts."""
    return "\n".join(
        text for text in (text_of(version.body), version.bonding, version.bridging, version.linking) if text
    )


def _document(version: InitiativeVersion, text: str, belongings: Belongings) -> Document:
    """What is searched in, by how much it says about the case."""
    place = version.municipality.display_name if version.municipality else ""
    themes = [word for _key, name, synonyms in belongings["themes"] for word in (name, *synonyms)]
    keywords = [name for (name,) in belongings["keywords"]]
    near = [version.summary, place, version.neighbourhood, *themes, *keywords]
    far = [
        text,
        *(name for _kind, name in belongings["actors"]),
        *(name or kind_name for _kind, kind_name, _access, name in belongings["accommodations"]),
        *(name for _key, name in belongings["target_groups"]),
        *(name for _key, name in belongings["community_work"]),
    ]
    return Document(version.title, near, far)


def _write(entries: list[CatalogueEntry]) -> None:
    names = [field.attname for field in CatalogueEntry._meta.concrete_fields]
    lists = [names.index(name) for name in ("facets", "words")]
    rows = [[getattr(entry, name) for name in names] for entry in entries]
    for row in rows:
        for place in lists:
            row[place] = array(row[place])
    copy_in(CatalogueEntry, names, rows)
