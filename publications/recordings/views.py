"""What goes with a recording: its transcript and chapters as files, and the feed of a series."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from curation.record_pages import record_page, version_shown
from publications.models import Kind, Publication, PublicationVersion
from publications.recordings import typed, webvtt
from publications.recordings.feed import TYPE, feed_of
from publications.recordings.page import chapters_of, recording_of

FOR_ANYBODY = {"Access-Control-Allow-Origin": "*"}  # players on other sites read these too
CHAPTERS_TYPE = "application/json+chapters"


@record_page(Publication)
def transcript(_request: HttpRequest, record: Publication, ending: str, number: int | None = None) -> HttpResponse:
    """The transcript as WebVTT, or as a text to read."""
    version = version_shown(record, PublicationVersion.objects.all(), number)
    recording = recording_of(version)
    if recording is None or not recording.cues or (ending == "vtt" and not recording.is_timed):
        raise Http404
    written: dict[str, Callable[..., str]] = {"vtt": webvtt.written, "txt": typed.as_read}
    types = {"vtt": "text/vtt; charset=utf-8", "txt": "text/plain; charset=utf-8"}
    return HttpResponse(written[ending](recording.cues), content_type=types[ending], headers=FOR_ANYBODY)


@record_page(Publication)
def chapters(_request: HttpRequest, record: Publication, number: int | None = None) -> HttpResponse:
    """The chapters as podcast apps read them (JSON Chapters of the podcast namespace)."""
    version = version_shown(record, PublicationVersion.objects.all(), number)
    found = chapters_of(version)
    if not found:
        raise Http404
    said = {"version": "1.2.0", "chapters": [{"startTime": each.begins, "title": each.title} for each in found]}
    return JsonResponse(said, content_type=CHAPTERS_TYPE, headers=FOR_ANYBODY)


@record_page(Publication)
def feed(_request: HttpRequest, record: Publication) -> HttpResponse:
    """The feed of a series, for podcast apps."""
    version = version_shown(record, PublicationVersion.objects.with_everything(), None)
    if version.kind != Kind.PODCAST_SERIES:
        raise Http404
    return HttpResponse(feed_of(record, version), content_type=TYPE)
