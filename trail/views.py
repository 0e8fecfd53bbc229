"""The page on which administrators read the trail."""

from django.contrib.auth.decorators import login_required, permission_required
from django.core.paginator import EmptyPage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from trail.actions import all_names
from trail.reading import Trail


@login_required
@permission_required("trail.view_entry", raise_exception=True)
@require_safe
def trail(request: HttpRequest) -> HttpResponse:
    """Who did what to which, the newest first; 404 past the last page."""
    asked, number = Trail(request.GET), request.GET.get("pagina", "1")
    try:
        page = asked.page(int(number) if number.isascii() and number.isdigit() and len(number) < 9 else 1)
    except EmptyPage as error:
        raise Http404 from error
    context = {"asked": asked, "page": page, "lines": asked.lines(page.object_list), "actions": all_names()}
    return render(request, "trail/list.html", context)
