"""Public pages of lessons."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from curation.record_pages import record_page, version_context
from lessons.models import Audience, Lesson, LessonVersion


@require_safe
def lesson_list(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("voor_wie", "")
    audience = asked if asked in Audience.values else ""
    lessons = Lesson.objects.published().for_audience(audience).with_card_details().in_order()
    context = {
        "lessons": lessons,
        "audiences": Audience,
        "chosen_audience": audience,
        "unknown_audience": asked if asked and not audience else "",
    }
    return render(request, "lessons/list.html", context)


@record_page(Lesson)
def lesson(request: HttpRequest, record: Lesson) -> HttpResponse:
    return _lesson(request, record, record.published_version_id)


@record_page(Lesson)
def lesson_version(request: HttpRequest, record: Lesson, number: int) -> HttpResponse:
    version = get_object_or_404(LessonVersion.objects.published(), record=record, number=number)
    return _lesson(request, record, version.pk)


def _lesson(request: HttpRequest, record: Lesson, version_key: Any) -> HttpResponse:
    version = LessonVersion.objects.with_everything().get(pk=version_key)
    return render(request, "lessons/detail.html", version_context(record, version))
