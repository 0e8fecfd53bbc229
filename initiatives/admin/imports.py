"""Taking over a file of cases in the administration: first what it would do, then, if one wants it, the doing."""

import os
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.core.files.base import File
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from initiatives import import_works as works
from initiatives.awaited_file import AwaitedFileField
from initiatives.exchange import ImportNotAllowed, Manner, Report, check_file, import_file
from initiatives.held_uploads import UploadGone, held, hold, let_go
from jobs.workflow import TooManyJobs

ERRORS_SHOWN = 200


class MannerForm(forms.Form):
    """How a file is taken over."""

    publish = forms.BooleanField(
        label=_("publish at once"),
        required=False,
        help_text=_("Otherwise each case becomes a draft, or changes the draft it has."),
    )
    creates_terms = forms.BooleanField(
        label=_("make terms that do not exist yet"),
        required=False,
        help_text=_("Otherwise an unknown theme, kind or group is an error."),
    )


class ImportForm(MannerForm):
    file = AwaitedFileField(
        suffixes=(".ndjson", ".jsonl", ".json", ".csv", ".xlsx"),
        too_large=_("At most %(size)s here; the command import_initiatives takes larger files."),
        help_text=_("NDJSON, CSV or XLSX in the exchange format."),
    )
    field_order = ["file"]


class TicketForm(MannerForm):
    """The same, for a file that was sent before."""

    ticket = forms.CharField(widget=forms.HiddenInput)


def import_view(admin: ModelAdmin, request: HttpRequest) -> HttpResponse:
    """Ask for a file, show what it would do, and do it when it is sent again by its ticket."""
    if not admin.has_add_permission(request):
        raise PermissionDenied
    if "ticket" in request.POST:
        return _take_over(admin, request)
    form = ImportForm(request.POST or None, request.FILES or None)
    if not form.is_valid():
        return _page(admin, request, form=form)
    ticket = hold(form.cleaned_data["file"], by=request.user)  # type: ignore[arg-type]
    return _preview(admin, request, form, ticket)


def _preview(admin: ModelAdmin, request: HttpRequest, form: MannerForm, ticket: str) -> HttpResponse:
    with held(ticket, by=request.user) as (file, name):  # type: ignore[arg-type]
        try:
            report = check_file(file, name, _manner(request, form))
        except ImportNotAllowed as refusal:
            raise PermissionDenied(str(refusal)) from refusal
    if report.errors:
        let_go(ticket)
        return _page(admin, request, form=form, report=report)
    initial = {name: form.cleaned_data[name] for name in MannerForm.base_fields}
    again = TicketForm(initial={**initial, "ticket": ticket})
    for name in MannerForm.base_fields:
        again.fields[name].widget = again.fields[name].hidden_widget()
    return _page(admin, request, form=form, report=report, again=again)


def _take_over(admin: ModelAdmin, request: HttpRequest) -> HttpResponse:
    form = TicketForm(request.POST)
    if not form.is_valid():
        return redirect(request.path)
    ticket, manner = form.cleaned_data["ticket"], _manner(request, form)
    try:
        with held(ticket, by=request.user) as (file, name):  # type: ignore[arg-type]
            if os.fstat(file.fileno()).st_size > works.WRITTEN_AT_ONCE:
                return _beside(request, File(file), name, manner, ticket)
            report = import_file(file, name, manner)
    except UploadGone:
        messages.error(request, _("This file is not here any more; send it again."))
        return redirect(request.path)
    except ImportNotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    let_go(ticket)
    if report.errors:
        return _page(admin, request, form=ImportForm(), report=report)
    messages.success(request, works.taken_over(report))
    return redirect("admin:initiatives_initiative_changelist")


def _beside(request: HttpRequest, file: File, name: str, manner: Manner, ticket: str) -> HttpResponse:
    """Let a large file be taken over beside the pages, and show how far that is."""
    try:
        job = works.start_taking_over(file, name, manner, ticket=ticket)
    except TooManyJobs as error:
        messages.error(request, str(error))
        return redirect(request.path)
    let_go(ticket)
    return redirect(job)


def _manner(request: HttpRequest, form: MannerForm) -> Manner:
    return Manner(
        by=request.user,  # type: ignore[arg-type]
        publish=form.cleaned_data["publish"],
        creates_terms=form.cleaned_data["creates_terms"],
    )


def _page(
    admin: ModelAdmin, request: HttpRequest, *, form: MannerForm, report: Report | None = None, again: Any = None
) -> HttpResponse:
    context = {
        **admin.admin_site.each_context(request),
        "title": _("Import cases"),
        "opts": admin.opts,
        "form": form,
        "report": report,
        "errors": report.errors[:ERRORS_SHOWN] if report else [],
        "more_errors": max(0, len(report.errors) - ERRORS_SHOWN) if report else 0,
        "again": again,
    }
    return TemplateResponse(request, "admin/initiatives/import.html", context)
