"""The page on which a podcast or film is composed, and the page of the moments in it that lessons rest on."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from curation.workflow import TransitionNotAllowed
from lessons import weighing
from lessons.models import Stance
from lessons.quoting import NoPassage
from publications.models import Moment, Publication, SpokenEvidence
from publications.recordings import composing, marking, webvtt
from publications.recordings.following import judge
from publications.recordings.page import RECORDED, recording_lacks, recording_of
from workspace.access import for_markers
from workspace.publications.recordings.forms import JudgeMomentForm, NewMomentForm, RecordingForm
from workspace.publications.recordings.moments import MomentsPage
from workspace.records.sheets.access import record_page
from workspace.records.sheets.desk import SheetDesk
from workspace.records.versions import shown_version
from workspace.steps import person_of, taken

PAGE, MOMENTS = "workspace_work_recording", "workspace_work_moments"


@record_page
@require_http_methods(["GET", "HEAD", "POST"])
def recording(request: HttpRequest, record: Any, desk: SheetDesk) -> HttpResponse:
    """The sound or film of an open version, with its words, chapters and speakers."""
    version = desk.open_version(record)
    shown = version or shown_version(record)
    if shown is None or shown.kind not in RECORDED:
        raise Http404
    if version is None:
        return redirect(desk.page, record.slug)
    person = person_of(request)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = RecordingForm(version, *sent, by=person)
    if form.is_valid() and taken(request, lambda: composing.keep(version, form.composed, by=person)):
        messages.success(request, _("Everything is saved."))
        return redirect(PAGE, record.slug)
    context = {"desk": desk, "record": record, "version": version, "shown": version, "form": form}
    context |= {"recording": form.recording, "lacks": " ".join(recording_lacks(version))}
    status = 422 if form.is_bound else 200
    return render(request, "workspace/publications/recordings/recording.html", context, status=status)


@record_page
@require_safe
def draft_captions(_request: HttpRequest, record: Any, desk: SheetDesk) -> HttpResponse:
    """The captions of a draft, for who works on it."""
    version = desk.open_version(record)
    found = recording_of(version) if version else None
    if found is None or not found.is_timed:
        raise Http404
    headers = {"Cache-Control": "private, no-store"}
    return HttpResponse(webvtt.written(found.cues), content_type="text/vtt; charset=utf-8", headers=headers)


@for_markers
@require_http_methods(["GET", "HEAD", "POST"])
def moments(request: HttpRequest, slug: str) -> HttpResponse:
    """The moments that are marked in what readers hear now, and marking another for a lesson."""
    record = _public_recording(slug)
    form = NewMomentForm(request.POST if request.method == "POST" else None, initial=_asked(request))
    if form.is_valid() and _marked(request, record, form):
        messages.success(request, _("The moment is marked."))
        return redirect(MOMENTS, slug)
    context = {"record": record, "page": MomentsPage(record), "form": form, "may_accept": _may_accept(request)}
    status = 422 if form.is_bound else 200
    return render(request, "workspace/publications/recordings/moments.html", context, status=status)


@for_markers
@require_POST
def moment_place(request: HttpRequest, slug: str, moment: int) -> HttpResponse:
    """Say when the words of a moment are said now; without times, they are said no more."""
    found = get_object_or_404(Moment, pk=moment, version__record=_public_recording(slug))
    form = JudgeMomentForm(request.POST)
    if not form.is_valid():
        for error in [each for several in form.errors.values() for each in several]:
            messages.error(request, str(error))
        return redirect(MOMENTS, slug)
    said = form.cleaned_data
    times = None if said["begins"] is None else (said["begins"] * 1000, said["ends"] * 1000)
    try:
        judge(found, said=times, by=person_of(request), seen=said["seen"])
    except NoPassage as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("That is kept, and the lessons that rest on it know."))
    return redirect(MOMENTS, slug)


@for_markers
@require_POST
def moment_evidence(request: HttpRequest, slug: str, spoken: int) -> HttpResponse:
    """Let proposed evidence count, or let evidence count no more (`step`)."""
    if not _may_accept(request):
        raise PermissionDenied
    found = get_object_or_404(SpokenEvidence, pk=spoken, moment__version__record=_public_recording(slug))
    person, because = person_of(request), request.POST.get("because", "")
    if request.POST.get("step") == "accept":
        is_done = taken(request, lambda: weighing.accept(found, by=person))
    else:
        is_done = taken(request, lambda: weighing.drop(found, because=because, by=person))
    if is_done:
        messages.success(request, _("That is kept."))
    return redirect(MOMENTS, slug)


# ---------------------------------------------------------------- shared
def _public_recording(slug: str) -> Publication:
    records = Publication.objects.published().filter(published_version__kind__in=RECORDED)
    return get_object_or_404(records.select_related("published_version"), slug=slug)


def _may_accept(request: HttpRequest) -> bool:
    return person_of(request).has_perm(weighing.MAY_ACCEPT)


def _asked(request: HttpRequest) -> dict[str, str]:
    """What a link fills in: the moments (`van`, `tot`) and the lesson (`les`)."""
    names = {"van": "begins", "tot": "ends", "les": "lesson"}
    return {field: request.GET[name] for name, field in names.items() if name in request.GET}


def _marked(request: HttpRequest, record: Any, form: NewMomentForm) -> bool:
    """Whether what the form says could be done; if not, it says why."""
    said, person = form.cleaned_data, person_of(request)
    try:
        marking.mark_for(
            said["lesson"],
            record.published_version,
            (said["begins"] * 1000, said["ends"] * 1000),
            stance=Stance(said["stance"]),
            note=said["note"],
            by=person,
        )
    except (NoPassage, TransitionNotAllowed) as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
