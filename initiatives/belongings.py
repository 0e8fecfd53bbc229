"""All that belongs to a version of a case, read in one statement: its page needs much, and little of each."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection

from initiatives.models import (
    Accommodation,
    AccommodationKind,
    Actor,
    ActorKind,
    CommunityWork,
    InitiativeAttachment,
    InitiativePicture,
    InitiativeVersion,
    Involvement,
    InvolvementRole,
    Source,
    TargetGroup,
    Theme,
)
from media.models import Attachment, Picture

# One row for each thing: what it is, its place among its likes, and what its maker below takes.
_EVERYTHING = """
SELECT 'involvements', row.id, actor.name, kind.name, kind.name_en, role.name, role.name_en, NULL::timestamptz
  FROM initiatives_involvement row
  JOIN initiatives_actor actor ON actor.id = row.actor_id
  LEFT JOIN initiatives_actorkind kind ON kind.id = actor.kind_id
  LEFT JOIN initiatives_involvementrole role ON role.id = row.role_id
 WHERE row.version_id = %(version)s
UNION ALL
SELECT 'accommodations', row.id, row.name, kind.name, kind.name_en, row.access, NULL, NULL
  FROM initiatives_accommodation row
  LEFT JOIN initiatives_accommodationkind kind ON kind.id = row.kind_id
 WHERE row.version_id = %(version)s
UNION ALL
SELECT 'sources', id, title, url, year::text, NULL, NULL, NULL
  FROM initiatives_source WHERE version_id = %(version)s
UNION ALL
SELECT 'themes', row.id, term.name, term.name_en, term.slug, NULL, NULL, NULL
  FROM initiatives_themeinversion row JOIN initiatives_theme term ON term.id = row.tag_id
 WHERE row.content_object_id = %(version)s
UNION ALL
SELECT 'target_groups', row.id, term.name, term.name_en, NULL, NULL, NULL, NULL
  FROM initiatives_targetgroupinversion row JOIN initiatives_targetgroup term ON term.id = row.term_id
 WHERE row.version_id = %(version)s
UNION ALL
SELECT 'community_work', row.id, term.name, term.name_en, NULL, NULL, NULL, NULL
  FROM initiatives_communityworkinversion row JOIN initiatives_communitywork term ON term.id = row.term_id
 WHERE row.version_id = %(version)s
UNION ALL
SELECT 'pictures', row_number() OVER (ORDER BY row.position, row.id),
       jsonb_build_object('position', row.position, 'alternative_text', row.alternative_text,
         'is_decorative', row.is_decorative, 'caption', row.caption, 'credit', row.credit, 'licence', row.licence,
         'licence_url', row.licence_url)::text,
       jsonb_build_object('key', picture.key, 'width', picture.width, 'height', picture.height,
         'format', picture.format, 'widths', picture.widths, 'removed_at', picture.removed_at)::text,
       NULL, NULL, NULL, NULL
  FROM initiatives_initiativepicture row JOIN media_picture picture ON picture.id = row.picture_id
 WHERE row.version_id = %(version)s
UNION ALL
SELECT 'attachments', row_number() OVER (ORDER BY row.position, row.id), row.title,
       jsonb_build_object('key', file.key, 'kind', file.kind, 'name', file.name, 'size', file.size,
         'removed_at', file.removed_at)::text,
       NULL, NULL, NULL, NULL
  FROM initiatives_initiativeattachment row JOIN media_attachment file ON file.id = row.file_id
 WHERE row.version_id = %(version)s
UNION ALL
SELECT 'versions', -number, id::text, number::text, NULL, NULL, NULL, published_at
  FROM initiatives_initiativeversion WHERE record_id = %(record)s AND status = 'published'
ORDER BY 1, 2
"""


@dataclass(frozen=True)
class Belongings:
    """What a version owns and refers to, for reading only, and the published versions of its case, newest first."""

    involvements: list[Involvement] = field(default_factory=list)
    accommodations: list[Accommodation] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    themes: list[Theme] = field(default_factory=list)
    target_groups: list[TargetGroup] = field(default_factory=list)
    community_work: list[CommunityWork] = field(default_factory=list)
    pictures: list[InitiativePicture] = field(default_factory=list)
    attachments: list[InitiativeAttachment] = field(default_factory=list)
    versions: list[InitiativeVersion] = field(default_factory=list)


def belongings_of(version: InitiativeVersion) -> Belongings:
    """What belongs to `version`, each kind in the order in which it was made."""
    belongings = Belongings()
    with connection.cursor() as cursor:
        cursor.execute(_EVERYTHING, {"version": version.pk, "record": version.record_id})
        for name, _order, *columns in cursor:
            getattr(belongings, name).append(_MAKERS[name](*columns))
    for each in belongings.versions:
        each.record = version.record
    return belongings


def _involvement(
    name: str, kind: str | None, kind_en: str, role: str | None, role_en: str, *_rest: None
) -> Involvement:
    actor = Actor(name=name, kind=ActorKind(name=kind, name_en=kind_en) if kind else None)
    return Involvement(actor=actor, role=InvolvementRole(name=role, name_en=role_en) if role else None)


def _accommodation(name: str, kind: str | None, kind_en: str, access: str, *_rest: None) -> Accommodation:
    known = AccommodationKind(name=kind, name_en=kind_en) if kind else None
    return Accommodation(name=name, kind=known, access=access)


def _source(title: str, url: str, year: str | None, *_rest: None) -> Source:
    return Source(title=title, url=url, year=int(year) if year else None)


def _theme(name: str, name_en: str, slug: str, *_rest: None) -> Theme:
    return Theme(name=name, name_en=name_en, slug=slug)


def _target_group(name: str, name_en: str, *_rest: None) -> TargetGroup:
    return TargetGroup(name=name, name_en=name_en)


def _community_work(name: str, name_en: str, *_rest: None) -> CommunityWork:
    return CommunityWork(name=name, name_en=name_en)


def _picture(said: str, about: str, *_rest: None) -> InitiativePicture:
    return InitiativePicture(picture=Picture(**json.loads(about)), **json.loads(said))


def _attachment(title: str, about: str, *_rest: None) -> InitiativeAttachment:
    return InitiativeAttachment(title=title, file=Attachment(**json.loads(about)))


def _version(key: str, number: str, _2: None, _3: None, _4: None, at: datetime) -> InitiativeVersion:
    return InitiativeVersion(pk=int(key), number=int(number), published_at=at)


_MAKERS: dict[str, Callable[..., Any]] = {
    "involvements": _involvement,
    "accommodations": _accommodation,
    "sources": _source,
    "themes": _theme,
    "target_groups": _target_group,
    "community_work": _community_work,
    "pictures": _picture,
    "attachments": _attachment,
    "versions": _version,
}
