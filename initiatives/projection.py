"""From a published case to its row in the catalogue."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import chain
from operator import itemgetter
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import F, Min, Model, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import JSONArray

from changes.log import prune
from changes.models import Kind
from curation.statements import Statement, among_keys
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
from search.documents import plain

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
_SAID = (
    *TEXTS,
    "language",
    "municipality",
    "municipality__display_name",
    "municipality__sort_name",
    "online",
    "incomplete",
    "started",
    "not_found",
    "published_at",
)
"""What a version itself says that shows there."""
_ENTRIES = f"INSERT INTO {CatalogueEntry._meta.db_table} ({', '.join(COLUMNS)}) VALUES "  # noqa: S608 - names of ours
_OVER = f" ON CONFLICT (initiative_id) DO UPDATE SET {', '.join(f'{name} = EXCLUDED.{name}' for name in COLUMNS[1:])}"


@transaction.atomic(savepoint=False)
def project(initiatives: Iterable[int], *, anew: bool = False) -> None:
    """Make the catalogue rows of these initiatives (by key) right: written when public, gone when not.

    Each stays locked until the transaction ends, so that what is read here is not old when it is written. `anew`: what
    is there already is not relied on.
    """
    keys = sorted(set(initiatives))
    for start in range(0, len(keys), BATCH):
        _project_batch(keys[start : start + BATCH], anew=anew)


def show(case: Initiative) -> None:
    """The same for one public case, as it is here: locked, and read since."""
    number = case.catalogue_number or _number([case.pk])[case.pk]
    _show({case.pk: _Shown(case.published_version_id or 0, case.slug, number)})


@transaction.atomic
def rebuild() -> int:
    """Make the whole projection anew, and the dictionary of search; returns the number of entries."""
    learning.learn_anew()
    prune({Kind.ENTRIES: word_lists.edition_of(Kind.ENTRIES) or 0})
    project(Initiative.objects.values_list("pk", flat=True), anew=True)
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


class _Shown(NamedTuple):
    """What the catalogue knows of a public case beside what its version says."""

    version: int
    slug: str
    number: int


def _project_batch(keys: list[int], *, anew: bool) -> None:
    public = _lock(keys)
    if gone := set(keys) - (set() if anew else public.keys()):
        CatalogueEntry.objects.filter(pk__in=gone).delete()
    if public:
        _show(public)


def _show(public: Mapping[int, _Shown]) -> None:
    contributed = {name: source.keys_of(public) for name, source in contributions.facets.items()}
    read = _read_versions([shown.version for shown in public.values()])
    new_words: set[str] = set()
    rows = []
    for key, shown in public.items():
        row, indexed = row_of(_case(key, shown, read[shown.version], contributed))
        [[_first, words_before, *_said]] = read[shown.version]["said"]
        new_words |= indexed.vocabulary - set(plain(words_before or ()))  # those are in the dictionary
        rows.append(row)
    learning.learn(new_words)
    _write(rows)


def _write(rows: list[tuple[Any, ...]]) -> None:
    """Write rows of the catalogue, over those that the cases have."""
    row = f"({', '.join(['%s'] * len(COLUMNS))})"
    with connection.cursor() as cursor:
        cursor.execute(_ENTRIES + ", ".join([row] * len(rows)) + _OVER, list(chain.from_iterable(rows)))


def _cases_to_lock() -> QuerySet:
    cases = Initiative.objects.select_for_update(of=("self",), no_key=True).filter(among_keys("pk")).order_by("pk")
    return cases.values_list("pk", "withdrawn_at", "published_version", "slug", "catalogue_number")


_cases = Statement(_cases_to_lock)


def _lock(keys: list[int]) -> dict[int, _Shown]:
    """Those of the cases that are public.

    Locked in the order of their keys, as everybody does; new rows that refer to them need not wait.
    """
    public = {key: shown for key, withdrawn, *shown in _cases.rows(keys) if shown[0] and not withdrawn}
    numbers = _number([key for key, (_version, _slug, number) in public.items() if number is None])
    return {key: _Shown(version, slug, number or numbers[key]) for key, (version, slug, number) in public.items()}


def draw_numbers(number: int) -> list[int]:
    """The next numbers of the catalogue, for so many cases that become public for the first time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('initiatives_catalogue_number') FROM generate_series(1, %s)", [number])
        return [drawn for (drawn,) in cursor.fetchall()]


def _number(new: list[int]) -> dict[int, int]:
    """Give the cases that become public for the first time the next numbers."""
    if not new:
        return {}
    numbers = draw_numbers(len(new))
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE initiatives_initiative SET catalogue_number = numbered.number"
            " FROM unnest(%s::bigint[], %s::integer[]) AS numbered (id, number)"
            " WHERE initiatives_initiative.id = numbered.id",
            [new, numbers],
        )
    return dict(zip(new, numbers, strict=True))


def _of_versions() -> QuerySet:
    """What versions say and what belongs to them: the key of the version, the name of the list, a key, and columns."""
    kinds = [
        model._default_manager.filter(among_keys(owner))
        .annotate(of_version=F(f"{owner}_id"), list_name=Value(name), columns=JSONArray(*columns))
        .values_list("of_version", "list_name", "pk", "columns")
        for name, (model, owner, columns) in _BELONGINGS.items()
    ]
    of_record = InitiativeVersion.objects.filter(record=OuterRef("record")).order_by().values("record")
    first = Subquery(of_record.annotate(first=Min("published_at")).values("first"))
    kinds.append(
        InitiativeVersion.objects.filter(among_keys("pk"))
        .annotate(of_version=F("pk"), list_name=Value("said"), columns=JSONArray(first, "record__entry__words", *_SAID))
        .values_list("of_version", "list_name", "pk", "columns")
    )
    return kinds[0].union(*kinds[1:], all=True)


_versions = Statement(_of_versions)


def _read_versions(versions: list[int]) -> Mapping[int, Belongings]:
    """What each version says, and what belongs to it, in one statement and as plain values: objects would take long."""
    read: dict[int, Belongings] = {version: {name: [] for name in (*_BELONGINGS, "said")} for version in versions}
    for version, name, _key, columns in sorted(_versions.rows(versions), key=itemgetter(2)):
        read[version][name].append(tuple(json.loads(columns)))
    return read


def _case(
    key: int, shown: _Shown, belongings: Belongings, contributed: Mapping[str, Mapping[int, list[int]]]
) -> PublicCase:
    [[first, _words, *values]] = belongings["said"]
    said = dict(zip(_SAID, values, strict=True))
    code = said["municipality"]
    return PublicCase(
        initiative=key,
        version=shown.version,
        number=shown.number,
        slug=shown.slug,
        texts=read_texts({name: said[name] for name in TEXTS}),
        language=said["language"],
        picture=min(belongings["pictures"])[2] if belongings["pictures"] else None,
        place=Place(code, said["municipality__display_name"], said["municipality__sort_name"]) if code else Place(),
        online=said["online"],
        incomplete=said["incomplete"],
        started=said["started"],
        first_published_at=datetime.fromisoformat(first),
        published_at=datetime.fromisoformat(said["published_at"]),
        connections=[name for name in facets.CONNECTIONS if said[name]],
        not_found=said["not_found"],
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
            facets.BY_NAME[name].code(value) for name, keys_of in contributed.items() for value in keys_of.get(key, ())
        ],
    )
