"""The page on which a bundle is composed, its steps, and its files before it is published."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jobs.workflow import TooManyJobs
from publications.bundles import composing
from publications.bundles.editions import contents_today
from publications.bundles.files import FORMS, LONG
from publications.bundles.works import start_proof
from publications.models import Kind, PublicationVersion
from workspace.publications.bundles.chapters import chapters_of
from workspace.publications.bundles.choosing import Choosing
from workspace.records.sheets.access import record_page
from workspace.records.sheets.desk import SheetDesk
from workspace.records.versions import shown_version
from workspace.steps import person_of, taken

PAGE = "workspace_work_bundle"


@record_page
@require_safe
def bundle(request: HttpRequest, record: Any, desk: SheetDesk) -> HttpResponse:
    """What is in it, in which order, what has moved on; and what can be put in it (`q`, `thema`, `verzameling`)."""
    version = desk.open_version(record)
    shown = _bundle_or_404(version or shown_version(record))
    chapters = chapters_of(shown)
    context = {
        "desk": desk,
        "record": record,
        "version": version,
        "shown": shown,
        "chapters": chapters,
        "is_long": len(chapters) > LONG,
        "moved_on": [each for each in chapters if each.has_moved_on],
        "choosing": Choosing(person_of(request), request.GET, frozenset(each.name for each in chapters)),
    }
    return render(request, "workspace/publications/bundles/bundle.html", context)


@record_page
@require_POST
def chapters(request: HttpRequest, record: Any, desk: SheetDesk) -> HttpResponse:
    """Do what the form says: the order it was sent in (`chapter`), and then the step of the button."""
    version = _bundle_or_404(desk.open_version(record))
    person, (step, _dot, name) = person_of(request), request.POST.get("step", "").partition(":")
    if taken(request, lambda: composing.arrange(version, request.POST.getlist("chapter"), by=person)):
        if step in {"up", "down"}:
            taken(request, lambda: composing.shift(version, name, -1 if step == "up" else 1, by=person))
        elif step == "out":
            taken(request, lambda: composing.take_out(version, name, by=person))
    if request.headers.get("X-Kept-By") == "script":
        return HttpResponse(status=204)
    return redirect(f"{reverse(PAGE, args=[record.slug])}#{name or 'hoofdstukken'}")


@record_page
@require_POST
def additions(request: HttpRequest, record: Any, desk: SheetDesk) -> HttpResponse:
    """Put what is ticked (`add`) at the end."""
    version, names = _bundle_or_404(desk.open_version(record)), request.POST.getlist("add")
    number = 0

    def add() -> None:
        nonlocal number
        number = composing.add(version, names, by=person_of(request))

    if taken(request, add):
        said = ngettext("%(number)s chapter is added.", "%(number)s chapters are added.", number)
        messages.success(request, said % {"number": number})
    return redirect(f"{reverse(PAGE, args=[record.slug])}#hoofdstukken")


@record_page
@require_POST
def renewal(request: HttpRequest, record: Any, desk: SheetDesk) -> HttpResponse:
    """Begin a new edition: a draft that will hold what readers see of its cases and lessons now."""
    if taken(request, lambda: desk.workflow.open_draft(record, by=person_of(request))):
        messages.success(request, _("Look at what has moved on, and submit the new edition or publish it."))
    return redirect(PAGE, record.slug)


@record_page
@require_http_methods(["GET", "HEAD", "POST"])
def draft_file(request: HttpRequest, record: Any, desk: SheetDesk, ending: str) -> HttpResponse:
    """The draft as a file, with the versions of today: a proof, for those who work on it.

    One of a long bundle is made beside the pages, when it is asked for (POST).
    """
    version = _bundle_or_404(desk.open_version(record))
    if request.method == "POST":
        return _proof_beside(request, version, ending)
    if _is_long(version):
        return redirect(PAGE, record.slug)
    form = FORMS[ending]
    response = HttpResponse(form.make(contents_today(version)), content_type=form.content_type)
    response["Content-Disposition"] = f'attachment; filename="{record.slug}-concept.{ending}"'
    response["Cache-Control"] = "private, no-store"
    return response


@record_page
@require_safe
def draft_book(request: HttpRequest, record: Any, desk: SheetDesk) -> HttpResponse:
    """The draft as one page to read and to print."""
    version = _bundle_or_404(desk.open_version(record))
    context = {
        "book": contents_today(version),
        "back": reverse(PAGE, args=[record.slug]),
        "back_title": _("Back to the chapters"),
    }
    return render(request, "publications/book.html", context)


def _proof_beside(request: HttpRequest, version: PublicationVersion, ending: str) -> HttpResponse:
    back = reverse(PAGE, args=[version.record.slug])
    try:
        job = start_proof(version, ending, by=person_of(request), back=back)
    except TooManyJobs as refusal:
        messages.error(request, str(refusal))
        return redirect(back)
    return redirect(job)


def _is_long(version: PublicationVersion) -> bool:
    return version.initiative_rows.count() + version.lesson_rows.count() > LONG


def _bundle_or_404(version: Any) -> Any:
    if version is None or version.kind != Kind.BUNDLE:
        raise Http404
    return version
