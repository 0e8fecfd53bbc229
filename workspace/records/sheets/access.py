"""Who works at a desk, and on which of its records."""

from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from workspace.access import View
from workspace.records.sheets.desk import SheetDesk


def desk_page(view: View) -> View:
    """For those who may work at the desk that the address names at all."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, desk: SheetDesk, **parts: Any) -> HttpResponse:
        if not request.user.has_perm(desk.may_work):
            raise PermissionDenied
        return view(request, desk=desk, **parts)

    return guarded


def record_page(view: View) -> View:
    """Give a view the record at the slug of its address; one that is not theirs does not exist for them."""

    @desk_page
    @wraps(view)
    def guarded(request: HttpRequest, desk: SheetDesk, slug: str, **parts: Any) -> HttpResponse:
        records = desk.records.objects.editable_by(request.user).select_related("published_version")
        return view(request, get_object_or_404(records, slug=slug), desk=desk, **parts)

    return guarded


def editors_step(view: View) -> View:
    """A step on a record that only those take who may publish it."""

    @wraps(view)
    def guarded(request: HttpRequest, record: Any, desk: SheetDesk, **parts: Any) -> HttpResponse:
        if not request.user.has_perm(desk.may_publish):
            raise PermissionDenied
        return view(request, record, desk=desk, **parts)

    return guarded
