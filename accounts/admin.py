"""People in the administration: made, given a role, switched off; never deleted, since their work stays."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from accounts import workflow
from accounts.forms import PersonForm
from accounts.models import User
from accounts.roles import Role


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    form = PersonForm
    fields = ["email", "name", "role", "is_active", "new_password", "without_second_factor"]
    list_display = ["email", "name", "role", "is_active", "date_joined", "last_login"]
    list_filter = ["role", "is_active"]
    search_fields = ["email", "name"]
    ordering = ["email", "pk"]
    list_per_page = 100
    show_facets = admin.ShowFacets.NEVER
    change_list_template = "admin/accounts/people.html"

    def get_queryset(self, request: HttpRequest) -> Any:
        """Emptied accounts are nobody any more."""
        return super().get_queryset(request).filter(erased_at=None)

    def has_delete_permission(self, *_args: object, **_kwargs: object) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        by: Any = request.user
        workflow.settle(obj, form.initial if change else {}, by=by)
        if form.cleaned_data.get("without_second_factor"):
            workflow.remove_second_factors(obj, by=by)

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        """The log says which role a person got, not just that it changed."""
        said = super().construct_change_message(request, form, formsets, add)
        if "role" not in form.changed_data:
            return said
        return [*said, {"added": {"name": "role", "object": str(Role(form.instance.role).label)}}]
