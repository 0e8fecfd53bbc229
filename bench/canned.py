"""Pages from canned data: the limit that real pages are held against.

The first request for an address is answered by the site, and what its template was given is kept. Every next one
renders that template with the same data again, behind the same middleware: no queries for data, no counting.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import loader

QUERIES = "X-Bench-Queries"
View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Kept:
    """What a page was made of."""

    template: Any
    context: Any
    headers: dict[str, str]


class CannedPages:
    """Middleware, the last before the view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.kept: dict[str, Kept] = {}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, arguments: tuple[Any, ...], keywords: dict[str, Any]
    ) -> HttpResponse:
        address = request.get_full_path()
        if address in self.kept:
            return self._rendered(request, self.kept[address])
        response, rendered = _watched(lambda: view(request, *arguments, **keywords))
        if rendered and response.status_code == 200:
            self.kept[address] = Kept(*rendered, dict(response.headers))
        return response

    def _rendered(self, request: HttpRequest, kept: Kept) -> HttpResponse:
        """The page again. Queries that the template itself still makes are counted in a header."""
        number = 0

        def counted(execute: Callable[..., Any], *given: Any) -> Any:
            nonlocal number
            number += 1
            return execute(*given)

        with connection.execute_wrapper(counted):
            response = HttpResponse(loader.render_to_string(kept.template, kept.context, request))
        for name, value in kept.headers.items():
            response.headers.setdefault(name, value)
        response.headers[QUERIES] = str(number)
        return response


def _watched(view: Callable[[], HttpResponse]) -> tuple[HttpResponse, tuple[Any, Any] | None]:
    """What `view` answers, and the template and context of the page that it rendered (not of parts of that page)."""
    found: list[tuple[Any, Any]] = []
    render = loader.render_to_string
    depth = 0

    def watching(template: Any, context: Any = None, *given: Any, **named: Any) -> str:
        nonlocal depth
        depth += 1
        try:
            if depth == 1:
                found.append((template, context))
            return render(template, context, *given, **named)
        finally:
            depth -= 1

    with patch.object(loader, "render_to_string", watching):
        response = view()
    return response, found[-1] if found else None
