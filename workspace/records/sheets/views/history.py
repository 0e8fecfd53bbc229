"""What became of a record: its moments, what differs between two of them, going back to one, beginning a revision."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from curation.models import OPEN
from workspace.records.moments import bring_back
from workspace.records.pages import compared, history_of
from workspace.records.sheets.access import record_page
from workspace.records.sheets.comparing import differences
from workspace.records.sheets.desk import SheetDesk
from workspace.steps import person_of, taken


@record_page
@require_safe
def history(request: HttpRequest, record: Any, desk: SheetDesk) -> HttpResponse:
    """The moments that were kept, those published and submitted among them, and what happened."""
    return render(request, "workspace/records/history.html", history_of(desk, record, desk.open_version(record)))


@record_page
@require_safe
def difference(request: HttpRequest, record: Any, desk: SheetDesk) -> HttpResponse:
    """All that differs between two versions: `van` and `naar`; without them, from what is published to the draft."""
    context = compared(desk, record, request.GET)
    old, new = context["old"], context["new"]
    context["sections"] = [*differences(desk.sheet, old, new), *desk.besides(old, new)]
    return render(request, "workspace/records/difference.html", context)


@record_page
@require_POST
def bringing_back(request: HttpRequest, record: Any, desk: SheetDesk, version: int) -> HttpResponse:
    kept = get_object_or_404(record.versions.exclude(status__in=OPEN), pk=version)
    if taken(request, lambda: bring_back(record, kept, by=person_of(request))):
        return redirect(desk.page, record.slug)
    return redirect(f"{desk.prefix}history", record.slug)


@record_page
@require_POST
def revision(request: HttpRequest, record: Any, desk: SheetDesk) -> HttpResponse:
    """Begin a revision of what is published."""
    taken(request, lambda: desk.workflow.open_draft(record, by=person_of(request)))
    return redirect(desk.page, record.slug)
