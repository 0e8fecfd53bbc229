"""Who works on which case: those who may edit its open version, and what they find at its address."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from initiatives.models import Initiative, InitiativeVersion

View = Callable[..., HttpResponse]


def for_researchers(view: View) -> View:
    """For those who may work on cases at all: others sign in, or are told that they may not."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm("initiatives.change_initiative"):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def case_page(view: View) -> View:
    """Give a view the case at the slug of its address; a case that is not theirs does not exist for them."""

    @for_researchers
    @wraps(view)
    def guarded(request: HttpRequest, slug: str, **parts: Any) -> HttpResponse:
        cases = Initiative.objects.editable_by(request.user)  # type: ignore[arg-type]
        return view(request, get_object_or_404(cases.select_related("published_version"), slug=slug), **parts)

    return guarded


def open_version(record: Initiative) -> InitiativeVersion | None:
    """The draft of a case, or what is in review; None when nobody is working on it."""
    version = InitiativeVersion.objects.open().filter(record=record).first()
    if version:
        version.record = record
    return version
