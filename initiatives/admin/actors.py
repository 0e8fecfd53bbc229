"""Actors in the administration, with those that may be one and the same."""

import re
from collections import defaultdict
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from curation.admin.traces import change_address
from curation.rich_text import fold
from initiatives.admin.merging import MergedFilter, MergingAdmin
from initiatives.admin.term_forms import ActorForm
from initiatives.models import Actor, ActorKind

_SAYS_LITTLE = {"stichting", "vereniging", "cooperatie", "bv", "de", "het", "van", "in", "en", "the"}


def likeness(name: str) -> str:
    """What two spellings of one name have in common: no accents, case, signs, and words that say little."""
    words = re.findall(r"[a-z0-9]+", fold(name))
    return "".join(word for word in words if word not in _SAYS_LITTLE) or "".join(words)


def alike() -> list[list[tuple[int, str]]]:
    """Groups of actors, as (key, name), whose names are alike."""
    groups: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for key, name in Actor.objects.filter(merged_into__isnull=True).order_by("name", "pk").values_list("pk", "name"):
        groups[likeness(name)].append((key, name))
    return [group for group in groups.values() if len(group) > 1]


class AlikeFilter(admin.SimpleListFilter):
    title = _("possible duplicates")
    parameter_name = "dubbel"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:  # noqa: ARG002
        return [("1", _("names alike"))]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:  # noqa: ARG002
        if self.value() != "1":
            return queryset
        return queryset.filter(pk__in=[key for group in alike() for key, _name in group])


class KindFilter(admin.SimpleListFilter):
    title = _("kind")
    parameter_name = "soort"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:  # noqa: ARG002
        return [(kind.slug, kind.label) for kind in ActorKind.objects.current().in_order()]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:  # noqa: ARG002
        return queryset.filter(kind__slug=self.value()) if self.value() else queryset


@admin.register(Actor)
class ActorAdmin(MergingAdmin):
    form = ActorForm
    menu_order = 5
    fields = ["name", "kind"]
    list_display = ["name", "kind", "uses", "merged"]
    list_filter: ClassVar[Any] = [AlikeFilter, MergedFilter, KindFilter]
    list_select_related = ["kind", "merged_into"]
    search_fields = ["name"]
    ordering = ["name", "pk"]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        group = next((group for group in alike() if obj.pk in {key for key, _name in group}), [])
        links = [(change_address(Actor, key), name) for key, name in group if key != obj.pk]
        if links:
            named = format_html_join(", ", '<a href="{}">{}</a>', links)
            messages.warning(request, _("There are actors with a name like this one; merge them if they are the same:"))
            messages.warning(request, named)
