"""Valid things for tests. A test names only what it is about; the rest is filled in here.

The register of places and the vocabulary that ships with the site are in every test database (see conftest.py).
"""

from collections.abc import Iterable
from itertools import count
from typing import Any

from accounts.models import User
from accounts.roles import Role
from initiatives import workflow
from initiatives.models import (
    Accommodation,
    AccommodationKind,
    Actor,
    ActorKind,
    CommunityWork,
    CommunityWorkInVersion,
    Initiative,
    InitiativeVersion,
    Involvement,
    Source,
    TargetGroup,
    TargetGroupInVersion,
    Theme,
    ThemeInVersion,
)
from lessons import workflow as lesson_workflow
from lessons.models import Lesson, LessonVersion
from publications import workflow as publication_workflow
from publications.models import Chapter, Kind, Publication, PublicationVersion, Recording, Speaker, Tile
from publications.recordings import webvtt
from publications.recordings.cues import packed

PASSWORD = "een-lang-wachtwoord"
_numbers = count(1)


def a_person(role: Role = Role.READER, **fields: Any) -> User:
    number = next(_numbers)
    fields.setdefault("email", f"{role}{number}@voorbeeld.nl")
    fields.setdefault("name", f"{role.title()} {number}")
    return User.objects.create_user(password=PASSWORD, role=role, **fields)


def a_draft(
    *,
    title: str = "",
    slug: str = "",
    municipality: str | None = "GM0917",
    by: User | None = None,
    themes: Iterable[str] = (),
    target_groups: Iterable[str] = (),
    community_work: Iterable[str] = (),
    actors: Iterable[tuple[str, str]] = (),
    accommodations: Iterable[tuple[str, str, str]] = (),
    sources: Iterable[str] = (),
    **fields: Any,
) -> InitiativeVersion:
    """An open case. Terms are given by slug; `actors` are (name, kind), `accommodations` (name, kind, access)."""
    number = next(_numbers)
    record = Initiative.objects.create(slug=slug or f"initiatief-{number}")
    version = InitiativeVersion.objects.create(
        record=record, title=title or f"Initiatief {number}", municipality_id=municipality, **fields
    )
    if by:
        record.owners.add(by)
        version.authors.add(by)
    for theme in themes:
        ThemeInVersion.objects.create(content_object=version, tag=Theme.objects.get(slug=theme))
    for group in target_groups:
        TargetGroupInVersion.objects.create(version=version, term=TargetGroup.objects.get(slug=group))
    for work in community_work:
        CommunityWorkInVersion.objects.create(version=version, term=CommunityWork.objects.get(slug=work))
    for name, kind in actors:
        actor, _ = Actor.objects.get_or_create(name=name, kind=ActorKind.objects.get(slug=kind))
        Involvement.objects.create(version=version, actor=actor)
    for name, kind, access in accommodations:
        Accommodation.objects.create(
            version=version, name=name, kind=AccommodationKind.objects.get(slug=kind), access=access
        )
    for url in sources:
        Source.objects.create(version=version, url=url)
    return version


def a_case(*, by: User | None = None, **fields: Any) -> Initiative:
    """A published case; takes what `a_draft` takes."""
    version = workflow.publish(a_draft(by=by, **fields), by=None)
    return Initiative.objects.select_related("published_version").get(pk=version.record_id)


def a_lesson_draft(*, title: str = "", slug: str = "", themes: Iterable[str] = (), **fields: Any) -> LessonVersion:
    number = next(_numbers)
    record = Lesson.objects.create(slug=slug or f"les-{number}")
    fields.setdefault("statement", "Wie elkaar kent, zorgt voor elkaar.")
    version = LessonVersion.objects.create(record=record, title=title or f"Les {number}", **fields)
    for theme in Theme.objects.filter(slug__in=list(themes)):
        version.theme_rows.create(tag=theme)
    return version


def a_lesson(**fields: Any) -> Lesson:
    version = lesson_workflow.publish(a_lesson_draft(**fields), by=None)
    return Lesson.objects.select_related("published_version").get(pk=version.record_id)


def a_publication_draft(
    *,
    title: str = "",
    slug: str = "",
    kind: str = Kind.ARTICLE,
    initiatives: Iterable[Initiative] = (),
    lessons: Iterable[Lesson] = (),
    themes: Iterable[str] = (),
    **fields: Any,
) -> PublicationVersion:
    number = next(_numbers)
    record = Publication.objects.create(slug=slug or f"publicatie-{number}")
    version = PublicationVersion.objects.create(
        record=record, title=title or f"Publicatie {number}", kind=kind, **fields
    )
    for initiative in initiatives:
        version.initiative_rows.create(initiative=initiative)
    for lesson in lessons:
        version.lesson_rows.create(lesson=lesson)
    for theme in Theme.objects.filter(slug__in=list(themes)):
        version.theme_rows.create(tag=theme)
    return version


def a_publication(**fields: Any) -> Publication:
    version = publication_workflow.publish(a_publication_draft(**fields), by=None)
    return Publication.objects.select_related("published_version").get(pk=version.record_id)


def an_infographic_draft(*tiles: dict[str, Any], **fields: Any) -> PublicationVersion:
    """An infographic with these tiles, each the columns of a Tile."""
    version = a_publication_draft(kind=Kind.INFOGRAPHIC, **fields)
    Tile.objects.bulk_create(Tile(version=version, position=place, **tile) for place, tile in enumerate(tiles))
    return version


def an_infographic(*tiles: dict[str, Any], **fields: Any) -> Publication:
    version = publication_workflow.publish(an_infographic_draft(*tiles, **fields), by=None)
    return Publication.objects.select_related("published_version").get(pk=version.record_id)


def recorded(
    version: PublicationVersion,
    *,
    transcript: str = "",
    chapters: Iterable[tuple[int, str]] = (),
    speakers: Iterable[str] = (),
    **fields: Any,
) -> Recording:
    """A recording for an open podcast or film; `transcript` is WebVTT, `chapters` are (seconds, title)."""
    for begins, title in chapters:
        Chapter.objects.create(version=version, begins=begins, title=title)
    for position, name in enumerate(speakers):
        Speaker.objects.create(version=version, name=name, position=position)
    cues = webvtt.read(transcript) if transcript else []
    return Recording.objects.create(version=version, transcript=packed(cues), **fields)


def a_recording(
    *,
    transcript: str = "",
    chapters: Iterable[tuple[int, str]] = (),
    speakers: Iterable[str] = (),
    file: Any = None,
    address: str = "",
    seconds: int | None = None,
    **fields: Any,
) -> Publication:
    """A published podcast episode, or what `kind` says, with its recording; takes what a_publication_draft takes."""
    version = a_publication_draft(**{"kind": Kind.PODCAST_EPISODE, **fields})
    recorded(
        version,
        transcript=transcript,
        chapters=chapters,
        speakers=speakers,
        file=file,
        address=address,
        seconds=seconds,
    )
    publication_workflow.publish(version, by=None)
    return Publication.objects.select_related("published_version").get(pk=version.record_id)
