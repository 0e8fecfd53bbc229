"""The page on which one tile is written, and its picture."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from media import intake
from media.intake import Refused
from publications.infographics import composing
from publications.infographics.page import maps_of
from publications.models import Tile
from workspace.publications.infographics.forms import TilePictureUpload
from workspace.publications.infographics.passages import offered
from workspace.publications.infographics.saving import open_tile, save
from workspace.publications.infographics.sheet import sheet_of
from workspace.publications.infographics.shown import builder_of, drawn_alone
from workspace.publications.infographics.views import PAGE
from workspace.records.sheets.access import record_page
from workspace.records.sheets.desk import SheetDesk
from workspace.records.sheets.page import page_of
from workspace.records.sheets.saving import Attempt, untouched
from workspace.records.versions import shown_version
from workspace.saving import NotOpen
from workspace.steps import person_of, taken

FOLDER = "workspace/publications/infographics"
DONE = "done"


@record_page
@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
def tile_page(request: HttpRequest, record: Any, desk: SheetDesk, tile: int) -> HttpResponse:
    """The form of a tile. What is sent is saved, now and then while somebody types; what cannot be is shown again."""
    if request.method != "POST":
        found = open_tile(record, tile)
        if found is None:
            return _gone(request, record, desk)
        return _shown(request, record, desk, untouched(sheet_of(found), found))
    try:
        attempt = save(record, tile, request.POST, by=person_of(request))
    except NotOpen:
        return _gone(request, record, desk)
    if request.htmx or not attempt.is_saved:  # type: ignore[attr-defined]
        status = 200 if attempt.is_saved else 409 if attempt.conflicts else 422
        return _shown(request, record, desk, attempt, status=status)
    if request.POST.get("step") == DONE:
        return redirect(f"{reverse(PAGE, args=[record.slug])}#tegel-{tile}")
    messages.success(request, _("Everything is saved."))
    words = {"passages": request.POST["passages"]} if request.POST.get("passages") else None
    return redirect(reverse("workspace_work_tile", args=[record.slug, tile], query=words))


@record_page
@require_POST
def tile_picture(request: HttpRequest, record: Any, desk: SheetDesk, tile: int) -> HttpResponse:
    """Put a picture in a tile (`picture`), or take it out (`step` is “remove”)."""
    found = open_tile(record, tile)
    if found is None or found.kind != Tile.Kind.PICTURE:
        raise Http404
    person, upload = person_of(request), TilePictureUpload(request.POST, request.FILES)
    if request.POST.get("step") == "remove":
        taken(request, lambda: composing.show_picture(found, None, by=person))
        return redirect("workspace_work_tile", record.slug, tile)
    if upload.is_valid():
        try:
            picture = intake.take(upload.cleaned_data["picture"], by=person)
        except Refused as refusal:
            upload.add_error("picture", str(refusal))
        else:
            taken(request, lambda: composing.show_picture(found, picture, by=person))
            return redirect("workspace_work_tile", record.slug, tile)
    return _shown(request, record, desk, untouched(sheet_of(found), found), upload=upload, status=422)


def _shown(
    request: HttpRequest,
    record: Any,
    desk: SheetDesk,
    attempt: Attempt,
    *,
    upload: TilePictureUpload | None = None,
    status: int = 200,
) -> HttpResponse:
    version = attempt.version.version
    saved, is_saved = open_tile(record, attempt.version.pk) or attempt.version, attempt.is_saved
    if is_saved:
        attempt = untouched(sheet_of(saved), saved)
    infographic, laid = drawn_alone(saved)
    passages = request.POST.get("passages") or request.GET.get("passages", "")
    chosen = attempt.values.get("passage", {}).get("passage", "")
    found, more = offered(passages, chosen) if "passage" in attempt.values else ([], 0)
    context = {
        "desk": desk,
        "record": record,
        "version": version,
        "shown": version,
        "tile": saved,
        "name": laid.name,
        "drawn": laid.tile,
        "outgrown": laid.outgrown,
        "infographic": infographic,
        "maps": maps_of(infographic),
        "page": page_of(sheet_of(saved), attempt, is_sent=request.method == "POST" and not is_saved),
        "is_saved": is_saved,
        "builder": builder_of(saved, attempt.values),
        "is_reshaped": request.POST.get("shape", "") not in {"", _shape(saved, attempt)},
        "passages": found,
        "more_passages": more,
        "words": passages,
        "upload": upload or TilePictureUpload(),
    }
    name = "_answer.html" if request.htmx else "tile.html"  # type: ignore[attr-defined]
    return render(request, f"{FOLDER}/{name}", context, status=status)


def _shape(saved: Tile, attempt: Attempt) -> str:
    builder = builder_of(saved, attempt.values)
    return builder.shape if builder else ""


def _gone(request: HttpRequest, record: Any, desk: SheetDesk) -> HttpResponse:
    """The tile was taken out, or its version is open no more. What was sent all the same is shown, to be copied."""
    version = desk.open_version(record)
    leave_out = {"csrfmiddlewaretoken", "step", "shape", "passages"}
    sent = [(name, request.POST.get(name, "")) for name in request.POST if name not in leave_out]
    typed = [(name, text) for name, text in sent if text.strip() and not name.startswith(("base-", "now-", "choice-"))]
    if not typed:
        raise Http404
    context = {"desk": desk, "record": record, "version": version, "shown": version or shown_version(record)}
    name = "_gone.html" if request.htmx else "gone.html"  # type: ignore[attr-defined]
    return render(request, f"{FOLDER}/{name}", context | {"typed": typed}, status=409)
