"""Pages that gather from all rooms: home, themes, municipalities, about."""

from typing import cast
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from accounts.language import remember
from curation.models import FormerSlug
from initiatives import facets, index
from initiatives.cards import card_of, entries_by_number
from initiatives.facets import MUNICIPALITY, THEME
from initiatives.models import Theme
from initiatives.selection import Selection
from places.register import register
from places.registered import RegisteredMunicipality, RegisteredProvince
from wijk import finding, home_page
from wijk.briefing import Briefing
from wijk.map_of_cases import map_of_cases
from wijk.places_like_it import places_like_it


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "wijk/home.html", home_page.shown())


@require_safe
def theme_list(request: HttpRequest) -> HttpResponse:
    catalogue = index.current()
    values, counts = catalogue.values, catalogue.ask().counts
    items = facets.every_value(THEME, values, counts.by_value, ())
    themes = Theme.objects.current().in_bulk([item.value.slug for item in items], field_name="slug")
    rows = [(item, themes[item.value.slug]) for item in items if item.value.slug in themes]
    return render(request, "wijk/themes.html", {"rows": rows})


@require_safe
def theme(request: HttpRequest, slug: str, name: str = "theme") -> HttpResponse:
    """A theme as a briefing, or its feed; a merged or renamed one redirects."""
    found: Theme | None = Theme.objects.select_related("merged_into").filter(slug=slug).first()
    if found is None:
        found = get_object_or_404(Theme, pk=FormerSlug.objects.owner_of(Theme, slug))
        return redirect(name, found.slug, permanent=True)
    if found.merged_into:
        return redirect(name, cast("Theme", found.merged_into).slug, permanent=True)
    briefing = Briefing(found)
    if name == "theme_feed":
        return HttpResponse(briefing.feed(), content_type="application/atom+xml; charset=utf-8")
    return render(request, "wijk/theme.html", {"theme": found, "briefing": briefing})


@require_safe
def municipality_list(request: HttpRequest) -> HttpResponse:
    """All municipalities by province, the map, and a box to find one's own."""
    asked = request.GET.get("q", "").strip()
    found = register().resolve(asked) if asked else None
    if found and found.municipality:
        return redirect("municipality", found.municipality.slug)
    catalogue = index.current()
    values, counts = catalogue.values, catalogue.ask().counts
    municipalities = {item.value.slug: item for item in facets.every_value(MUNICIPALITY, values, counts.by_value, ())}
    context = {
        "asked": asked,
        "candidates": found.candidates if found else (),
        "suggestions": register().suggestions(asked) if asked else (),
        "provinces": [
            (province, [(place, municipalities[place.slug].count) for place in places])
            for province, places in _places_by_province()
        ],
        "map": map_of_cases(values, counts),
    }
    return render(request, "wijk/municipalities.html", context)


@require_safe
def municipality(request: HttpRequest, slug: str) -> HttpResponse:
    """A municipality: its cases, and those of comparable places; a former one redirects to its successor."""
    places = register()
    found = places.resolve(slug)
    if found.municipality is None:
        raise Http404
    if found.municipality.slug != slug:
        return redirect("municipality", found.municipality.slug, permanent=True)
    catalogue = index.current()
    values, counts = catalogue.values, catalogue.ask().counts
    value = values.by_slug[MUNICIPALITY, found.municipality.slug]
    hits = catalogue.ask(Selection(chosen={MUNICIPALITY: (value,)}))
    context = {
        "municipality": found.municipality,
        "cards": [card_of(entry, values) for entry in entries_by_number(hits.newest(0, 20))],
        "total": counts.of(value),
        "like_it": places_like_it(found.municipality, request.GET, catalogue),
        "map": map_of_cases(values, counts, selected=found.municipality.slug),
    }
    return render(request, "wijk/municipality.html", context)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Everything that answers the words in `q`: cases, lessons, publications, themes and municipalities."""
    return render(request, "wijk/search.html", {"found": finding.find(request.GET.get("q", ""))})


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """What somebody who types `q` may be looking for."""
    results = finding.suggest(request.GET.get("q", ""))
    return JsonResponse({"results": results}, json_dumps_params={"ensure_ascii": False})


@require_safe
def page(request: HttpRequest, template: str) -> HttpResponse:
    """A page that tells about the site itself."""
    return render(request, template)


# Keeps nothing but the visitor's own choice; public pages carry no token, since that would be a cookie.
@csrf_exempt
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remember the language that a visitor chose, and go back to the page they came from."""
    chosen, back = request.POST.get("language", ""), request.POST.get("next", "/")
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts=set()) and urlsplit(back).path.startswith("/")
    response = redirect(back if is_ours else "/")
    remember(response, chosen)
    return response


def _places_by_province() -> list[tuple[RegisteredProvince, list[RegisteredMunicipality]]]:
    places = register()
    return [
        (province, [place for place in places.current() if place.province == province])
        for province in places.provinces()
    ]
