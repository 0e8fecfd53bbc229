"""The page of codings: files to take along, and for editors a file to take in, after a look at what it would add."""

import tempfile
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from initiatives.held_uploads import UploadGone, held, hold, let_go
from jobs.models import Job
from jobs.workflow import TooManyJobs
from lessons.refi_qda.codebook import codebook
from lessons.refi_qda.collecting import project
from lessons.refi_qda.importing import check_file, import_file
from lessons.refi_qda.planning import Manner
from lessons.refi_qda.report import Report
from lessons.refi_qda.writing import write_codebook, write_project
from lessons.weighing import MAY_ACCEPT
from workspace.access import for_markers
from workspace.coding import works
from workspace.coding.forms import CodingsForm, LookedAtForm, MannerForm, TicketForm
from workspace.steps import person_of

IN_MEMORY = 5_000_000
_TYPES = {"qdpx": "application/zip", "qdc": "application/xml"}


@for_markers
@require_safe
def codings_file(request: HttpRequest, ending: str) -> HttpResponseBase:
    """The project or the codebook as a file; `alles=ja`: also the texts without passages."""
    file: Any = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the response closes it
    if ending == "qdpx":
        write_project(project(with_all_texts=request.GET.get("alles") == "ja"), file)
    elif ending == "qdc":
        write_codebook(codebook(), file)
    else:
        raise Http404
    file.seek(0)
    name = f"wijk-{timezone.localdate():%Y-%m-%d}.{ending}"
    return FileResponse(file, as_attachment=True, filename=name, content_type=_TYPES[ending])


@for_markers
@require_http_methods(["GET", "HEAD", "POST"])
def codings(request: HttpRequest) -> HttpResponse:
    """Ask for a file, show what it would add, and take it in when it is sent again by its ticket."""
    if request.method != "POST":
        return _looked_page(request)
    if not request.user.has_perm(MAY_ACCEPT):
        raise PermissionDenied
    if "ticket" in request.POST:
        return _take_in(request)
    try:
        return _take_in_later(request) if "looked_at" in request.POST else _look_at(request)
    except TooManyJobs as error:
        messages.error(request, str(error))
        return redirect("workspace_codings")


def _looked_page(request: HttpRequest) -> HttpResponse:
    """The page, with what a job said of a file when the address names one."""
    looked = _looked_at(request, request.GET.get("bekeken", ""))
    if looked is None:
        return _page(request, CodingsForm())
    report = works.report_of(looked)
    is_fit = report.adds_anything and not report.errors
    again = LookedAtForm(initial={"looked_at": looked.pk}) if is_fit else None
    return _page(request, CodingsForm(), report, again=again)


def _look_at(request: HttpRequest) -> HttpResponse:
    form = CodingsForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, status=422)
    if form.cleaned_data["file"].size <= works.LOOKED_AT_AT_ONCE:
        return _preview(request, form)
    return redirect(works.start_looking(by=person_of(request), **form.cleaned_data))


def _take_in_later(request: HttpRequest) -> HttpResponse:
    looked = _looked_at(request, request.POST["looked_at"])
    if looked is None:
        messages.error(request, _("This file is not here any more; send it again."))
        return redirect("workspace_codings")
    return redirect(works.start_taking_in(looked))


def _looked_at(request: HttpRequest, key: str) -> Job | None:
    form = LookedAtForm({"looked_at": key})
    return works.looked_at(form.cleaned_data["looked_at"], by=person_of(request)) if form.is_valid() else None


def _preview(request: HttpRequest, form: CodingsForm) -> HttpResponse:
    person = person_of(request)
    ticket = hold(form.cleaned_data["file"], by=person)
    with held(ticket, by=person) as (file, _name):
        report = check_file(file, _manner(request, form))
    if report.errors or not report.adds_anything:
        let_go(ticket)
        return _page(request, form, report, status=422 if report.errors else 200)
    said = {name: form.cleaned_data[name] for name in MannerForm.base_fields}
    return _page(request, form, report, again=TicketForm(initial={**said, "ticket": ticket}))


def _take_in(request: HttpRequest) -> HttpResponse:
    form = TicketForm(request.POST)
    if not form.is_valid():
        return redirect("workspace_codings")
    try:
        with held(form.cleaned_data["ticket"], by=person_of(request)) as (file, _name):
            report = import_file(file, _manner(request, form))
    except UploadGone:
        messages.error(request, _("This file is not here any more; send it again."))
        return redirect("workspace_codings")
    let_go(form.cleaned_data["ticket"])
    if report.errors:
        return _page(request, CodingsForm(), report, status=422)
    messages.success(request, works.taken_in(report))
    return redirect("workspace_codings")


def _manner(request: HttpRequest, form: MannerForm) -> Manner:
    said = form.cleaned_data
    return Manner(person_of(request), said["skip_unknown"], said["positions"])


def _page(
    request: HttpRequest,
    form: CodingsForm,
    report: Report | None = None,
    *,
    again: TicketForm | LookedAtForm | None = None,
    status: int = 200,
) -> HttpResponse:
    may_take_in = request.user.has_perm(MAY_ACCEPT)
    context = {"form": form if may_take_in else None, "report": report, "again": again}
    return render(request, "workspace/coding/codings.html", context, status=status)
