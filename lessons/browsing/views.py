"""The list of lessons, a facet of it in full, and its feed."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from initiatives.list_pages import facet_page, is_part, result_or_404, whole_result
from lessons.browsing.facets import BY_NAME
from lessons.browsing.feeds import feed_of
from lessons.browsing.listing import LessonResult


@require_safe
@vary_on_headers("HX-Request", "HX-History-Restore-Request")
def lesson_list(request: HttpRequest) -> HttpResponse:
    template = "lessons/_browsing.html" if is_part(request) else "lessons/list.html"
    return render(request, template, {"result": result_or_404(LessonResult, request)})


@require_safe
@vary_on_headers("HX-Request")
def lesson_facet(request: HttpRequest, name: str) -> HttpResponse:
    """All values of one facet, for the same question."""
    if name not in BY_NAME:
        raise Http404
    return facet_page(request, result_or_404(LessonResult, request), BY_NAME[name], "lessons/facet.html")


@require_safe
def lesson_feed(request: HttpRequest) -> HttpResponse:
    feed = feed_of(whole_result(LessonResult, request))
    return HttpResponse(feed, content_type="application/atom+xml; charset=utf-8")
