"""What became of a case: its moments, going back to one, beginning a revision, and who works on it."""

from typing import cast

from django.contrib import messages
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from curation.actions import name_of
from curation.models import StatusChange
from curation.workflow import TransitionNotAllowed
from initiatives import workflow
from initiatives.models import Initiative, InitiativeVersion
from workspace import moments
from workspace.access import case_page, open_version
from workspace.forms import MomentForm, SharingForm
from workspace.records.desks import CASES
from workspace.records.versions import shown_version


@case_page
@require_safe
def history(request: HttpRequest, record: Initiative) -> HttpResponse:
    """The moments that were named, those published and submitted among them, and what happened."""
    versions = InitiativeVersion.objects.filter(record=record).exclude(status__in=["draft", "in_review"])
    version = open_version(record)
    context = {
        "desk": CASES,
        "record": record,
        "version": version,
        "shown": version or shown_version(record),
        "moments": versions.select_related("kept_by")
        .annotate(at=Coalesce("published_at", "changed_at"))
        .order_by("-at", "-pk"),
        "changes": [(change, name_of(change)) for change in StatusChange.objects.of(record).newest_first()[:100]],
        "form": MomentForm(),
    }
    return render(request, "workspace/history.html", context)


@case_page
@require_POST
def moment(request: HttpRequest, record: Initiative) -> HttpResponse:
    """Keep the open version as it is now, under a name."""
    form, version = MomentForm(request.POST), open_version(record)
    if version is None or not form.is_valid():
        messages.error(request, _("Give this moment a name."))
    else:
        _try(request, lambda: workflow.keep_moment(version, label=form.cleaned_data["label"], by=_user(request)))
    return redirect("workspace_history", record.slug)


@case_page
@require_POST
def bringing_back(request: HttpRequest, record: Initiative, version: int) -> HttpResponse:
    kept = get_object_or_404(
        InitiativeVersion.objects.filter(record=record).exclude(status__in=["draft", "in_review"]), pk=version
    )
    if _try(request, lambda: moments.bring_back(record, kept, by=_user(request))):
        return redirect("workspace_case", record.slug)
    return redirect("workspace_history", record.slug)


@case_page
@require_POST
def revision(request: HttpRequest, record: Initiative) -> HttpResponse:
    """Begin a revision of what is published."""
    _try(request, lambda: workflow.open_draft(record, by=_user(request)))
    return redirect("workspace_case", record.slug)


@case_page
@require_http_methods(["GET", "HEAD", "POST"])
def sharing(request: HttpRequest, record: Initiative) -> HttpResponse:
    """Who works on this case; a colleague can be added and taken off."""
    form = SharingForm(request.POST if request.POST.get("person") is not None else None)
    if form.is_valid():
        try:
            moments.share(record, form.cleaned_data["person"], by=_user(request))
        except moments.NobodyFound as refusal:
            form.add_error("person", str(refusal))
    elif (taken := request.POST.get("remove", "")).isascii() and taken.isdigit():
        moments.unshare(record, int(taken[:18]), by=_user(request))
    if request.method == "POST" and not form.errors:
        return redirect("workspace_sharing", record.slug)
    context = {
        "desk": CASES,
        "record": record,
        "shown": shown_version(record),
        "form": form,
        "owners": record.owners.order_by("name", "email", "pk"),
    }
    return render(request, "workspace/sharing.html", context, status=422 if form.errors else 200)


def _try(request: HttpRequest, change: object) -> bool:
    try:
        change()  # type: ignore[operator]
    except TransitionNotAllowed as refusal:
        messages.error(request, str(refusal))
        return False
    return True


def _user(request: HttpRequest) -> User:
    return cast("User", request.user)
