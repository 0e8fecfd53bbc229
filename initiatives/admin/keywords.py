"""Free keywords in the administration: look at them, promote them."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from curation.admin.traces import change_address
from curation.forms import ConstraintsBesideFields
from curation.uses import with_use_count
from initiatives.admin.term_forms import PromotionForm
from initiatives.models import Keyword, Theme
from initiatives.vocabulary_workflow import MergeNotAllowed, promote_keyword, save_term


@admin.register(Keyword)
class KeywordAdmin(admin.ModelAdmin):
    form = ConstraintsBesideFields
    menu_order = 4
    fields = ["name"]
    list_display = ["name", "uses", "promotion"]
    search_fields = ["name"]
    ordering = ["name", "pk"]
    list_per_page = 100

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return with_use_count(super().get_queryset(request))

    @admin.display(description=_("uses"), ordering="use_count")
    def uses(self, keyword: Any) -> int:
        return keyword.use_count

    @admin.display(description=_("promote"))
    def promotion(self, keyword: Keyword) -> SafeString:
        address = reverse("admin:initiatives_keyword_promotion", args=[keyword.pk])
        return format_html('<a href="{}">{}</a>', address, _("Make it a theme or a synonym…"))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is not None and obj.initiative_rows.exists():
            return False
        return super().has_delete_permission(request, obj)

    def save_model(self, request: HttpRequest, obj: Keyword, form: Any, change: bool) -> None:  # noqa: ARG002
        save_term(obj, by=request.user)  # type: ignore[arg-type]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.promotion_view)
        return [
            path("<int:key>/promotie/", view, name="initiatives_keyword_promotion"),
            *super().get_urls(),
        ]

    def promotion_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Ask what a keyword becomes; a POST makes it so."""
        keyword = get_object_or_404(self.get_queryset(request), pk=key)
        if not self.has_change_permission(request, keyword):
            raise PermissionDenied
        form = PromotionForm(request.POST if request.method == "POST" else None)
        if form.is_valid() and (theme := self._promote(request, keyword, form)):
            words = _("“%(keyword)s” is the theme “%(theme)s” now, or a word for it.")
            messages.success(request, words % {"keyword": keyword.name, "theme": theme})
            return redirect(change_address(Theme, theme.pk))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Promote “%(keyword)s”") % {"keyword": keyword.name},
            "opts": self.opts,
            "form": form,
            "keyword": keyword,
        }
        return TemplateResponse(request, "admin/initiatives/promotion.html", context)

    def _promote(self, request: HttpRequest, keyword: Keyword, form: PromotionForm) -> Theme | None:
        try:
            return promote_keyword(keyword, to=form.cleaned_data["to"], by=request.user)  # type: ignore[arg-type]
        except ValidationError as error:
            form.add_error("to", error.messages)
        except MergeNotAllowed as refusal:
            form.add_error("to", str(refusal))
        return None
