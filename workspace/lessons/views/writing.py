"""The list of lessons, how one begins, and how it will look."""

from django.core.paginator import EmptyPage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from curation.prose import prose_of
from lessons import workflow
from lessons.lesson_page import sureness_of
from lessons.models import Lesson, LessonVersion
from lessons.shown_evidence import by_stance, evidence_of
from workspace.lessons.access import for_proposers
from workspace.lessons.forms import NewLessonForm
from workspace.lessons.lists import LessonList
from workspace.records.sheets.access import record_page
from workspace.records.sheets.desk import SheetDesk
from workspace.steps import person_of


@for_proposers
@require_safe
def lesson_list(request: HttpRequest) -> HttpResponse:
    lessons = LessonList(person_of(request), request.GET)
    try:
        page = lessons.page
    except EmptyPage as error:
        raise Http404 from error
    return render(request, "workspace/lessons/list.html", {"lessons": lessons, "page": page})


@for_proposers
@require_http_methods(["GET", "HEAD", "POST"])
def new_lesson(request: HttpRequest) -> HttpResponse:
    form = NewLessonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        version = workflow.propose(**form.cleaned_data, by=person_of(request))
        return redirect("workspace_lesson", version.record.slug)
    return render(request, "workspace/lessons/new.html", {"form": form}, status=422 if form.is_bound else 200)


@record_page
@require_safe
def readers_view(request: HttpRequest, record: Lesson, desk: SheetDesk) -> HttpResponse:
    """The open version as the public page will show it."""
    version = desk.open_version(record)
    if version is None:
        return redirect(desk.page, record.slug)
    found = LessonVersion.objects.with_everything().get(pk=version.pk)
    context = {
        "desk": desk,
        "record": record,
        "version": found,
        "shown": found,
        "prose": prose_of(found.explanation),
        "sureness": sureness_of(record),
        "groups": by_stance(evidence_of(record, None)),
    }
    return render(request, "workspace/lessons/readers_view.html", context)
