"""What the public page of a podcast or film shows besides its text."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.formats import number_format

from publications.models import Chapter, Kind, PublicationVersion, Recording
from publications.recordings.following_along import followed
from publications.recordings.shown_moments import lessons_resting_on

RECORDED = (Kind.PODCAST_EPISODE, Kind.FILM)
ASKED = "zoek"
SPEEDS = ("0.75", "1", "1.25", "1.5", "1.75", "2")


def recording_of(version: PublicationVersion) -> Recording | None:
    return Recording.objects.filter(version=version).select_related("file").first()


def recording_lacks(version: PublicationVersion) -> list[str]:
    """What stands in the way of publishing a podcast or film, in sentences for people."""
    recording = recording_of(version)
    lacks = recording.lacks(is_film=version.kind == Kind.FILM) if recording else ""
    return [lacks] if lacks else []


def chapters_of(version: PublicationVersion) -> list[Chapter]:
    return list(Chapter.objects.filter(version=version).order_by("begins", "pk"))


@dataclass(frozen=True)
class Addresses:
    """Where the page of a version is, and its transcript as files; a file is empty when it has no address."""

    page: str
    captions: str = ""
    text: str = ""


def recording_context(
    version: PublicationVersion, query: QueryDict, addresses: Addresses | None = None
) -> dict[str, Any]:
    """What templates/publications/_recording.html shows; nothing for other kinds. A draft gives its own `addresses`."""
    if version.kind == Kind.PODCAST_SERIES:
        return {"has_feed": True}
    if version.kind not in RECORDED:
        return {}
    recording, chapters = recording_of(version), chapters_of(version)
    cues = recording.cues if recording else []
    return {
        "is_recorded": True,
        "recording": recording,
        "chapters": chapters,
        "speakers": version.speakers.order_by("position", "pk"),
        "transcript": followed(cues, chapters, query.get(ASKED, "")),
        "addresses": addresses or _addresses(version),
        "resting": lessons_resting_on(version),
        "speeds": [(value, f"{number_format(value, use_l10n=True)} ×") for value in SPEEDS],
    }


def _addresses(version: PublicationVersion) -> Addresses:
    where = [version.record.slug, version.number]
    captions, text = (reverse(f"transcript_version_{ending}", args=where) for ending in ("vtt", "txt"))
    is_current = version.pk == version.record.published_version_id
    page = version.record.get_absolute_url() if is_current else version.get_absolute_url()
    return Addresses(page, captions, text)
