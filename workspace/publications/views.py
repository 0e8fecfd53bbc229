"""The list of publications, how one begins, its cover, and how it will look."""

from typing import Any

from django.contrib import messages
from django.core.paginator import EmptyPage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from media import intake
from media.intake import Refused
from publications import workflow
from workspace.publications import covers
from workspace.publications.forms import CoverForm, NewPublicationForm, UploadForm
from workspace.publications.kinds import composing_of
from workspace.publications.lists import WorkList
from workspace.publications.reading import reading_context
from workspace.records.sheets.access import desk_page, record_page
from workspace.records.sheets.desk import SheetDesk
from workspace.steps import person_of, taken


@desk_page
@require_safe
def work_list(request: HttpRequest, desk: SheetDesk) -> HttpResponse:
    works = WorkList(person_of(request), request.GET)
    try:
        page = works.page
    except EmptyPage as error:
        raise Http404 from error
    return render(request, "workspace/publications/list.html", {"desk": desk, "works": works, "page": page})


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def new_work(request: HttpRequest, desk: SheetDesk) -> HttpResponse:
    form = NewPublicationForm(request.POST if request.method == "POST" else None, initial=request.GET.dict())
    if form.is_valid():
        version = workflow.propose(**form.cleaned_data, by=person_of(request))
        composing = composing_of(version.kind)
        return redirect(composing.page if composing else desk.page, version.record.slug)
    context = {"desk": desk, "form": form}
    return render(request, "workspace/publications/new.html", context, status=422 if form.is_bound else 200)


@record_page
@require_safe
def readers_view(request: HttpRequest, record: Any, desk: SheetDesk) -> HttpResponse:
    """The open version as the public page will show it."""
    version = desk.open_version(record)
    if version is None:
        return redirect(desk.page, record.slug)
    return render(request, "workspace/publications/readers_view.html", reading_context(record, version))


@record_page
@require_http_methods(["GET", "HEAD", "POST"])
def cover(request: HttpRequest, record: Any, desk: SheetDesk) -> HttpResponse:
    """The picture on the cover: put there, described, and taken away (`step`)."""
    version = desk.open_version(record)
    if version is None:
        return redirect(desk.page, record.slug)
    row = version.covers.select_related("picture").first()
    upload, form = UploadForm(), CoverForm(instance=row)
    if request.method == "POST":
        upload, form = _sent(request, row, upload, form)
        if _done(request, version, row, upload, form):
            return redirect(request.path)
    context = {"desk": desk, "record": record, "shown": version, "cover": row, "upload": upload, "form": form}
    return render(
        request, "workspace/publications/cover.html", context, status=422 if request.method == "POST" else 200
    )


def _sent(request: HttpRequest, row: Any, upload: UploadForm, form: CoverForm) -> tuple[UploadForm, CoverForm]:
    """The form that was sent, bound; the other as it was."""
    if request.POST.get("step") == "put":
        return UploadForm(request.POST, request.FILES), form
    return upload, CoverForm(request.POST, instance=row) if row else form


def _done(request: HttpRequest, version: Any, row: Any, upload: UploadForm, form: CoverForm) -> bool:
    """Whether the page is to be looked at anew; if not, the forms say why what was sent could not be done."""
    person = person_of(request)
    if request.POST.get("step") == "remove":
        return taken(request, lambda: covers.remove(version, by=person))
    if upload.is_bound and upload.is_valid():
        try:
            picture = intake.take(upload.cleaned_data["picture"], by=person)
        except Refused as refusal:
            upload.add_error("picture", str(refusal))
            return False
        return taken(request, lambda: covers.put(version, picture, by=person))
    if row and form.is_bound and form.is_valid():
        if taken(request, lambda: covers.describe(version, form, by=person)):
            messages.success(request, _("Everything is saved."))
        return True
    return False
