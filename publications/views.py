"""Public pages of publications."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from curation.prose import prose_of
from curation.record_pages import record_page, version_context, version_shown
from publications.models import Kind, Publication, PublicationVersion


@require_safe
def publication_list(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("soort", "")
    kind = asked if asked in Kind.values else ""
    context = {
        "publications": Publication.objects.published().of_kind(kind).with_card_details().newest_first(),
        "kinds": Kind,
        "chosen_kind": kind,
        "unknown_kind": asked if asked and not kind else "",
    }
    return render(request, "publications/list.html", context)


@record_page(Publication)
def publication(request: HttpRequest, record: Publication, number: int | None = None) -> HttpResponse:
    version = version_shown(record, PublicationVersion.objects.with_everything(), number)
    parts = Publication.objects.published().part_of(record).with_card_details().newest_first()
    context = {**version_context(record, version), "parts": parts, "prose": prose_of(version.body)}
    return render(request, "publications/detail.html", context)
