"""Lessons in the administration."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from curation.admin import RecordAdmin, SourceInline, VersionAdmin, VersionRowInline
from lessons import workflow
from lessons.forms import CaseOfLessonForm, LessonVersionForm
from lessons.models import InitiativeInLesson, Lesson, LessonSource, LessonVersion


@admin.register(Lesson)
class LessonAdmin(RecordAdmin):
    workflow = workflow
    editing_page, adding_page = "workspace_lesson", "workspace_new_lesson"


class CaseInline(VersionRowInline):
    model = InitiativeInLesson
    form = CaseOfLessonForm
    fields = ["initiative"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).select_related("initiative").order_by("pk")


class LessonSourceInline(SourceInline):
    model = LessonSource


@admin.register(LessonVersion)
class LessonVersionAdmin(VersionAdmin):
    form = LessonVersionForm
    inlines: ClassVar[Any] = [CaseInline, LessonSourceInline]
    rich_texts: ClassVar[dict[str, Any]] = {"explanation": _("explanation")}
    sections: ClassVar[Any] = [
        (
            _("The lesson"),
            ["title", "statement", "explanation", "limits", "language"],
            _("One sentence that one can agree or disagree with, why it would be so, and where it does not hold."),
        ),
        (
            _("For whom"),
            ["audiences", "for_policy", "for_professionals", "for_residents"],
            _("What it asks of each audience, in words of its own."),
        ),
        (_("Where it belongs"), ["themes", "drawn_by"], _("Its themes, and who drew it.")),
    ]
