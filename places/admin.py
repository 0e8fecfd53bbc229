"""The register in the administration: for looking things up. Changes are made in places/data and loaded."""

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from places.models import Municipality, MunicipalityName, Province, Succession
from places.querysets import MunicipalityQuerySet


class _ReadOnly:
    """Neither adds, changes nor deletes, whoever asks."""

    def has_add_permission(self, *_args: object) -> bool:
        return False

    def has_change_permission(self, *_args: object) -> bool:
        return False

    def has_delete_permission(self, *_args: object) -> bool:
        return False


@admin.register(Province)
class ProvinceAdmin(_ReadOnly, admin.ModelAdmin):
    list_display = ["name", "code", "slug"]
    ordering = ["sort_name", "pk"]


class MunicipalityNameInline(_ReadOnly, admin.TabularInline):
    model = MunicipalityName
    fields = ["name", "kind"]
    ordering = ["kind", "name", "pk"]


class SuccessionInline(_ReadOnly, admin.TabularInline):
    model = Succession
    fk_name = "municipality"
    fields = ["successor"]
    ordering = ["successor__sort_name", "pk"]


@admin.register(Municipality)
class MunicipalityAdmin(_ReadOnly, admin.ModelAdmin):
    list_display = ["display_name", "code", "province", "population", "urbanity", "abolished_on", "successor"]
    list_filter = ["province", "urbanity", ("successor", admin.EmptyFieldListFilter)]
    ordering = ["sort_name", "pk"]
    search_fields = ["code"]
    inlines = [MunicipalityNameInline, SuccessionInline]

    def get_queryset(self, request: HttpRequest) -> MunicipalityQuerySet:  # noqa: ARG002 - Django's signature
        return Municipality.objects.with_admin_details()

    def get_search_results(
        self,
        request: HttpRequest,  # noqa: ARG002 - Django's signature
        queryset: models.QuerySet[Municipality],
        search_term: str,
    ) -> tuple[models.QuerySet[Municipality], bool]:
        """Names in any spelling, as everywhere else on the site."""
        if not search_term:
            return queryset, False
        return queryset.filter(pk__in=Municipality.objects.called(search_term).values("pk")), False
