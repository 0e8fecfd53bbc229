"""What became of a case: its moments, going back to one, beginning a revision, and who works on it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from curation.models import OPEN
from initiatives import workflow
from initiatives.models import Initiative, InitiativeVersion
from workspace import moments
from workspace.access import case_page, open_version
from workspace.forms import MomentForm, SharingForm
from workspace.records.desks import CASES
from workspace.records.pages import history_of
from workspace.records.versions import shown_version
from workspace.steps import person_of, taken


@case_page
@require_safe
def history(request: HttpRequest, record: Initiative) -> HttpResponse:
    """The moments that were named, those published and submitted among them, and what happened."""
    context = history_of(CASES, record, open_version(record)) | {"form": MomentForm()}
    return render(request, "workspace/history.html", context)


@case_page
@require_POST
def moment(request: HttpRequest, record: Initiative) -> HttpResponse:
    """Keep the open version as it is now, under a name."""
    form, version = MomentForm(request.POST), open_version(record)
    if version is None or not form.is_valid():
        messages.error(request, _("Give this moment a name."))
    else:
        taken(request, lambda: workflow.keep_moment(version, label=form.cleaned_data["label"], by=person_of(request)))
    return redirect("workspace_history", record.slug)


@case_page
@require_POST
def bringing_back(request: HttpRequest, record: Initiative, version: int) -> HttpResponse:
    kept = get_object_or_404(InitiativeVersion.objects.filter(record=record).exclude(status__in=OPEN), pk=version)
    if taken(request, lambda: moments.bring_back(record, kept, by=person_of(request))):
        return redirect("workspace_case", record.slug)
    return redirect("workspace_history", record.slug)


@case_page
@require_POST
def revision(request: HttpRequest, record: Initiative) -> HttpResponse:
    """Begin a revision of what is published."""
    taken(request, lambda: workflow.open_draft(record, by=person_of(request)))
    return redirect("workspace_case", record.slug)


@case_page
@require_http_methods(["GET", "HEAD", "POST"])
def sharing(request: HttpRequest, record: Initiative) -> HttpResponse:
    """Who works on this case; a colleague can be added and taken off."""
    form = SharingForm(request.POST if request.POST.get("person") is not None else None)
    if form.is_valid():
        try:
            moments.share(record, form.cleaned_data["person"], by=person_of(request))
        except moments.NobodyFound as refusal:
            form.add_error("person", str(refusal))
    elif (key := request.POST.get("remove", "")).isascii() and key.isdigit():
        moments.unshare(record, int(key[:18]), by=person_of(request))
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
