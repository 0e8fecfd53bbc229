"""Publications in the administration."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from curation.admin import RecordAdmin, Situation, SourceInline, VersionAdmin, VersionRowInline
from curation.admin.records import StateFilter
from curation.uses import is_current
from publications import workflow
from publications.forms import CaseInPublicationForm, LessonInPublicationForm, PublicationVersionForm
from publications.models import (
    InitiativeInPublication,
    Kind,
    LessonInPublication,
    Publication,
    PublicationSource,
    PublicationVersion,
)


class KindFilter(admin.SimpleListFilter):
    title = _("kind")
    parameter_name = "soort"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:  # noqa: ARG002
        return Kind.choices

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:  # noqa: ARG002
        if not self.value():
            return queryset
        versions = PublicationVersion.objects.filter(is_current(), kind=self.value())
        return queryset.filter(pk__in=versions.values("record"))


@admin.register(Publication)
class PublicationAdmin(RecordAdmin):
    workflow = workflow
    list_display = ["title", "kind", "state", "last_changed_at", "people"]
    list_filter: ClassVar[Any] = [StateFilter, KindFilter]

    @admin.display(description=_("kind"))
    def kind(self, record: Publication) -> str:
        version: Any = Situation.of(record).shown
        return version.get_kind_display() if version else ""

    def more_that_waits(self) -> list[tuple[Any, str, models.QuerySet]]:
        incomplete = PublicationVersion.objects.filter(incomplete=True).order_by("changed_at", "pk")
        return [(_("Incomplete"), "", incomplete)]


class CaseInline(VersionRowInline):
    model = InitiativeInPublication
    form = CaseInPublicationForm
    fields = ["initiative"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).select_related("initiative").order_by("position", "pk")


class LessonInline(VersionRowInline):
    model = LessonInPublication
    form = LessonInPublicationForm
    fields = ["lesson"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).select_related("lesson").order_by("position", "pk")


class PublicationSourceInline(SourceInline):
    model = PublicationSource


@admin.register(PublicationVersion)
class PublicationVersionAdmin(VersionAdmin):
    form = PublicationVersionForm
    inlines: ClassVar[Any] = [CaseInline, LessonInline, PublicationSourceInline]
    rich_texts: ClassVar[dict[str, Any]] = {"body": _("text")}
    sections: ClassVar[Any] = [
        (
            _("Basis"),
            ["title", ("kind", "genre"), "summary", "body", "language"],
            _("What is it, and what does one find in it?"),
        ),
        (
            _("Issue"),
            ["issued", "makers", ("series", "number_in_series")],
            _("A date may be a year, a month or a day: 2019, november 2019 or 2019-11-05."),
        ),
        (_("Where it belongs"), ["themes", ("incomplete", "uncertain")], _("Its themes, and what is not certain.")),
    ]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).select_related("series")
