"""Composing a podcast or film: what an open version has of sound or film, words, chapters and speakers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from accounts.models import User
from curation.open_versions import note_work, opened
from media.models import Attachment
from publications.models import Chapter, PublicationVersion, Recording, Speaker
from publications.recordings import typed, webvtt
from publications.recordings.cues import Cue, packed


@dataclass(frozen=True)
class Composed:
    """All that is said of a recording; `chapters` are (seconds, title) and `speakers` (name, role), in their order."""

    file: Attachment | None
    address: str
    seconds: int | None
    spoken_language: str
    cues: Sequence[Cue]
    chapters: Sequence[tuple[int, str]]
    speakers: Sequence[tuple[str, str]]


@transaction.atomic
def keep(version: PublicationVersion, composed: Composed, *, by: User) -> None:
    """Let this be the recording of an open version. Raises TransitionNotAllowed when it is not open any more."""
    draft = opened(version)
    Recording.objects.update_or_create(
        version=draft,
        defaults={
            "file": composed.file,
            "address": composed.address,
            "seconds": composed.seconds,
            "spoken_language": composed.spoken_language,
            "transcript": packed(composed.cues),
        },
    )
    draft.chapters.all().delete()
    Chapter.objects.bulk_create(Chapter(version=draft, begins=at, title=title) for at, title in composed.chapters)
    draft.speakers.all().delete()
    Speaker.objects.bulk_create(
        Speaker(version=draft, position=place, name=name, role=role)
        for place, (name, role) in enumerate(composed.speakers)
    )
    note_work(draft, by=by)


def read_transcript(text: str, *, lasts: int | None) -> list[Cue]:
    """The lines of a transcript, given as WebVTT or as somebody types it. Raises BrokenTranscript.

    `lasts` is the length of the recording in milliseconds, when it is known.
    """
    if not text.strip():
        return []
    if text.removeprefix("\ufeff").startswith("WEBVTT"):
        return webvtt.read(text)
    return typed.read_typed(text, lasts=lasts)


def transcript_to_edit(cues: Sequence[Cue]) -> str:
    """A transcript as one goes on with it: as WebVTT when it has times."""
    return webvtt.written(cues) if any(cue.is_timed for cue in cues) else typed.as_typed(cues)


def in_words(version: Any) -> str:
    """What a version is composed of, in lines of text, by which two versions are compared."""
    lines: list[str] = []
    for recording in version.recordings.select_related("file"):
        lines += [str(recording.file or ""), recording.address, recording.length]
    lines += [_speaker(each.name, each.role) for each in version.speakers.order_by("position", "pk")]
    lines += [str(each) for each in version.chapters.order_by("begins", "pk")]
    for recording in version.recordings.all():
        lines.append(typed.as_read(recording.cues).strip())
    return "\n".join(filter(None, lines))


def speakers_to_edit(speakers: Iterable[Speaker]) -> str:
    return "\n".join(_speaker(each.name, each.role) for each in speakers)


def _speaker(name: str, role: str) -> str:
    return f"{name} ({role})" if role else name
