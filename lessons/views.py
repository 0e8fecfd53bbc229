"""Public pages of lessons."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from curation.citing import citation_page
from curation.prose import prose_of
from curation.record_pages import record_page, version_context, version_shown
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
def lesson(request: HttpRequest, record: Lesson, number: int | None = None) -> HttpResponse:
    version = version_shown(record, LessonVersion.objects.with_everything(), number)
    context = {**version_context(record, version), "prose": prose_of(version.explanation)}
    return render(request, "lessons/detail.html", context)


lesson_citation = citation_page(Lesson, LessonVersion.objects.all)
