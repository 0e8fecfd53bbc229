"""The list of lessons, a facet of it in full, and its feed."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from initiatives.listing import PageNotFound
from lessons.browsing.facets import BY_NAME
from lessons.browsing.feeds import feed_of
from lessons.browsing.listing import LessonResult


@require_safe
@vary_on_headers("HX-Request", "HX-History-Restore-Request")
def lesson_list(request: HttpRequest) -> HttpResponse:
    is_part = request.htmx and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    template = "lessons/_browsing.html" if is_part else "lessons/list.html"
    return render(request, template, {"result": _result_or_404(request)})


@require_safe
@vary_on_headers("HX-Request")
def lesson_facet(request: HttpRequest, name: str) -> HttpResponse:
    """All values of one facet, for the same question."""
    if name not in BY_NAME:
        raise Http404
    result, facet = _result_or_404(request), BY_NAME[name]
    context = {
        "facet": facet,
        "items": result.every_value(facet),
        "others": [pair for pair in result.address.pairs if pair[0] != name],
        "list_url": result.list_url,
        "back": f"{result.list_url}{result.address}",
    }
    template = "initiatives/_every_value.html" if request.htmx else "lessons/facet.html"  # type: ignore[attr-defined]
    return render(request, template, context)


@require_safe
def lesson_feed(request: HttpRequest) -> HttpResponse:
    query = request.GET.copy()
    query.pop("pagina", None)
    return HttpResponse(feed_of(LessonResult(query)), content_type="application/atom+xml; charset=utf-8")


def _result_or_404(request: HttpRequest) -> LessonResult:
    try:
        return LessonResult(request.GET)
    except PageNotFound as error:
        raise Http404 from error
