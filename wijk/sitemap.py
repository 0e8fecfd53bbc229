"""What programs that read the whole site are told: every public address (sitemap.xml), and what is not for them.

Of records the page of now, with the day of its version; never a search or a selection, of which there is no end.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from initiatives.models import Initiative, Theme
from lessons.models import Lesson
from places.register import register
from publications.models import Publication

ON_A_PAGE = 20_000  # the format takes 50,000 addresses
MOST_PAGES = 50_000  # that the format takes in its list of pages; beyond it, the database has no such number either
PAGES = (
    "home",
    "initiative_list",
    "lesson_list",
    "publication_list",
    "theme_list",
    "municipality_list",
    "about",
    "sources",
    "accessibility",
    "privacy",
)
# The names of the parts of the sitemap, with the name of the address of what is in it.
RECORDS = {
    "initiatieven": ("initiative", Initiative),
    "lessen": ("lesson", Lesson),
    "publicaties": ("publication", Publication),
}


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """The pages of the sitemap."""
    totals = {"paginas": 1, "gemeenten": 1, "themas": 1}
    totals |= {name: model._default_manager.published().count() for name, (_address, model) in RECORDS.items()}
    pages = [
        _absolute(reverse("sitemap_page", args=[name, number]))
        for name, total in totals.items()
        for number in range(1, _page_count(total) + 1)
    ]
    return _xml(request, "wijk/sitemap_index.xml", {"pages": pages})


@require_safe
def sitemap_page(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """The addresses of one kind of page, each with the moment since when it is as it is, if that is known."""
    places = _records_at(name, number) if name in RECORDS else _others(name) if number == 1 else []
    if not places:
        raise Http404
    return _xml(request, "wijk/sitemap.xml", {"places": [(_absolute(address), at) for address, at in places]})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What programs that read the whole site may leave alone, and where they find the rest."""
    context = {"sitemap": _absolute(reverse("sitemap_index"))}
    return render(request, "wijk/robots.txt", context, content_type="text/plain; charset=utf-8")


def _records_at(name: str, number: int) -> Sequence[tuple[str, datetime | None]]:
    address, model = RECORDS[name]
    start = (number - 1) * ON_A_PAGE
    is_page = 0 < number <= MOST_PAGES
    rows: Any = model._default_manager.published().with_moments()[start : start + ON_A_PAGE] if is_page else ()
    return [(reverse(address, args=[slug]), at) for slug, at in rows]


def _others(name: str) -> Sequence[tuple[str, datetime | None]]:
    """What there is of pages that are no records."""
    if name == "paginas":
        return [(reverse(page), None) for page in PAGES]
    if name == "themas":
        return [(theme.get_absolute_url(), None) for theme in Theme.objects.current().in_order()]
    if name == "gemeenten":
        return [(reverse("municipality", args=[place.slug]), None) for place in register().current()]
    return []


def _page_count(total: int) -> int:
    return -(-total // ON_A_PAGE)


def _absolute(address: str) -> str:
    return f"{settings.SITE_URL}{address}"


def _xml(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, template, context, content_type="application/xml; charset=utf-8")
