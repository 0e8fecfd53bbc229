"""Versions of cases in the administration."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from curation.admin import SourceInline, VersionAdmin, VersionRowInline
from initiatives.forms import (
    AccommodationForm,
    AccommodationFormSet,
    InitiativeVersionForm,
    InvolvementForm,
    InvolvementFormSet,
)
from initiatives.models import Accommodation, Actor, InitiativeVersion, Involvement, Source
from initiatives.models.records import Knowable
from places.register import register

MOST_SUGGESTED = 1000


class InvolvementInline(VersionRowInline):
    model = Involvement
    form = InvolvementForm
    formset = InvolvementFormSet
    fields = ["actor_name", "actor_kind", "role"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).select_related("actor__kind", "role").order_by("pk")

    @admin.display(description=_("actor"))
    def actor_name(self, row: Involvement) -> str:
        return row.actor.name

    @admin.display(description=_("kind"))
    def actor_kind(self, row: Involvement) -> str:
        return row.actor.kind.label if row.actor.kind else ""


class AccommodationInline(VersionRowInline):
    model = Accommodation
    form = AccommodationForm
    formset = AccommodationFormSet
    fields = ["name", "kind", "access"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).select_related("kind").order_by("pk")


class CaseSourceInline(SourceInline):
    model = Source


def _actor_names() -> list[str]:
    names = Actor.objects.filter(merged_into__isnull=True).order_by("name").values_list("name", flat=True)
    return list(names.distinct()[:MOST_SUGGESTED])


def _municipality_names() -> list[str]:
    return [municipality.display_name for municipality in register().current()]


@admin.register(InitiativeVersion)
class InitiativeVersionAdmin(VersionAdmin):
    form = InitiativeVersionForm
    inlines: ClassVar[Any] = [InvolvementInline, AccommodationInline, CaseSourceInline]
    datalists: ClassVar[dict[str, Any]] = {"actors": _actor_names, "municipalities": _municipality_names}
    rich_texts: ClassVar[dict[str, Any]] = {"body": _("story")}
    sections: ClassVar[Any] = [
        (
            _("Basis"),
            ["title", "summary", ("language", "incomplete")],
            _("What is it called, and what is it in two or three sentences? Make up no name that no source gives."),
        ),
        (
            _("Place and time"),
            [("municipality", "neighbourhood"), "online", ("started", "ended", "visited"), "phase"],
            _("A date may be a year, a month or a day: 2019, november 2019 or 2019-11-05."),
        ),
        (
            _("Themes and people"),
            ["themes", "keywords", "target_group_terms", "community_work_terms"],
            _("Choose themes from the list; what is not in it can be a keyword, which may become a theme later."),
        ),
        (
            _("Connections"),
            ["bonding", "bridging", "linking"],
            _("Who meets whom: within a group, between groups, and with institutions."),
        ),
        (_("Story"), ["body"], _("What did one see and hear there? Write it so that somebody elsewhere can use it.")),
        (
            _("What is not certain"),
            ["uncertain", "not_found"],
            _("What is left empty and is not ticked here is shown as “not known”."),
        ),
    ]

    def as_read(self) -> dict[str, Any]:
        return {
            **super().as_read(),
            "uncertain": self.uncertain_as_read,
            "not_found": self.not_found_as_read,
        }

    @admin.display(description=_("target groups"))
    def target_group_terms(self, version: InitiativeVersion) -> str:
        return ", ".join(term.label for term in version.target_groups.all())

    @admin.display(description=_("community work"))
    def community_work_terms(self, version: InitiativeVersion) -> str:
        return ", ".join(term.label for term in version.community_work.all())

    @admin.display(description=_("uncertain"))
    def uncertain_as_read(self, version: InitiativeVersion) -> str:
        return _labels(version.uncertain)

    @admin.display(description=_("looked for, not found"))
    def not_found_as_read(self, version: InitiativeVersion) -> str:
        return _labels(version.not_found)


def _labels(fields: list[str]) -> str:
    return ", ".join(str(Knowable(field).label) for field in fields)
