"""What the register answers over HTTP by itself; its pages are put together where the cases are known."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_cookie

from places.register import register


@require_safe
@cache_control(public=True, max_age=600)
@vary_on_cookie
def municipality_suggestions(request: HttpRequest) -> JsonResponse:
    """Municipalities to complete `q` with; by cookie, since the notes are in the visitor's language."""
    results = [
        {
            "slug": suggestion.municipality.slug,
            "code": suggestion.municipality.code,
            "label": suggestion.label,
            "note": suggestion.note,
        }
        for suggestion in register().suggestions(request.GET.get("q", ""))
    ]
    return JsonResponse({"results": results}, json_dumps_params={"ensure_ascii": False})
