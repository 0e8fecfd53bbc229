"""Who works on which case: those who may edit its open version, and what they find at its address."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from initiatives.models import Initiative, InitiativeVersion
from lessons.margin import MAY_MARK

View = Callable[..., HttpResponse]
Answer = TypeVar("Answer", bound=HttpResponseBase)


def for_researchers(view: View) -> View:
    """For those who may work on cases at all."""
    return for_those_who_may("initiatives.change_initiative", view)


def for_markers(view: Callable[..., Answer]) -> Callable[..., Answer]:
    """For those who mark passages, code them, and compare what others marked."""
    return for_those_who_may(MAY_MARK, view)


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


def for_those_who_may(permission: str, view: Callable[..., Answer]) -> Callable[..., Answer]:
    """For those who hold `permission`: others sign in, or are told that they may not."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Answer:
        if not request.user.has_perm(permission):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded
