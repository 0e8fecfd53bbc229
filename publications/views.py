"""Public pages of publications; the list of them is in the room `browsing`."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from curation.citing import citation_page, cited
from curation.prose import prose_of
from curation.record_pages import record_page, version_context, version_shown
from publications.bundles.editions import moved_on
from publications.infographics.embedding import frame_of
from publications.infographics.page import infographic_context
from publications.models import Edition, Kind, Publication, PublicationVersion
from publications.recordings.page import recording_context


@record_page(Publication)
def publication(request: HttpRequest, record: Publication, number: int | None = None) -> HttpResponse:
    version = version_shown(record, PublicationVersion.objects.with_everything(), number)
    parts = Publication.objects.published().part_of(record).with_card_details().newest_first()
    context = {
        **version_context(record, version),
        "parts": parts,
        "prose": prose_of(version.body),
        "citation": cited(version).in_words,
        **recording_context(version, request.GET),
    }
    if version.kind == Kind.BUNDLE and Edition.objects.filter(version=version).exists():
        context |= {"has_edition": True, "moved_on": moved_on(version)}
    if version.kind == Kind.INFOGRAPHIC and (board := infographic_context(version)):
        return render(
            request,
            "publications/infographic.html",
            context | board | {"frame": frame_of(version, board["infographic"])},
        )
    return render(request, "publications/detail.html", context)


publication_citation = citation_page(Publication, PublicationVersion.objects.all)
