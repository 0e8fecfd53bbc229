"""The administration of versions: an open one is a form, a published one can only be read."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget, AdminURLFieldWidget
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from curation.admin.records import RecordAdmin
from curation.admin.steps import STEPS, Situation
from curation.admin.traces import change_address
from curation.first_drafts import begin
from curation.forms import ConstraintsBesideFields, LabelledRows
from curation.merging import follow
from curation.models import RecordVersion
from curation.rich_text import clean_html
from curation.workflow import leave_trace, lock


class VersionRowInline(admin.TabularInline):
    """Rows that belong to a version: as open or closed as the version is."""

    form = ConstraintsBesideFields
    formset = LabelledRows
    formfield_overrides: ClassVar[Any] = {
        models.URLField: {"widget": AdminURLFieldWidget, "assume_scheme": "https"},
    }
    extra = 2

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return obj is None or obj.is_open

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return obj is None or obj.is_open

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return obj is None or obj.is_open


class SourceInline(VersionRowInline):
    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        can_change = self.has_change_permission(request, obj)
        return ["title", "url", "year" if can_change else "year_as_read"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:  # noqa: ARG002
        return ["year_as_read"]

    @admin.display(description=_("year"))
    def year_as_read(self, source: Any) -> str:
        return str(source.year or "")


class VersionAdmin(admin.ModelAdmin):
    """A subclass gives the form, its sections and its inlines."""

    change_form_template = "admin/curation/version.html"
    formfield_overrides: ClassVar[Any] = {models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 4})}}
    sections: ClassVar[Any] = []  # heading, fields, guidance
    rich_texts: ClassVar[dict[str, Any]] = {}  # fields with marks, and what they are called
    datalists: ClassVar[dict[str, Any]] = {}  # suggestions for inputs that name them

    @property
    def record_admin(self) -> RecordAdmin:
        model = self.model._meta.get_field("record").related_model
        return self.admin_site._registry[model]  # type: ignore[return-value]

    def get_model_perms(self, request: HttpRequest) -> dict[str, bool]:  # noqa: ARG002
        """Versions are reached through their record, not through the menu."""
        return {}

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).select_related("record__published_version")

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:  # noqa: ARG002
        if not self.has_view_permission(request):
            raise PermissionDenied
        return redirect(self.record_admin.changelist_address)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        version: Any = super().get_object(request, object_id, from_field)
        if version is not None and request.method == "POST":
            lock(version.record)  # nobody publishes it while it is being saved
            version.refresh_from_db()
        return version

    @method_decorator(require_safe)
    def history_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().history_view(request, *args, **kwargs)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.is_open)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A draft on top of what is published can be thrown away; a first draft goes with its record."""
        if obj is not None and (not obj.is_open or obj.record.published_version_id is None):
            return False
        return super().has_delete_permission(request, obj)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        leave_trace(obj.record, "discard", by=request.user, reason=obj.title)  # type: ignore[arg-type]
        super().delete_model(request, obj)

    # ------------------------------------------------------------ saving
    def save_model(self, request: HttpRequest, obj: RecordVersion, form: Any, change: bool) -> None:
        if not change:
            begin(obj, slug=form.cleaned_data.get("slug", ""), by=request.user)  # type: ignore[arg-type]
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if form.has_changed() or any(formset.has_changed() for formset in formsets):
            form.instance.authors.add(request.user)
            follow(form.instance)

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        return self._respond(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self._respond(request, obj) or super().response_change(request, obj)

    def _respond(self, request: HttpRequest, version: Any) -> HttpResponse | None:
        """Take the step that the pressed button asks for, once all is saved."""
        for step in STEPS.values():
            if step.is_in_form and f"_{step.name}" in request.POST:
                if elsewhere := self.record_admin.page_of(step, version.record_id):
                    messages.info(request, _("What you typed is saved."))
                    return redirect(elsewhere)
                if self.record_admin.take(request, step, version.record_id):
                    return redirect(change_address(type(version.record), version.record_id))
                messages.info(request, _("What you typed is saved."))
                return redirect(change_address(type(version), version.pk))
        return None

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> Any:  # noqa: ARG002
        return redirect(change_address(type(obj.record), obj.record_id))

    response_post_save_change = response_post_save_add

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: Any) -> HttpResponse:
        super().response_delete(request, obj_display, obj_id)
        return redirect(self.record_admin.changelist_address)

    # ------------------------------------------------------------ showing
    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:  # noqa: ARG002
        sections = [(name, {"fields": list(fields), "description": text}) for name, fields, text in self.sections]
        if obj is None:
            sections[0][1]["fields"].insert(1, "slug")
        elif not obj.is_open:
            shown = self.as_read()
            for _name, options in sections:
                options["fields"] = [
                    shown.get(field, field) if isinstance(field, str) else field for field in options["fields"]
                ]
        return sections

    def as_read(self) -> dict[str, Any]:
        """What is shown in place of a field when it can only be read."""
        return {name: _rendered(name, words) for name, words in self.rich_texts.items()}

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        version: Any = context["original"]
        context["title"] = str(version) if version else _("New: %s") % self.record_admin.opts.verbose_name
        context["subtitle"] = None
        context["list_address"] = self.record_admin.changelist_address
        context["list_name"] = self.record_admin.opts.verbose_name_plural
        context["datalists"] = {name: read() for name, read in self.datalists.items()}
        context["steps"] = [step for step in STEPS.values() if step.is_in_form and version is None]
        if version is not None:
            here = Situation(version.record, version if version.is_open else None, version.record.published_version)
            context["here"] = here
            context["steps"] = [step for step in STEPS.values() if step.is_in_form and step.is_offered(here)]
            context["record_address"] = change_address(type(version.record), version.record_id)
        return super().render_change_form(request, context, *args, **kwargs)


def _rendered(name: str, words: Any) -> Callable[[Any], SafeString]:
    @admin.display(description=words)
    def rendered(version: Any) -> SafeString:
        return mark_safe(clean_html(getattr(version, name)))

    return rendered
