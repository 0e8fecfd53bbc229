"""The page on which an infographic is composed, its steps, and the figures that aged."""

from typing import Any

from django.contrib import messages
from django.core.paginator import EmptyPage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from curation.keys import key_in
from curation.workflow import TransitionNotAllowed
from publications.infographics import composing
from publications.models import Kind, Tile
from workspace.publications.infographics import ageing, arranging
from workspace.publications.infographics.aged_list import AgedList
from workspace.publications.infographics.shown import Laid, board_of, said_of
from workspace.records.sheets.access import desk_page, record_page
from workspace.records.sheets.desk import SheetDesk
from workspace.records.versions import shown_version
from workspace.steps import person_of, taken

PAGE = "workspace_work_tiles"
WIDTHS = ("scherm", "telefoon")


@record_page
@require_safe
def tiles(request: HttpRequest, record: Any, desk: SheetDesk) -> HttpResponse:
    """The tiles on their grid, as wide as there is room, as a screen or as a phone (`breedte`).

    One may be open to be moved (`tegel`).
    """
    return _composed(request, record, desk, acted=key_in(request.GET.get("tegel", "")))


@record_page
@require_POST
@vary_on_headers("HX-Request")
def arrangement(request: HttpRequest, record: Any, desk: SheetDesk) -> HttpResponse:
    """Take the step of a button (`step`) or of a gesture on the board (`gesture`) with one tile."""
    version, person = _infographic_or_404(desk.open_version(record)), person_of(request)
    step = request.POST.get("step") or request.POST.get("gesture", "")
    try:
        if (key := arranging.taken_out(step)) is not None:
            return _composed(request, record, desk, kept=composing.take_out(version, key, by=person))
        tile = arranging.take(version, step, by=person)
    except TransitionNotAllowed as refusal:
        return _refused(request, record, desk, refusal)
    if request.htmx:  # type: ignore[attr-defined]
        return _composed(request, record, desk, acted=tile.pk, is_opened="step" in request.POST)
    return redirect(f"{reverse(PAGE, args=[record.slug])}?tegel={tile.pk}#tegel-{tile.pk}")


@record_page
@require_POST
def new_tile(request: HttpRequest, record: Any, desk: SheetDesk) -> HttpResponse:
    """Add a tile of a kind (`kind`), and go and write it."""
    version, kind = _infographic_or_404(desk.open_version(record)), request.POST.get("kind", "")
    if kind not in Tile.Kind.values:
        raise Http404
    try:
        tile = composing.add(version, kind, by=person_of(request))
    except TransitionNotAllowed as refusal:
        messages.error(request, str(refusal))
        return redirect(PAGE, record.slug)
    return redirect("workspace_work_tile", record.slug, tile.pk)


@record_page
@require_POST
def tile_back(request: HttpRequest, record: Any, desk: SheetDesk) -> HttpResponse:
    """Put back a tile that was taken out (`kept`)."""
    version = _infographic_or_404(desk.open_version(record))
    try:
        tile = composing.put_back(version, request.POST.get("kept", ""), by=person_of(request))
    except TransitionNotAllowed as refusal:
        messages.error(request, str(refusal))
        return redirect(PAGE, record.slug)
    return redirect(f"{reverse(PAGE, args=[record.slug])}#tegel-{tile.pk}")


@record_page
@require_POST
def figures(request: HttpRequest, record: Any, desk: SheetDesk) -> HttpResponse:  # noqa: ARG001 - of every page
    """Keep or renew the tiles that aged, as is said of each (`tile-<key>`)."""
    _infographic_or_404(record.published_version)
    said = {name.removeprefix("tile-"): request.POST[name] for name in request.POST if name.startswith("tile-")}
    decisions = {key: decision for name, decision in said.items() if (key := key_in(name)) is not None}
    draft = None

    def decide() -> None:
        nonlocal draft
        draft = ageing.decide(record, decisions, by=person_of(request))

    if taken(request, decide) and draft is not None:
        messages.success(request, _("The draft asks anew what is renewed. Look at it, and submit or publish it."))
    return redirect(PAGE, record.slug)


@desk_page
@require_safe
def aged_figures(request: HttpRequest, desk: SheetDesk) -> HttpResponse:
    """The work list: the infographics in which figures wait for a decision."""
    aged = AgedList(person_of(request), request.GET)
    try:
        page = aged.page
    except EmptyPage as error:
        raise Http404 from error
    context = {"desk": desk, "aged": aged, "page": page, "infographics": ageing.aged_in(page)}
    return render(request, "workspace/publications/infographics/aged_figures.html", context)


def _composed(
    request: HttpRequest,
    record: Any,
    desk: SheetDesk,
    *,
    acted: int | None = None,
    is_opened: bool = True,
    kept: str = "",
    trouble: str = "",
) -> HttpResponse:
    """The page, or its board alone: after a step with the tile `acted`, or without one that `kept` puts back."""
    version = desk.open_version(record)
    shown = _infographic_or_404(version or shown_version(record))
    board = board_of(shown)
    context = {
        "desk": desk,
        "record": record,
        "version": version,
        "shown": shown,
        **board,
        "opened": acted if is_opened else None,
        "said": trouble or _said(board["tiles"], acted),
        "kept": kept,
        "width": next((width for width in WIDTHS if width == request.GET.get("breedte")), ""),
    }
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "workspace/publications/infographics/_board.html", context)
    context |= {"kinds": Tile.Kind, "aged": ageing.aged_of(record) if record.is_public else []}
    return render(request, "workspace/publications/infographics/tiles.html", context)


def _said(laid: list[Laid], acted: int | None) -> str:
    return next((said_of(each, len(laid)) for each in laid if each.tile.key == acted), "")


def _refused(request: HttpRequest, record: Any, desk: SheetDesk, refusal: TransitionNotAllowed) -> HttpResponse:
    if request.htmx:  # type: ignore[attr-defined]
        return _composed(request, record, desk, trouble=str(refusal))
    messages.error(request, str(refusal))
    return redirect(PAGE, record.slug)


def _infographic_or_404(version: Any) -> Any:
    if version is None or version.kind != Kind.INFOGRAPHIC:
        raise Http404
    return version
