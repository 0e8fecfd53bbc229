"""What happened, for reading only; and the house rules."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from curation.actions import name_of
from curation.models import EditorialPolicy, StatusChange


def leave_trace(about: models.Model, action: str, request: HttpRequest, reason: str = "") -> None:
    """A trace of what somebody did to something that is no record."""
    StatusChange.objects.create(
        record_type=ContentType.objects.get_for_model(about),
        record_id=about.pk,
        action=action,
        by=request.user,  # type: ignore[misc]
        reason=reason,
    )


class NoHands:
    """Nobody adds, changes or deletes here."""

    def has_add_permission(self, *_args: object, **_kwargs: object) -> bool:
        return False

    def has_change_permission(self, *_args: object, **_kwargs: object) -> bool:
        return False

    def has_delete_permission(self, *_args: object, **_kwargs: object) -> bool:
        return False


@admin.register(StatusChange)
class StatusChangeAdmin(NoHands, admin.ModelAdmin):
    """The audit trail."""

    list_display = ["at", "what", "record", "version_number", "by", "reason"]
    list_display_links = None
    list_filter = [
        "action",
        ("record_type", admin.RelatedOnlyFieldListFilter),
        ("by", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["record_type", "by"]
    search_fields = ["reason", "by__name", "by__email"]
    ordering = ["-at", "-pk"]
    show_facets = admin.ShowFacets.NEVER

    @admin.display(description=_("action"), ordering="action")
    def what(self, change: StatusChange) -> str:
        return name_of(change)

    @admin.display(description=_("record"))
    def record(self, change: StatusChange) -> str:
        kind = ContentType.objects.get_for_id(change.record_type_id).model_class()
        if kind is None or kind not in self.admin_site._registry:
            return str(change.record_id)
        label = f"{kind._meta.verbose_name} {change.record_id}"
        return format_html('<a href="{}">{}</a>', change_address(kind, change.record_id), label)


@admin.register(LogEntry)
class LogEntryAdmin(NoHands, admin.ModelAdmin):
    """What was done in the administration, people and their roles included."""

    list_display = ["action_time", "user", "content_type", "object_repr", "get_change_message"]
    list_display_links = None
    list_filter = [("user", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["user", "content_type"]
    search_fields = ["object_repr", "change_message"]
    ordering = ["-action_time", "-pk"]
    show_facets = admin.ShowFacets.NEVER


def change_address(model: type[models.Model], key: object) -> str:
    """Where a row of `model` is looked at or changed."""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[key])


@admin.register(EditorialPolicy)
class EditorialPolicyAdmin(admin.ModelAdmin):
    """One row: its list is its form."""

    def has_delete_permission(self, *_args: object, **_kwargs: object) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not EditorialPolicy.objects.exists()

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if not self.has_view_or_change_permission(request):
            return super().changelist_view(request, extra_context)
        if EditorialPolicy.objects.exists():
            return redirect("admin:curation_editorialpolicy_change", 1)
        return redirect("admin:curation_editorialpolicy_add")

    def save_model(self, request: HttpRequest, obj: EditorialPolicy, form: Any, change: bool) -> None:
        obj.pk = 1
        super().save_model(request, obj, form, change)
        leave_trace(obj, "change_policy", request, f"second_pair_of_eyes={obj.second_pair_of_eyes}")
