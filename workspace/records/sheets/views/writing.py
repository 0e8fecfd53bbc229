"""The form in which a record is written."""

import re
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from workspace.records.sheets.access import record_page
from workspace.records.sheets.desk import SheetDesk
from workspace.records.sheets.page import page_of
from workspace.records.sheets.saving import Attempt, save, untouched
from workspace.records.versions import shown_version
from workspace.saving import NotOpen
from workspace.steps import person_of

_SENT = re.compile(r"[\w-]{1,64}")


@record_page
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, record: Any, desk: SheetDesk) -> HttpResponse:
    """The form of the open version. What is sent is saved as a whole; what cannot be saved is shown again."""
    version = desk.open_version(record)
    if version is None:
        return _closed(request, record, desk)
    asked = desk.sheet_of(version)
    if request.method == "POST":
        try:
            attempt = save(asked, record, request.POST.get("version", ""), request.POST, by=person_of(request))
        except NotOpen:
            return _closed(request, record, desk)
        if not attempt.is_saved:
            return _shown(request, record, desk, attempt, status=409 if attempt.conflicts else 422)
        messages.success(request, _("Everything is saved."))
        return redirect(_address(record, desk, request.POST.get("sent", "")))
    return _shown(request, record, desk, untouched(asked, version))


def _address(record: Any, desk: SheetDesk, sent: str) -> str:
    """The page again; `bewaard` tells the browser that what it kept of this sending is saved."""
    address = reverse(desk.page, args=[record.slug])
    return f"{address}?bewaard={sent}" if _SENT.fullmatch(sent) else address


def _shown(request: HttpRequest, record: Any, desk: SheetDesk, attempt: Attempt, *, status: int = 200) -> HttpResponse:
    asked = desk.sheet_of(attempt.version)
    context = {
        "desk": desk,
        "record": record,
        "shown": attempt.version,
        "version": attempt.version,
        "page": page_of(asked, attempt, is_sent=request.method == "POST"),
        **desk.more(attempt.version, person_of(request)),
    }
    return render(request, desk.template, context, status=status)


def _closed(request: HttpRequest, record: Any, desk: SheetDesk) -> HttpResponse:
    """Nobody works on this record now. What was sent all the same is shown, to be copied."""
    typed: list[tuple[str, str]] = []
    if request.method == "POST":
        values = desk.sheet.values_given(request.POST)
        read = desk.sheet.words_of([values])
        typed = [(desk.sheet.title_of(name), text) for name in desk.sheet.parts if (text := read(name, values))]
    context: dict[str, Any] = {"desk": desk, "record": record, "shown": shown_version(record), "typed": typed}
    return render(request, "workspace/records/closed.html", context, status=409 if typed else 200)
