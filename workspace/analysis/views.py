"""Pages of the matrix and of cases side by side, and the same as files."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from initiatives.downloads.files import FORMATS, in_language
from initiatives.downloads.tables import csv_lines, xlsx_lines
from initiatives.listing import PageNotFound
from initiatives.models import Initiative
from lessons.models import Looked
from workspace.access import for_markers
from workspace.analysis.forms import LookedForm
from workspace.analysis.grid import Grid, WholeGrid
from workspace.analysis.kinds import KINDS, Kind
from workspace.analysis.looking import NothingToSay, say_nothing_found, take_back
from workspace.analysis.side_by_side import SideBySide
from workspace.steps import person_of

MOST_PASSAGES = 50
TAKE_BACK = "terugnemen"


@for_markers
@require_safe
def matrix(request: HttpRequest) -> HttpResponse:
    try:
        grid = Grid(request.GET)
    except PageNotFound as error:
        raise Http404 from error
    return render(request, "workspace/analysis/matrix.html", {"grid": grid})


@for_markers
@require_safe
def matrix_file(request: HttpRequest, ending: str) -> HttpResponseBase:
    """All rows against all cases that are asked for, sent while it is made."""
    query = request.GET.copy()
    query.pop("pagina", None)
    whole = WholeGrid(query)
    if ending == "csv":
        pieces = csv_lines(whole.head, whole.lines())
    else:
        pieces = xlsx_lines([str(whole.kind.label), _("about")], whole.head, whole.lines(), whole.about)
    return _file(pieces, ending, f"wijk-matrix-{whole.kind.name}")


@for_markers
@require_http_methods(["GET", "HEAD", "POST"])
def cell(request: HttpRequest, kind: str, row: str, case: str) -> HttpResponse:
    """What was found in one cell; where nothing was, the place to say so."""
    if kind not in KINDS:
        raise Http404
    rows = KINDS[kind]
    thing = get_object_or_404(rows.rows(), slug=row)
    record = get_object_or_404(Initiative.objects.published().with_published_version(), slug=case)
    form = LookedForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        _say(request, rows, thing, record, form)
        return redirect(f"{request.path}?{request.GET.urlencode()}" if request.GET else request.path)
    passages = rows.passages(thing.pk, record.pk)
    context = {
        "kind": rows,
        "row": rows.row(thing),
        "case": record,
        "passages": passages[:MOST_PASSAGES],
        "number": passages.count(),
        "looked": Looked.objects.in_cells(rows.field, [thing.pk], [record.pk]).first(),
        "form": form,
        "back": f"{reverse('workspace_matrix')}?{request.GET.urlencode()}",
        "take_back": TAKE_BACK,
    }
    return render(request, "workspace/analysis/cell.html", context, status=422 if form.errors else 200)


def _say(request: HttpRequest, kind: Kind, thing: Any, record: Initiative, form: LookedForm) -> None:
    person = person_of(request)
    try:
        if request.POST.get("step") == TAKE_BACK:
            looked = Looked.objects.in_cells(kind.field, [thing.pk], [record.pk]).first()
            if looked:
                take_back(looked, by=person)
            messages.success(request, _("Nobody has looked here any more."))
        else:
            say_nothing_found(kind, thing.pk, record, note=form.cleaned_data["note"], by=person)
            messages.success(request, _("Kept: looked for, and not found."))
    except NothingToSay as refusal:
        messages.error(request, str(refusal))


@for_markers
@require_safe
def side_by_side(request: HttpRequest) -> HttpResponse:
    context = {"compared": SideBySide(request.GET)}
    return render(request, "workspace/analysis/side_by_side.html", context)


@for_markers
@require_safe
def side_by_side_file(request: HttpRequest) -> HttpResponseBase:
    compared = SideBySide(request.GET)
    return _file(csv_lines(compared.head, compared.lines()), "csv", "wijk-naast-elkaar")


def _file(pieces: Iterator[bytes], ending: str, name: str) -> StreamingHttpResponse:
    content_type = FORMATS[ending].content_type
    response = StreamingHttpResponse(in_language(get_language(), pieces), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}-{timezone.localdate():%Y-%m-%d}.{ending}"'
    return response
