"""Withdrawn consent and pictures that lack something: pages of the workspace."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import EmptyPage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from curation.erasure import ErasureNotAllowed, find
from curation.leaning import leaning_on
from curation.models import Erasure
from curation.removed import told
from initiatives.models import Initiative, InitiativePicture
from media.models import Picture
from workspace.access import View, case_page, for_researchers, for_those_who_may, open_version
from workspace.consent.forms import PictureReasonForm, WordsForm
from workspace.consent.pictures import PictureList
from workspace.consent.preview import number_of_files, preview_of
from workspace.consent.workflow import remove_picture, remove_words, rows_with
from workspace.models import Presence
from workspace.steps import person_of


def for_editors(view: View) -> Callable[..., HttpResponse]:
    """For those who may take words out of what is published."""
    return for_those_who_may("initiatives.erase_initiative", view)


@for_editors
@case_page
@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: HttpRequest, record: Initiative) -> HttpResponse:
    """Which words, then where they stand, then they are gone. What was removed before stands below."""
    form = WordsForm(request.POST or None)
    if not form.is_valid():
        return _asked(request, record, form)
    try:
        if "confirm" in request.POST:
            return _removed(request, record, form)
        return _preview(request, record, form)
    except ErasureNotAllowed as refusal:
        form.add_error("words", str(refusal))
        return _asked(request, record, form)


def _asked(request: HttpRequest, record: Initiative, form: WordsForm) -> HttpResponse:
    removals = [(erasure, told(erasure)) for erasure in Erasure.objects.about(record)[:50]]
    context = {"record": record, "form": form, "removals": removals}
    return render(request, "workspace/consent/words.html", context, status=422 if form.is_bound else 200)


def _preview(request: HttpRequest, record: Initiative, form: WordsForm, *, status: int = 200) -> HttpResponse:
    preview = preview_of(record, find(form.passage))
    if not preview.number:
        raise ErasureNotAllowed(_("These words do not stand anywhere."))
    version = open_version(record)
    context = {
        "record": record,
        "form": form,
        "preview": preview,
        "leaning": [each.record for each in leaning_on(record)],
        "files": number_of_files(record),
        "here": Presence.objects.here(version.pk, besides=person_of(request)) if version else (),
        "has_changed": status == 409,
    }
    return render(request, "workspace/consent/preview.html", context, status=status)


def _removed(request: HttpRequest, record: Initiative, form: WordsForm) -> HttpResponse:
    """Remove what was seen; when something came to it meanwhile, that is shown first."""
    if preview_of(record, find(form.passage)).mark != request.POST.get("seen"):
        return _preview(request, record, form, status=409)
    erased = remove_words(
        form.passage,
        record,
        besides=request.POST.getlist("besides"),
        by=person_of(request),
        reason=form.cleaned_data["reason"],
    )
    messages.success(request, _("The words are removed from %(number)d places.") % {"number": erased.erasure.places})
    record.refresh_from_db(fields=["slug"])
    return redirect("workspace_consent", record.slug)


@for_researchers
@require_safe
def picture_list(request: HttpRequest) -> HttpResponse:
    """Pictures by what they lack: `mist` is alt, toestemming, licentie or bron."""
    pictures = PictureList(person_of(request), request.GET)
    try:
        page = pictures.page
    except EmptyPage as error:
        raise Http404 from error
    context = {"pictures": pictures, "page": page, "may_remove": person_of(request).is_staff}
    return render(request, "workspace/consent/picture_list.html", context)


@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def picture_consent(request: HttpRequest, key: str) -> HttpResponse:
    """Remove a picture, of which people withdrew their consent, from all versions of all that shows it."""
    picture = get_object_or_404(Picture.objects.there(), key=key)
    rows = rows_with(picture)
    if not rows:
        raise Http404
    form = PictureReasonForm(request.POST or None)
    if form.is_valid():
        remove_picture(picture, by=person_of(request), reason=form.cleaned_data["reason"])
        messages.success(request, _("The picture is removed from all versions."))
        return _back_from(rows)
    leaning = dict.fromkeys(each.record for row in rows for each in leaning_on(row.version.record))
    context = {"picture": picture, "rows": rows, "form": form, "leaning": list(leaning)}
    return render(request, "workspace/consent/picture.html", context, status=422 if form.is_bound else 200)


def _back_from(rows: list[Any]) -> HttpResponse:
    """To the first case that showed the picture; to the list of pictures when only publications did."""
    cases = [row.version.record for row in rows if isinstance(row, InitiativePicture)]
    return redirect("workspace_consent", cases[0].slug) if cases else redirect("workspace_pictures")
