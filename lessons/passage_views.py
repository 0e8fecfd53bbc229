"""The permanent address of a passage."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from lessons.margin import sees_all
from lessons.models import Passage


@require_safe
def passage(request: HttpRequest, passage: int) -> HttpResponse:
    """To the words, in the version in which they were marked; for visitors as long as a public lesson rests on them."""
    found = get_object_or_404(Passage.objects.with_place(), pk=passage)
    if not sees_all(request.user) and not Passage.objects.on_public_ground().filter(pk=passage).exists():
        raise Http404
    case = found.version.record
    if case.withdrawn_at:
        return render(request, "410.html", {"record": case}, status=410)
    return redirect(f"{found.version.get_absolute_url()}#fragment-{found.pk}")
