"""What the page of a publication is about, after its kind: a book, a film, an episode of a podcast."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from previews.linked_data import Node, absolute, described, named
from publications.models import Kind, PublicationVersion, Recording

_TYPES = {
    Kind.BUNDLE: "Book",
    Kind.PODCAST_SERIES: "PodcastSeries",
    Kind.PODCAST_EPISODE: "PodcastEpisode",
    Kind.FILM: "VideoObject",
    Kind.ARTICLE: "Article",
}


@dataclass(frozen=True)
class Work:
    """A version of a publication with what its page shows of it; `files` are addresses by their media type."""

    version: PublicationVersion
    picture: str
    parts: Iterable[Any] = ()
    files: Mapping[str, str] | None = None
    recording: Recording | None = None
    speakers: Iterable[Any] = ()


def publication(work: Work) -> Node:
    """A publication after its kind, what it is about, and what it is part of."""
    version = work.version
    found = described(version, _TYPES.get(Kind(version.kind), "CreativeWork"), work.picture) | {
        "description": version.summary,
        "genre": version.genre or str(version.get_kind_display()),
        "datePublished": version.issued,
        "creator": [{"name": maker} for maker in version.makers],  # people or organisations: we do not know which
        "contributor": [{"name": speaker.name} for speaker in work.speakers],
        "license": version.licence_address,
        "keywords": [row.tag.label for row in version.theme_rows.all()],
        "about": [named("Article", entry.title, entry.get_absolute_url()) for entry in version.public_cases],
        "mentions": [
            named("Article", lesson.published_version.title, lesson.get_absolute_url())
            for lesson in version.public_lessons
            if lesson.published_version
        ],
        "encoding": [_file(media_type, address) for media_type, address in (work.files or {}).items()],
        "sameAs": [source.url for source in version.sources.all() if source.url],
    }
    return found | _OF_KIND.get(Kind(version.kind), _nothing)(work)


def _article(work: Work) -> Node:
    return {"headline": work.version.title}


def _series(work: Work) -> Node:
    parts = [
        named("PodcastEpisode", part.published_version.title, part.get_absolute_url())
        for part in work.parts
        if part.published_version.kind == Kind.PODCAST_EPISODE
    ]
    feed = absolute(reverse("podcast_feed", args=[work.version.record.slug]))
    return {"hasPart": parts, "webFeed": feed}


def _episode(work: Work) -> Node:
    series, recorded = work.version.series, _recorded(work)
    shown = series.published_version if series and series.is_public else None
    return {
        "partOfSeries": named("PodcastSeries", shown.title, series.get_absolute_url()) if series and shown else None,
        "episodeNumber": work.version.number_in_series,
        "associatedMedia": {"@type": "AudioObject"} | recorded if recorded else None,
    }


def _film(work: Work) -> Node:
    """Programs that search ask of every film when it came and what it looks like."""
    return _recorded(work) | {
        "uploadDate": work.version.issued or work.version.published_at.isoformat()
        if work.version.published_at
        else None,
        "thumbnailUrl": work.picture,
    }


def _recorded(work: Work) -> Node:
    """The sound or film itself, when it is ours, with the file of its words in time."""
    recording = work.recording
    if not recording or not recording.is_ours or recording.file is None:
        return {}
    where = [work.version.record.slug, work.version.number]
    words = _file("text/vtt", reverse("transcript_version_vtt", args=where)) if recording.is_timed else None
    said = {
        "contentUrl": absolute(recording.file.get_absolute_url()),
        "encodingFormat": recording.file.content_type,
        "duration": f"PT{recording.seconds}S" if recording.seconds else None,
        "caption": words,
    }
    return {name: value for name, value in said.items() if value}


def _nothing(_work: Work) -> Node:
    return {}


def _file(media_type: str, address: str) -> Node:
    return {"@type": "MediaObject", "encodingFormat": media_type, "contentUrl": absolute(address)}


_OF_KIND = {
    Kind.PODCAST_SERIES: _series,
    Kind.PODCAST_EPISODE: _episode,
    Kind.FILM: _film,
    Kind.ARTICLE: _article,
}
