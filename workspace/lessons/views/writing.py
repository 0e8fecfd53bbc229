"""The list of lessons, how one begins, and the form in which it is written."""

import re
from typing import Any

from django.contrib import messages
from django.core.paginator import EmptyPage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from curation.prose import prose_of
from lessons import workflow
from lessons.lesson_page import sureness_of
from lessons.models import Lesson, LessonVersion
from lessons.shown_evidence import by_stance, evidence_of
from workspace.lessons.access import for_proposers, lesson_page, open_version
from workspace.lessons.comparing import title_of, words_of
from workspace.lessons.forms import NewLessonForm
from workspace.lessons.lists import LessonList
from workspace.lessons.page import page_of
from workspace.lessons.parts import PARTS, values_given, values_of
from workspace.lessons.saving import Attempt, save
from workspace.lessons.views.taking_steps import person_of
from workspace.parts import revision
from workspace.records.desks import LESSONS
from workspace.records.versions import shown_version
from workspace.saving import NotOpen

_SENT = re.compile(r"[\w-]{1,64}")


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


@lesson_page
@require_http_methods(["GET", "HEAD", "POST"])
def lesson(request: HttpRequest, record: Lesson) -> HttpResponse:
    """The form of the open version. What is sent is saved as a whole; what cannot be saved is shown again."""
    version = open_version(record)
    if request.method == "POST":
        try:
            attempt = save(record, request.POST.get("version", ""), request.POST, by=person_of(request))
        except NotOpen:
            return _closed(request, record)
        if not attempt.is_saved:
            return _shown(request, record, attempt, status=409 if attempt.conflicts else 422)
        messages.success(request, _("Everything is saved."))
        return redirect(_address(record, request.POST.get("sent", "")))
    if version is None:
        return _closed(request, record)
    values = values_of(version)
    bases = {name: revision(value) for name, value in values.items()}
    return _shown(request, record, Attempt(version, values, bases))


@lesson_page
@require_safe
def readers_view(request: HttpRequest, record: Lesson) -> HttpResponse:
    """The open version as the public page will show it."""
    version = open_version(record)
    if version is None:
        return redirect("workspace_lesson", record.slug)
    found = LessonVersion.objects.with_everything().get(pk=version.pk)
    context = {
        "desk": LESSONS,
        "record": record,
        "version": found,
        "shown": found,
        "prose": prose_of(found.explanation),
        "sureness": sureness_of(record),
        "groups": by_stance(evidence_of(record, None)),
    }
    return render(request, "workspace/lessons/readers_view.html", context)


def _address(record: Lesson, sent: str) -> str:
    """The page again; `bewaard` tells the browser that what it kept of this sending is saved."""
    address = reverse("workspace_lesson", args=[record.slug])
    return f"{address}?bewaard={sent}" if _SENT.fullmatch(sent) else address


def _shown(request: HttpRequest, record: Lesson, attempt: Attempt, *, status: int = 200) -> HttpResponse:
    more = request.method == "POST" or "rij" in request.GET
    context = {
        "desk": LESSONS,
        "record": record,
        "shown": attempt.version,
        "version": attempt.version,
        "page": page_of(attempt, is_sent=more),
    }
    return render(request, "workspace/lessons/lesson.html", context, status=status)


def _closed(request: HttpRequest, record: Lesson) -> HttpResponse:
    """Nobody works on this lesson now. What was sent all the same is shown, to be copied."""
    typed: list[tuple[str, str]] = []
    if request.method == "POST":
        values = values_given(request.POST)
        read = words_of([values])
        typed = [(title_of(name), text) for name in PARTS if (text := read(name, values))]
    context: dict[str, Any] = {"desk": LESSONS, "record": record, "shown": shown_version(record), "typed": typed}
    return render(request, "workspace/lessons/closed.html", context, status=409 if typed else 200)
