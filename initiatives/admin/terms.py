"""The curated lists in the administration."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from curation.admin.traces import leave_trace
from initiatives.admin.merging import MergedFilter, MergingAdmin
from initiatives.admin.term_forms import TermForm
from initiatives.models import (
    AccommodationKind,
    ActorKind,
    CommunityWork,
    InvolvementRole,
    Phase,
    TargetGroup,
    Theme,
)


@admin.register(ActorKind, InvolvementRole, TargetGroup, CommunityWork, Phase)
class TermAdmin(MergingAdmin):
    form = TermForm
    menu_order = 20
    list_display = ["name", "synonym_list", "uses", "position", "is_active", "merged"]
    list_filter: ClassVar[Any] = ["is_active", MergedFilter]
    search_fields = ["name", "name_en", "slug", "synonyms__icontains"]
    ordering = ["position", "name", "pk"]
    fields: ClassVar[Any] = [
        ("name", "name_en"),
        "slug",
        "description",
        "synonyms",
        "source",
        ("position", "is_active"),
    ]

    @admin.display(description=_("synonyms"))
    def synonym_list(self, term: Any) -> str:
        return ", ".join(term.synonyms)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        leave_trace(obj, "delete_term", request, obj.name)
        super().delete_model(request, obj)


@admin.register(Theme)
class ThemeAdmin(TermAdmin):
    menu_order = 3


@admin.register(AccommodationKind)
class AccommodationKindAdmin(TermAdmin):
    fields: ClassVar[Any] = [*TermAdmin.fields, "default_access"]
