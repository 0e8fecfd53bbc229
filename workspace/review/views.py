"""The page of a review, and the steps that are taken there."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from initiatives import workflow as cases
from initiatives.models import Initiative, InitiativeVersion
from workspace.access import View, case_page, open_version
from workspace.comparing.differences import title_of
from workspace.parts import PARTS
from workspace.personal_data import signs
from workspace.records.desks import CASES
from workspace.records.versions import shown_version
from workspace.review import workflow
from workspace.review.forms import AnswerForm, MomentOfPublicationForm, RemarkForm, changes_form, withdrawal_form
from workspace.review.models import Remark, Step
from workspace.review.standing import Standing, text_of_part
from workspace.steps import person_of, taken


def editors_step(view: View) -> View:
    """A step on a case that only who may publish takes."""

    @case_page
    @require_POST
    def guarded(request: HttpRequest, record: Initiative, **parts: Any) -> HttpResponse:
        if not request.user.has_perm(workflow.MAY_PUBLISH):
            raise PermissionDenied
        return view(request, record, **parts)

    return guarded


@case_page
@require_safe
def review(request: HttpRequest, record: Initiative) -> HttpResponse:
    """Where the review stands: who looks at it, what is remarked, and what this person can do."""
    return _page(request, record)


@case_page
@require_http_methods(["GET", "HEAD", "POST"])
def submission(request: HttpRequest, record: Initiative) -> HttpResponse:
    """Offer a draft for review. What looks like personal data in its texts is pointed at, and confirmed first."""
    version = open_version(record)
    if version is None or version.status != version.Status.DRAFT:
        if request.method == "POST":
            messages.error(request, _("There is no draft to submit."))
        return redirect("workspace_review", record.slug)
    found = signs.in_version(version)
    mark = signs.mark_of(found)
    is_sent, is_confirmed = request.method == "POST", not found or request.POST.get("confirmed") == mark
    if is_sent and is_confirmed and taken(request, lambda: cases.submit(version, by=person_of(request))):
        messages.success(request, _("It is submitted: the editors know."))
        return redirect("workspace_review", record.slug)
    context = {
        "desk": CASES,
        "record": record,
        "version": version,
        "shown": version,
        "found": found,
        "mark": mark,
        "is_asked": is_sent and found,
    }
    return render(request, "workspace/review/submission.html", context, status=422 if is_sent else 200)


@editors_step
def taking_up(request: HttpRequest, record: Initiative) -> HttpResponse:
    """Take a version up, or let it go (`step`)."""
    change = workflow.let_go if request.POST.get("step") == "let_go" else workflow.take_up
    _on_open(request, record, lambda version: change(version, by=person_of(request)))
    return redirect("workspace_review", record.slug)


@editors_step
def changes_request(request: HttpRequest, record: Initiative) -> HttpResponse:
    """Give a version back to its makers, with what should change."""
    form, user = changes_form(request.POST), person_of(request)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if _on_open(request, record, lambda opened: cases.ask_for_changes(opened, by=user, reason=reason)):
            return redirect("workspace_review", record.slug)
    return _page(request, record, changes=form, status=422)


@editors_step
def publication(request: HttpRequest, record: Initiative) -> HttpResponse:
    """Publish at once, or at the moment that is given (`step`)."""
    workflow.publish_due()
    user = person_of(request)
    standing = Standing(record, user)
    version = standing.version
    if version and request.POST.get("seen", standing.mark) != standing.mark:
        messages.error(request, _("It was changed since you looked: look again before you publish it."))
        return redirect("workspace_review", record.slug)
    if version and version.status == version.Status.DRAFT and signs.in_version(version):
        messages.error(
            request, _("There is something here that looks like personal data: look at it, and submit it first.")
        )
        return redirect("workspace_submission", record.slug)
    if request.POST.get("step") != "plan":
        if _on_open(request, record, lambda version: cases.publish(version, by=user)):
            messages.success(request, _("Published: everybody sees it now."))
        return redirect("workspace_review", record.slug)
    form = MomentOfPublicationForm(request.POST)
    if form.is_valid():
        at = form.cleaned_data["at"]
        if _on_open(request, record, lambda version: workflow.plan(version, at=at, by=user)):
            return redirect("workspace_review", record.slug)
    return _page(request, record, planning=form, status=422)


@editors_step
def cancelled_publication(request: HttpRequest, record: Initiative) -> HttpResponse:
    _on_open(request, record, lambda version: workflow.cancel_plan(version, by=person_of(request)))
    return redirect("workspace_review", record.slug)


@editors_step
def withdrawal(request: HttpRequest, record: Initiative) -> HttpResponse:
    form = withdrawal_form(request.POST)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if taken(request, lambda: cases.withdraw(record, by=person_of(request), reason=reason)):
            messages.success(request, _("Withdrawn: its address says so, with your reason."))
            return redirect("workspace_review", record.slug)
    return _page(request, record, withdrawing=form, status=422)


@editors_step
def restoration(request: HttpRequest, record: Initiative) -> HttpResponse:
    if taken(request, lambda: cases.restore(record, by=person_of(request))):
        messages.success(request, _("Everybody sees it again."))
    return redirect("workspace_review", record.slug)


@case_page
@require_http_methods(["GET", "HEAD", "POST"])
def new_remark(request: HttpRequest, record: Initiative) -> HttpResponse:
    """Remark on the part named in `deel`, or on one of its sentences."""
    name, version = request.GET.get("deel", ""), open_version(record)
    if version is None or (name and name not in PARTS):
        raise Http404
    form = RemarkForm(
        request.POST if request.method == "POST" else None,
        said=text_of_part(version, name),
    )
    if form.is_valid():
        quoted = form.quoted
        made = workflow.remark(
            version,
            part=name,
            quote=quoted.text,
            start=quoted.start,
            text=form.cleaned_data["text"],
            by=person_of(request),
        )
        return redirect(f"{_address(record)}#opmerking-{made.pk}")
    title = title_of(PARTS[name]) if name else _("the case as a whole")
    context = {
        "desk": CASES,
        "record": record,
        "version": version,
        "shown": version,
        "form": form,
        "part_title": title,
    }
    return render(request, "workspace/review/new_remark.html", context, status=422 if form.is_bound else 200)


@case_page
@require_POST
def answer(request: HttpRequest, record: Initiative, remark: int) -> HttpResponse:
    """Answer a remark, resolve it, or open it again (`step`)."""
    made = get_object_or_404(Remark.objects.filter(record=record), pk=remark)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say something."))
    else:
        said = form.cleaned_data
        taken(request, lambda: workflow.answer(made, step=Step(said["step"]), text=said["text"], by=person_of(request)))
    return redirect(f"{_address(record)}#opmerking-{made.pk}")


# ---------------------------------------------------------------- shared by the steps
def _page(request: HttpRequest, record: Initiative, *, status: int = 200, **forms: Any) -> HttpResponse:
    standing = Standing(record, person_of(request))
    context = {
        "desk": CASES,
        "record": record,
        "version": standing.version,
        "shown": standing.version or shown_version(record),
        "standing": standing,
        "changes": changes_form(),
        "withdrawing": withdrawal_form(),
        "planning": MomentOfPublicationForm(),
        "mark": standing.mark,
        **forms,
    }
    return render(request, "workspace/review/review.html", context, status=status)


def _on_open(request: HttpRequest, record: Initiative, change: Callable[[InitiativeVersion], object]) -> bool:
    version = open_version(record)
    if version is None:
        messages.error(request, CASES.nobody)
        return False
    return taken(request, lambda: change(version))


def _address(record: Initiative) -> str:
    return reverse("workspace_review", args=[record.slug])
