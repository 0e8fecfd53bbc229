"""The page of the review of a lesson, and the steps that are taken there."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from lessons import workflow
from lessons.models import Lesson
from workspace.lessons.access import MAY_PUBLISH, editors_step, lesson_page, open_version
from workspace.lessons.standing import Standing
from workspace.lessons.views.taking_steps import person_of, taken
from workspace.records.desks import LESSONS
from workspace.records.versions import shown_version
from workspace.review.forms import ReasonForm

CHANGES = gettext_lazy("What should change?")
WITHDRAWAL = gettext_lazy("Why is it withdrawn? Visitors read this.")


@lesson_page
@require_safe
def review(request: HttpRequest, record: Lesson) -> HttpResponse:
    """Where the review stands, and what this person can do."""
    return _page(request, record)


@lesson_page
@require_POST
def submission(request: HttpRequest, record: Lesson) -> HttpResponse:
    version = open_version(record)
    if version is None:
        messages.error(request, _("There is no draft to submit."))
    elif taken(request, lambda: workflow.submit(version, by=person_of(request))):
        messages.success(request, _("It is submitted: the editors know."))
    return redirect("workspace_lesson_review", record.slug)


@lesson_page
@require_POST
@editors_step(MAY_PUBLISH)
def changes_request(request: HttpRequest, record: Lesson) -> HttpResponse:
    """Give a version back to its makers, with what should change."""
    form, version = ReasonForm(request.POST, label=CHANGES, auto_id="id_changes_%s"), open_version(record)
    if form.is_valid() and version:
        reason = form.cleaned_data["reason"]
        if taken(request, lambda: workflow.ask_for_changes(version, by=person_of(request), reason=reason)):
            return redirect("workspace_lesson_review", record.slug)
    return _page(request, record, changes=form, status=422)


@lesson_page
@require_POST
@editors_step(MAY_PUBLISH)
def publication(request: HttpRequest, record: Lesson) -> HttpResponse:
    standing = Standing(record, person_of(request))
    version = standing.version
    if version is None:
        messages.error(request, LESSONS.nobody)
    elif request.POST.get("seen", standing.mark) != standing.mark:
        messages.error(request, _("It was changed since you looked: look again before you publish it."))
    elif taken(request, lambda: workflow.publish(version, by=person_of(request))):
        messages.success(request, _("Published: everybody sees it now."))
    return redirect("workspace_lesson_review", record.slug)


@lesson_page
@require_POST
@editors_step(MAY_PUBLISH)
def withdrawal(request: HttpRequest, record: Lesson) -> HttpResponse:
    form = ReasonForm(request.POST, label=WITHDRAWAL, auto_id="id_withdrawing_%s")
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if taken(request, lambda: workflow.withdraw(record, by=person_of(request), reason=reason)):
            messages.success(request, _("Withdrawn: its address says so, with your reason."))
            return redirect("workspace_lesson_review", record.slug)
    return _page(request, record, withdrawing=form, status=422)


@lesson_page
@require_POST
@editors_step(MAY_PUBLISH)
def restoration(request: HttpRequest, record: Lesson) -> HttpResponse:
    if taken(request, lambda: workflow.restore(record, by=person_of(request))):
        messages.success(request, _("Everybody sees it again."))
    return redirect("workspace_lesson_review", record.slug)


def _page(request: HttpRequest, record: Lesson, *, status: int = 200, **forms: Any) -> HttpResponse:
    standing = Standing(record, person_of(request))
    context = {
        "desk": LESSONS,
        "record": record,
        "shown": standing.version or shown_version(record),
        "standing": standing,
        "changes": ReasonForm(label=CHANGES, auto_id="id_changes_%s"),
        "withdrawing": ReasonForm(label=WITHDRAWAL, auto_id="id_withdrawing_%s"),
        **forms,
    }
    return render(request, "workspace/records/review.html", context, status=status)
