"""Cases in the administration."""

from functools import partial
from typing import Any, ClassVar

from django.contrib import admin
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.urls import path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from curation.admin import RecordAdmin, Situation
from curation.admin.records import StateFilter
from curation.uses import is_current
from initiatives import contributions, facets, workflow
from initiatives.admin.imports import import_view
from initiatives.completeness import completeness, with_completeness
from initiatives.models import Initiative, InitiativeVersion, Theme
from places.register import register

LONG_FILTER = "admin/initiatives/long_filter.html"


class CurrentVersionFilter(admin.SimpleListFilter):
    """A filter on the open and published versions of a case."""

    def condition(self, value: str) -> Q | None:
        raise NotImplementedError

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:  # noqa: ARG002
        condition = self.condition(self.value() or "")
        if condition is None:
            return queryset
        versions = InitiativeVersion.objects.filter(is_current()).filter(condition)
        return queryset.filter(pk__in=versions.values("record"))


class ProvinceFilter(CurrentVersionFilter):
    title = _("province")
    template = LONG_FILTER
    parameter_name = "provincie"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:  # noqa: ARG002
        return [(province.slug, province.name) for province in register().provinces()]

    def condition(self, value: str) -> Q | None:
        province = register().resolve_province(value) if value else None
        return Q(municipality__in=register().codes_in(province.code)) if province else None


class ThemeFilter(CurrentVersionFilter):
    title = _("theme")
    template = LONG_FILTER
    parameter_name = "thema"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:  # noqa: ARG002
        return [(theme.slug, theme.label) for theme in Theme.objects.current().in_order()]

    def condition(self, value: str) -> Q | None:
        return Q(theme_rows__tag__slug=value) if value else None


class IncompleteFilter(CurrentVersionFilter):
    title = _("incomplete")
    parameter_name = "onvolledig"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:  # noqa: ARG002
        return [("1", _("Yes")), ("0", _("No"))]

    def condition(self, value: str) -> Q | None:
        return Q(incomplete=value == "1") if value in {"0", "1"} else None


class BundleFilter(admin.SimpleListFilter):
    """Bundles belong to a room above; the catalogue knows which published case is in which."""

    title = _("bundle")
    template = LONG_FILTER
    parameter_name = "bundel"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:  # noqa: ARG002
        found = contributions.facets[self.parameter_name].values().order_by("position", "pk")
        return [(str(pk), name) for pk, name in found.values_list("pk", "name")]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:  # noqa: ARG002
        key = self.value() or ""
        if not (key.isascii() and key.isdigit() and len(key) <= 6):
            return queryset
        return queryset.filter(entry__facets__contains=[facets.BUNDLE.code(int(key))])


@admin.register(Initiative)
class InitiativeAdmin(RecordAdmin):
    workflow = workflow
    editing_page, adding_page = "workspace_case", "workspace_new_case"
    draft_pages: ClassVar[dict[str, str]] = {"indiening": "workspace_submission", "publicatie": "workspace_review"}
    menu_order = 1
    list_display = ["title", "place", "state", "completeness", "last_changed_at", "people"]
    list_filter: ClassVar[Any] = [StateFilter, IncompleteFilter, ProvinceFilter, ThemeFilter, BundleFilter]
    change_list_template = "admin/initiatives/records.html"

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(partial(import_view, self))
        return [path("invoer/", view, name="initiatives_initiative_import"), *super().get_urls()]

    def current_versions(self) -> models.QuerySet:
        return with_completeness(super().current_versions()).select_related("municipality")

    def found_by(self, word: str) -> Q:
        versions = InitiativeVersion.objects.filter(is_current())
        place = register().resolve(word).municipality
        codes = register().predecessors(place.code) if place else frozenset()
        said = (
            Q(neighbourhood__icontains=word)
            | Q(municipality__in=codes)
            | Q(municipality__display_name__icontains=word)
            | Q(involvements__actor__name__icontains=word)
        )
        return super().found_by(word) | Q(pk__in=versions.filter(said).values("record"))

    @admin.display(description=_("place"))
    def place(self, record: Initiative) -> str:
        version: Any = Situation.of(record).shown
        if version is None:
            return ""
        names = [version.neighbourhood, str(version.municipality or "")]
        return ", ".join(filter(None, names)) or (str(_("online")) if version.online else "")

    @admin.display(description=_("completeness"))
    def completeness(self, record: Initiative) -> SafeString | str:
        version: Any = Situation.of(record).shown
        if version is None:
            return ""
        share = completeness(version)
        mark = format_html(' <span class="state state-incomplete">{}</span>', _("incomplete"))
        meter = '<meter min="0" max="100" value="{0}">{0}%</meter> {0}%{1}'
        return format_html(meter, share, mark if version.incomplete else "")

    def more_that_waits(self) -> list[tuple[Any, str, models.QuerySet]]:
        incomplete = InitiativeVersion.objects.filter(incomplete=True).order_by("changed_at", "pk")
        return [(_("Incomplete"), "?onvolledig=1", incomplete)]
