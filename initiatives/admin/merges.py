"""What was merged, and the way back."""

from django.contrib import admin, messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from curation.admin.traces import NoHands
from curation.models import Merge
from initiatives.vocabulary_workflow import MergeNotAllowed, undo_merge


@admin.register(Merge)
class MergeAdmin(NoHands, admin.ModelAdmin):
    menu_order = 1
    list_display = ["merged_name", "kept_name", "list_name", "moved_count", "by", "at", "undoing"]
    list_display_links = None
    list_filter = [("undone_at", admin.EmptyFieldListFilter)]
    list_select_related = ["by"]
    search_fields = ["merged_name", "kept_name"]
    ordering = ["-at", "-pk"]
    list_per_page = 50

    @admin.display(description=_("list"))
    def list_name(self, merge: Merge) -> str:
        model = ContentType.objects.get_for_id(merge.record_type_id).model_class()
        return str(model._meta.verbose_name_plural) if model else ""

    @admin.display(description=_("moved"))
    def moved_count(self, merge: Merge) -> int:
        return len(merge.moved["rows"])

    @admin.display(description=_("undo"))
    def undoing(self, merge: Merge) -> SafeString:
        if merge.undone_at:
            return format_html('<span class="state">{}</span>', _("undone"))
        address = reverse("admin:curation_merge_undoing", args=[merge.pk])
        return format_html('<a href="{}">{}</a>', address, _("Undo…"))

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.undoing_view)
        return [path("<int:key>/herroeping/", view, name="curation_merge_undoing"), *super().get_urls()]

    def undoing_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Ask whether to part what was merged; a POST does it."""
        if not request.user.has_perm("curation.undo_merge"):
            raise PermissionDenied
        merge = get_object_or_404(Merge, pk=key)
        if request.method != "POST":
            title = _("Undo the merge of “%(merged)s” into “%(kept)s”")
            context = {
                **self.admin_site.each_context(request),
                "title": title % {"merged": merge.merged_name, "kept": merge.kept_name},
                "opts": self.opts,
                "merge": merge,
                "moved_count": self.moved_count(merge),
            }
            return TemplateResponse(request, "admin/initiatives/undoing.html", context)
        try:
            undo_merge(merge, by=request.user)  # type: ignore[arg-type]
        except MergeNotAllowed as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Undone: “%(merged)s” is back.") % {"merged": merge.merged_name})
        return redirect("admin:curation_merge_changelist")
