"""What fields complete with while one types, and the page behind a second sign-in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from initiatives.models import Keyword
from workspace.access import for_researchers
from workspace.actors import actors_beginning

SHORTEST = 2


@for_researchers
@require_safe
def actor_suggestions(request: HttpRequest) -> JsonResponse:
    text = _asked(request)
    found = actors_beginning(text) if len(text) >= SHORTEST else []
    results = [
        {"label": actor.name, "note": actor.kind.label if actor.kind else "", "kind": actor.kind_id or ""}
        for actor in found
    ]
    return JsonResponse({"results": results}, json_dumps_params={"ensure_ascii": False})


@for_researchers
@require_safe
def keyword_suggestions(request: HttpRequest) -> JsonResponse:
    text = _asked(request)
    begins = Keyword.objects.filter(name__istartswith=text).order_by("name", "pk")
    results = [{"label": keyword.name} for keyword in (begins[:8] if len(text) >= SHORTEST else ())]
    return JsonResponse({"results": results}, json_dumps_params={"ensure_ascii": False})


@login_required
@require_safe
def signed_in_again(request: HttpRequest) -> HttpResponse:
    """Where one arrives who signed in again beside a page on which they were typing."""
    return render(request, "workspace/signed_in_again.html")


def _asked(request: HttpRequest) -> str:
    return request.GET.get("q", "").replace("\x00", "").strip()[:200]
