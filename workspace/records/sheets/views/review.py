"""The page of the review of a record, and the steps that are taken there."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from workspace.records.sheets.access import editors_step, record_page
from workspace.records.sheets.desk import SheetDesk
from workspace.records.sheets.standing import SheetStanding
from workspace.records.versions import shown_version
from workspace.review.forms import changes_form, withdrawal_form
from workspace.steps import person_of, taken


@record_page
@require_safe
def review(request: HttpRequest, record: Any, desk: SheetDesk) -> HttpResponse:
    """Where the review stands, and what this person can do."""
    return _page(request, record, desk)


@record_page
@require_POST
def submission(request: HttpRequest, record: Any, desk: SheetDesk) -> HttpResponse:
    version = desk.open_version(record)
    if version is None:
        messages.error(request, _("There is no draft to submit."))
    elif taken(request, lambda: desk.workflow.submit(version, by=person_of(request))):
        messages.success(request, _("It is submitted: the editors know."))
    return _back(record, desk)


@record_page
@require_POST
@editors_step
def changes_request(request: HttpRequest, record: Any, desk: SheetDesk) -> HttpResponse:
    """Give a version back to its makers, with what should change."""
    form, version = changes_form(request.POST), desk.open_version(record)
    if form.is_valid() and version:
        reason = form.cleaned_data["reason"]
        if taken(request, lambda: desk.workflow.ask_for_changes(version, by=person_of(request), reason=reason)):
            return _back(record, desk)
    return _page(request, record, desk, changes=form, status=422)


@record_page
@require_POST
@editors_step
def publication(request: HttpRequest, record: Any, desk: SheetDesk) -> HttpResponse:
    standing = SheetStanding(desk, record, person_of(request))
    if standing.version is None:
        messages.error(request, str(desk.nobody))
    elif request.POST.get("seen", standing.mark) != standing.mark:
        messages.error(request, _("It was changed since you looked: look again before you publish it."))
    elif taken(request, lambda: desk.workflow.publish(standing.version, by=person_of(request))):
        messages.success(request, _("Published: everybody sees it now."))
    return _back(record, desk)


@record_page
@require_POST
@editors_step
def withdrawal(request: HttpRequest, record: Any, desk: SheetDesk) -> HttpResponse:
    form = withdrawal_form(request.POST)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if taken(request, lambda: desk.workflow.withdraw(record, by=person_of(request), reason=reason)):
            messages.success(request, _("Withdrawn: its address says so, with your reason."))
            return _back(record, desk)
    return _page(request, record, desk, withdrawing=form, status=422)


@record_page
@require_POST
@editors_step
def restoration(request: HttpRequest, record: Any, desk: SheetDesk) -> HttpResponse:
    if taken(request, lambda: desk.workflow.restore(record, by=person_of(request))):
        messages.success(request, _("Everybody sees it again."))
    return _back(record, desk)


def _back(record: Any, desk: SheetDesk) -> HttpResponse:
    return redirect(f"{desk.prefix}review", record.slug)


def _page(request: HttpRequest, record: Any, desk: SheetDesk, *, status: int = 200, **forms: Any) -> HttpResponse:
    standing = SheetStanding(desk, record, person_of(request))
    context = {
        "desk": desk,
        "record": record,
        "shown": standing.version or shown_version(record),
        "standing": standing,
        "changes": changes_form(),
        "withdrawing": withdrawal_form(),
        **forms,
    }
    return render(request, "workspace/records/review.html", context, status=status)
