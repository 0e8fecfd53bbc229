"""Merging rows of a list in the administration: choose which stays, see what moves, confirm."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from curation.admin.traces import change_address
from curation.uses import owner_of, use_keys, uses, with_use_count
from initiatives.admin.term_forms import KeptForm
from initiatives.vocabulary_workflow import MergeNotAllowed, merge_terms, save_term

MOST_SHOWN = 12


class MergedFilter(admin.SimpleListFilter):
    title = _("merged")
    parameter_name = "samengevoegd"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:  # noqa: ARG002
        return [("1", _("merged into another")), ("0", _("not merged"))]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:  # noqa: ARG002
        return queryset.filter(merged_into__isnull=self.value() == "0") if self.value() in {"0", "1"} else queryset


class MergingAdmin(admin.ModelAdmin):
    """Rows with a number of uses, that can be made one and are saved through the vocabulary's workflow."""

    actions = ["merge"]
    list_select_related = ["merged_into"]
    list_per_page = 100
    formfield_overrides: ClassVar[Any] = {models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 4})}}
    show_facets = admin.ShowFacets.NEVER

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return with_use_count(super().get_queryset(request)).select_related(*self.list_select_related)

    @admin.display(description=_("uses"), ordering="use_count")
    def uses(self, row: Any) -> int:
        return row.use_count

    @admin.display(description=_("merged into"), ordering="merged_into")
    def merged(self, row: Any) -> SafeString | str:
        if row.merged_into is None:
            return ""
        address = change_address(type(row), row.merged_into_id)
        return format_html('<span class="state state-merged">→ <a href="{}">{}</a></span>', address, row.merged_into)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What is merged stays as it was, so that the merge can be undone."""
        return super().has_change_permission(request, obj) and (obj is None or obj.merged_into_id is None)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only what nothing refers to can go."""
        if obj is not None and (obj.merged_into_id or obj.use_count):
            return False
        return super().has_delete_permission(request, obj)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: ARG002
        save_term(obj, by=request.user)  # type: ignore[arg-type]

    @admin.action(description=_("Merge the selected…"), permissions=["change"])
    def merge(self, request: HttpRequest, queryset: models.QuerySet) -> HttpResponse | None:
        chosen = queryset.filter(merged_into__isnull=True).order_by("-use_count", "pk")
        rows = list(chosen)
        if len(rows) < 2 or len(rows) > MOST_SHOWN:
            messages.error(request, _("Select from two to twelve that are not merged yet."))
            return None
        form = KeptForm(request.POST if "confirm" in request.POST else None, chosen=chosen)
        if form.is_valid():
            self._merge(request, rows, form.cleaned_data["kept"])
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": _("Merge: which one stays?"),
            "opts": self.opts,
            "form": form,
            "rows": [(row, self._what_moves(row)) for row in rows],
            "checkbox_name": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "admin/initiatives/merge.html", context)

    def _merge(self, request: HttpRequest, rows: list[Any], kept: Any) -> None:
        others = [row for row in rows if row.pk != kept.pk]
        try:
            with transaction.atomic():
                for row in others:
                    merge_terms(row, into=kept, by=request.user)  # type: ignore[arg-type]
        except MergeNotAllowed as refusal:
            messages.error(request, str(refusal))
            return
        said = ngettext("%(number)d merged into “%(kept)s”.", "%(number)d merged into “%(kept)s”.", len(others))
        address = reverse("admin:curation_merge_changelist")
        words = said % {"number": len(others), "kept": kept}
        messages.success(request, format_html('{} <a href="{}">{}</a>', words, address, _("Look at it or undo it")))

    def _what_moves(self, row: Any) -> list[tuple[Any, int]]:
        """Per kind of record, how many uses of `row` would move."""
        counted = [
            (_where_used(key.model)._meta.verbose_name_plural, uses(key).filter(**{key.name: row}).count())
            for key in use_keys(self.model)
        ]
        return [(name, number) for name, number in counted if number]


def _where_used(model: Any) -> Any:
    """The model that has a name for people: what ties a term to a version goes by the name of the version."""
    owner = owner_of(model)
    return model._meta.get_field(owner).related_model if owner else model
