"""What a public case comes to as a row of the catalogue; asks nothing of the database.

Reading its texts is most of the work and needs nothing but the texts, so that it can be done apart, ahead of the rest.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from curation.copying import array
from curation.partial_dates import year_of
from curation.rich_text import sort_key, text_of
from initiatives import facets
from search.documents import LONGEST_FAR, Indexed, Read, index_read, read_far, read_near, read_title

AFTER_ALL_PLACES = "\uffff"
COLUMNS = (
    "initiative_id",
    "version_id",
    "number",
    "slug",
    "title",
    "sort_title",
    "summary",
    "language",
    "picture_id",
    "municipality_code",
    "sort_place",
    "neighbourhood",
    "online",
    "incomplete",
    "started",
    "started_year",
    "first_published_at",
    "published_at",
    "facets",
    "words",
    "text",
    "folded",
)
_FACETS = COLUMNS.index("facets")
"""Those of the catalogue, in the order of `row_of`."""


TEXTS = ("title", "summary", "neighbourhood", "body", "bonding", "bridging", "linking")
"""The fields of which `read_texts` reads the texts."""


class Texts(NamedTuple):
    """The texts of a case, read."""

    title: Read
    sort_title: str
    summary: Read
    neighbourhood: Read
    story: Read

    def in_index(self) -> list[str]:
        """Texts of all words that these bring into the index."""
        near = (self.summary, self.neighbourhood)
        texts = [self.title.folded, self.title.apart, *(text for read in near for text in (read.distinct, read.apart))]
        return [*texts, self.story.distinct]


class Place(NamedTuple):
    """The municipality that a case was written under; none for one that meets online."""

    code: str = ""
    name: str = ""
    sort_name: str = AFTER_ALL_PLACES


@dataclass(slots=True, kw_only=True)
class PublicCase:
    """What the catalogue shows of a case. Terms stand with their keys; where there may be none, the key is None."""

    initiative: int
    version: int
    number: int
    slug: str
    texts: Texts
    language: str
    place: Place
    online: bool
    incomplete: bool
    started: str
    first_published_at: datetime
    published_at: datetime
    connections: Collection[str]
    not_found: Collection[str]
    themes: list[tuple[int, Read]] = field(default_factory=list)
    keywords: list[Read] = field(default_factory=list)
    target_groups: list[tuple[int, Read]] = field(default_factory=list)
    community_work: list[tuple[int, Read]] = field(default_factory=list)
    actors: list[tuple[int | None, Read]] = field(default_factory=list)
    accommodations: list[tuple[int | None, str, Read]] = field(default_factory=list)
    contributed: list[int] = field(default_factory=list)
    picture: int | None = None


def read_texts(said: Mapping[str, str]) -> Texts:
    """The texts of a case by field; what a reader sees of the story is followed by what it says of contacts."""
    parts = (text_of(said["body"]), said["bonding"], said["bridging"], said["linking"])
    story = "\n".join(part for part in parts if part)
    return Texts(
        read_title(said["title"]),
        sort_key(said["title"]),
        read_near(said["summary"]),
        read_near(said["neighbourhood"]),
        read_far(story[:LONGEST_FAR]),
    )


@lru_cache(maxsize=20_000)
def read_theme(name: str, synonyms: tuple[str, ...]) -> Read:
    return read_near(" \n".join((name, *synonyms)))


read_keyword = lru_cache(maxsize=20_000)(read_near)
read_name = lru_cache(maxsize=20_000)(read_far)


def row_of(case: PublicCase) -> tuple[tuple[object, ...], Indexed]:
    """The row of the catalogue for `case`, and the words in it."""
    texts = case.texts
    place_name = read_keyword(case.place.name)
    near = [texts.summary, place_name, texts.neighbourhood, *(read for _key, read in case.themes), *case.keywords]
    far = [
        texts.story,
        *(read for _kind, read in case.actors),
        *(read for _kind, _access, read in case.accommodations),
        *(read for _key, read in case.target_groups),
        *(read for _key, read in case.community_work),
    ]
    indexed = index_read(texts.title, near, far)
    row = (
        case.initiative,
        case.version,
        case.number,
        case.slug,
        texts.title.text,
        texts.sort_title,
        texts.summary.text,
        case.language,
        case.picture,
        case.place.code,
        case.place.sort_name,
        texts.neighbourhood.text,
        case.online,
        case.incomplete,
        case.started,
        year_of(case.started),
        case.first_published_at,
        case.published_at,
        array(sorted(_codes(case))),
        array(indexed.marked),
        texts.story.text,
        indexed.folded,
    )
    return row, indexed


def codes_in(row: Sequence[object]) -> list[int]:
    """The codes of facet values in a row of `row_of`."""
    written = str(row[_FACETS])[1:-1]
    return [int(code) for code in written.split(",")] if written else []


def _codes(case: PublicCase) -> set[int]:
    codes = {
        *_coded(facets.THEME, [key for key, _read in case.themes]),
        *_coded(facets.ACTOR, [kind for kind, _read in case.actors]),
        *_coded(facets.ACCOMMODATION, [kind for kind, _access, _read in case.accommodations]),
        *_coded(facets.ACCESS, [facets.ACCESS_KEYS.get(access) for _kind, access, _read in case.accommodations]),
        *_coded(facets.TARGET_GROUP, [key for key, _read in case.target_groups]),
        *_coded(facets.CONNECTION, [facets.CONNECTIONS[name] for name in case.connections]),
        *_coded(facets.COMMUNITY_WORK, [key for key, _read in case.community_work]),
        *case.contributed,
    }
    if case.place.code:
        codes.add(facets.municipality_code(case.place.code))
    if year := year_of(case.started):
        codes.add(facets.YEAR.code(year))
    return codes | _codes_of_what_is_missing(case, codes)


def _coded(facet: facets.Facet, keys: Sequence[int | None]) -> list[int]:
    base = facet.code(0)
    return [base + key for key in keys if key]


def _codes_of_what_is_missing(case: PublicCase, codes: set[int]) -> set[int]:
    """For each facet in which the case has no value: whether that was looked for, or is not known."""
    missing = set()
    having = {code // facets.BASE for code in codes}
    if case.place.code:
        having.add(facets.PROVINCE.number)
    elif case.online:
        having |= {facets.PROVINCE.number, facets.MUNICIPALITY.number}
    for facet in facets.FACETS:
        if facet.field and facet.number not in having:
            missing.add(facet.code(facets.NOT_FOUND if facet.field in case.not_found else facets.NOT_KNOWN))
    for name, key in facets.CONNECTIONS.items():
        if name not in case.connections:
            state = facets.NOT_FOUND if name in case.not_found else facets.NOT_KNOWN
            missing.add(facets.CONNECTION.code(state - 10 * key))
    return missing
