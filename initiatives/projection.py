"""From a published case to its row in the catalogue."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.contrib.postgres.search import SearchVector
from django.db import transaction
from django.db.models import Min, Value
from django.db.models.expressions import Combinable

from curation.partial_dates import year_of
from curation.rich_text import fold, sort_key, text_of
from initiatives import contributions, facets
from initiatives.models import CatalogueEntry, Initiative, InitiativeVersion

BATCH = 500
AFTER_ALL_PLACES = "\uffff"
TEXT_CONFIGURATION = "dutch"


@transaction.atomic
def project(initiatives: Iterable[int]) -> None:
    """Make the catalogue rows of these initiatives (by key) right: written when public, gone when not."""
    keys = sorted(set(initiatives))
    for start in range(0, len(keys), BATCH):
        _project_batch(keys[start : start + BATCH])


@transaction.atomic
def rebuild() -> int:
    """Make the whole projection anew; returns the number of entries."""
    CatalogueEntry.objects.all().delete()
    project(Initiative.objects.published().values_list("pk", flat=True))
    return CatalogueEntry.objects.count()


def _project_batch(keys: list[int]) -> None:
    public = Initiative.objects.published().filter(pk__in=keys)
    versions = list(InitiativeVersion.objects.filter(pk__in=public.values("published_version")).with_everything())
    first = dict(InitiativeVersion.objects.filter(record__in=keys).values_list("record").annotate(Min("published_at")))
    contributed = {name: source.keys_of(keys) for name, source in contributions.facets.items()}
    entries = [_entry(version, first[version.record_id], contributed) for version in versions]
    CatalogueEntry.objects.filter(pk__in=keys).delete()
    CatalogueEntry.objects.bulk_create(entries)


def _entry(
    version: InitiativeVersion, first_published_at: datetime, contributed: Mapping[str, Mapping[int, list[int]]]
) -> CatalogueEntry:
    place = version.municipality.display_name if version.municipality else ""
    return CatalogueEntry(
        initiative_id=version.record_id,
        version=version,
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
        facets=sorted(_codes(version, contributed)),
        search=_search_document(version, place),
    )


def _codes(version: InitiativeVersion, contributed: Mapping[str, Mapping[int, list[int]]]) -> set[int]:
    premises = list(version.accommodations.all())
    keys = {
        facets.THEME: [row.tag_id for row in version.theme_rows.all()],
        facets.ACTOR: [row.actor.kind_id for row in version.involvements.all()],
        facets.ACCOMMODATION: [row.kind_id for row in premises],
        facets.ACCESS: [facets.ACCESS_KEYS.get(row.access) for row in premises],
        facets.TARGET_GROUP: [row.term_id for row in version.target_group_rows.all()],
        facets.CONNECTION: [key for name, key in facets.CONNECTIONS.items() if getattr(version, name)],
        facets.COMMUNITY_WORK: [row.term_id for row in version.community_work_rows.all()],
    }
    for name, keys_of in contributed.items():
        keys[facets.BY_NAME[name]] = keys_of.get(version.record_id, [])
    codes = {facet.code(key) for facet, found in keys.items() for key in found if key}
    if version.municipality_id:
        codes.add(facets.municipality_code(version.municipality_id))
    return codes


def _search_document(version: InitiativeVersion, place: str) -> Combinable:
    themes = [word for row in version.theme_rows.all() for word in (row.tag.name, *row.tag.synonyms)]
    keywords = [row.tag.name for row in version.keyword_rows.all()]
    near = [version.summary, place, version.neighbourhood, *themes, *keywords]
    far = [
        text_of(version.body),
        version.bonding,
        version.bridging,
        version.linking,
        *(row.actor.name for row in version.involvements.all()),
        *(str(row) for row in version.accommodations.all()),
        *(row.term.name for row in version.target_group_rows.all()),
        *(row.term.name for row in version.community_work_rows.all()),
    ]
    weighted = {"A": [version.title], "B": near, "C": far}
    vectors = [
        SearchVector(Value(fold(" \n".join(texts))[:200_000]), weight=weight, config=TEXT_CONFIGURATION)
        for weight, texts in weighted.items()
    ]
    return vectors[0] + vectors[1] + vectors[2]
