"""The administration as a site: who comes in, what its menu says, and what waits on its first page."""

from functools import wraps
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import IntegrityError
from django.db.models.base import ModelBase
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts import mail

LIBRARIES = {
    "account",
    "auth",
    "mfa",
    "socialaccount",
    "taggit",
    "usersessions",
}  # nothing here uses what they administer
SIGN_IN_OF_ITS_OWN = {"login", "logout", "password_change", "password_change_done"}


class AdministrationSite(AdminSite):
    """Editors and administrators; others are sent to the site's own sign-in, or told that they may not enter."""

    site_title = _("wijk administration")
    site_header = _("Administration")
    index_title = _("What waits")
    enable_nav_sidebar = True

    def register(self, model_or_iterable: Any, *args: Any, **kwargs: Any) -> None:
        models: list[Any] = [model_or_iterable] if isinstance(model_or_iterable, ModelBase) else [*model_or_iterable]
        super().register([model for model in models if model._meta.app_label not in LIBRARIES], *args, **kwargs)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        return [url for url in super().get_urls() if getattr(url, "name", None) not in SIGN_IN_OF_ITS_OWN]

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not self.has_permission(request):
                raise PermissionDenied
            if _is_nonsense(request):
                raise BadRequest
            try:
                return inner(request, *args, **kwargs)
            except IntegrityError:  # somebody was first with this name or address: the form sees so when asked again
                return inner(request, *args, **kwargs)

        return guarded

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        admins = sorted(self._registry.values(), key=lambda admin: _ORDER.get(admin.opts.app_label, LAST))
        waiting = [found for admin in admins if (found := _what_waits(admin, request))]
        context: dict[str, Any] = {"waiting": waiting}
        if request.user.is_superuser:
            context |= {"mail_folder": mail.folder(), "mail_trouble": mail.trouble()}
        context |= extra_context or {}
        return require_safe(super().index)(request, context)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The menu: rooms as the house has them, and in each what is used most first."""
        rooms = super().get_app_list(request, app_label)
        for room in rooms:
            room["models"].sort(key=lambda entry: getattr(self._registry[entry["model"]], "menu_order", LAST))
        return sorted(rooms, key=lambda room: _ORDER.get(room["app_label"], LAST))


def _is_nonsense(request: HttpRequest) -> bool:
    """Whether the address or the choice of rows holds what Django's lists would stumble over."""
    said = [request.path, *(value for _name, values in request.GET.lists() for value in values)]
    dates = [str(value) for name, value in request.GET.items() if name.endswith(("__year", "__month", "__day"))]
    keys = request.POST.getlist(ACTION_CHECKBOX_NAME) if request.method == "POST" else []
    return (
        any("\x00" in text for text in said)
        or any(not (value.isascii() and value.isdigit() and 0 < int(value[:5]) < 10_000) for value in dates)
        or any(not (key.isascii() and key.isdigit() and len(key) < 19) for key in keys)
    )


LAST = 50
_ORDER = {"initiatives": 1, "lessons": 2, "publications": 3, "places": 4, "curation": 5, "accounts": 6}


def _what_waits(admin: Any, request: HttpRequest) -> Any:
    """What an admin of records has to say on the first page; None for other admins and other people's work."""
    if not hasattr(admin, "what_waits") or not admin.has_view_permission(request):
        return None
    return admin.what_waits()
