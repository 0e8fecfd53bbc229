"""The list of publications, a facet of it in full, its feed and its files."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from initiatives.list_pages import facet_page, is_part, result_or_404, whole_result
from publications.browsing.downloads import csv_of, json_of
from publications.browsing.facets import BY_NAME, KIND
from publications.browsing.feeds import feed_of
from publications.browsing.listing import PublicationResult

_FILES = {"csv": ("text/csv; charset=utf-8; header=present", csv_of), "json": ("application/json", json_of)}


@require_safe
@vary_on_headers("HX-Request", "HX-History-Restore-Request")
def publication_list(request: HttpRequest) -> HttpResponse:
    result = result_or_404(PublicationResult, request)
    template = "publications/_browsing.html" if is_part(request) else "publications/list.html"
    return render(request, template, {"result": result, "kinds": result.values.by_facet[KIND]})


@require_safe
@vary_on_headers("HX-Request")
def publication_facet(request: HttpRequest, name: str) -> HttpResponse:
    """All values of one facet, for the same question."""
    if name not in BY_NAME:
        raise Http404
    return facet_page(request, result_or_404(PublicationResult, request), BY_NAME[name], "publications/facet.html")


@require_safe
def publication_feed(request: HttpRequest) -> HttpResponse:
    feed = feed_of(whole_result(PublicationResult, request))
    return HttpResponse(feed, content_type="application/atom+xml; charset=utf-8")


@require_safe
def publication_download(request: HttpRequest, ending: str) -> HttpResponse:
    """The whole result as a file."""
    content_type, write = _FILES[ending]
    response = HttpResponse(write(whole_result(PublicationResult, request)), content_type=content_type)
    name = f"wijk-publicaties-{timezone.localdate().isoformat()}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
