"""What the pages of every list with facets do alike: read the question, show a part of the page, or a facet in full."""

from collections.abc import Callable
from typing import TypeVar

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from initiatives.facets import Facet
from initiatives.listing import Listing, PageNotFound

AnyListing = TypeVar("AnyListing", bound=Listing)


def is_part(request: HttpRequest) -> bool:
    """Whether the browser has the page already, and asks for the list alone."""
    return bool(request.htmx) and not request.htmx.history_restore_request  # type: ignore[attr-defined]


def result_or_404(listing: Callable[[QueryDict], AnyListing], request: HttpRequest) -> AnyListing:
    """What the list answers to the query string; 404 for a page past the end."""
    try:
        return listing(request.GET)
    except PageNotFound as error:
        raise Http404 from error


def whole_result(listing: Callable[[QueryDict], AnyListing], request: HttpRequest) -> AnyListing:
    """What is asked, whatever page of it."""
    query = request.GET.copy()
    query.pop("pagina", None)
    return listing(query)


def facet_page(request: HttpRequest, result: Listing, facet: Facet, template: str) -> HttpResponse:
    """All values of one facet, for the same question: a page, or what takes the place of its values in sight."""
    context = {
        "facet": facet,
        "items": result.every_value(facet),
        "others": [pair for pair in result.address.pairs if pair[0] != facet.name],
        "list_url": result.list_url,
        "back": f"{result.list_url}{result.address}",
    }
    return render(request, "initiatives/_every_value.html" if request.htmx else template, context)  # type: ignore[attr-defined]
