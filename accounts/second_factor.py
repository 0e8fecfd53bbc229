"""Who must have a second factor, by when, and what becomes of those who have none by then.

To everything but the pages where one is set up, somebody who is too late is a visitor. So nothing can forget to ask: a
page for visitors opens, and any other sends them to sign in, which here means: to set it up.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, cast
from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from accounts.backend import SECOND_FACTORS
from accounts.models import User
from accounts.roles import Role

NEEDED_BY = frozenset({Role.EDITOR, Role.ADMINISTRATOR})
STILL_OPEN = frozenset(
    {
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_view_recovery_codes",
        "mfa_download_recovery_codes",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "account_reauthenticate",
        "account_set_password",
        "account_logout",
    }
)


def has_one(person: User) -> bool:
    """Whether `person` has an app or a passkey; recovery codes alone are none."""
    known = getattr(person, "has_second_factor", None)  # the sign-in backend asked already
    if known is None:
        known = Authenticator.objects.filter(user=person, type__in=SECOND_FACTORS).exists()
    return bool(known)


def due_at(person: User) -> datetime | None:
    """When `person` has to have a second factor; None when they have one, or need none."""
    if person.role not in NEEDED_BY or has_one(person):
        return None
    return person.role_since + timedelta(days=settings.SECOND_FACTOR_GRACE_DAYS)


def is_overdue(person: User) -> bool:
    """Whether `person` has to set one up before anything else."""
    due = due_at(person)
    return due is not None and due <= timezone.now()


class SecondFactorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        behind = _Behind(request, request.user)
        request.user = cast("Any", SimpleLazyObject(behind.person))
        response = self.get_response(request)
        return behind.way_on(response) or response


class _Behind:
    """The person behind a request, looked at when a page first asks: most pages for visitors never do."""

    def __init__(self, request: HttpRequest, user: Any) -> None:
        self._request, self._user, self._is_kept_out = request, user, False

    def person(self) -> Any:
        self._is_kept_out = self._user.is_authenticated and is_overdue(self._user) and self._name() not in STILL_OPEN
        return AnonymousUser() if self._is_kept_out else self._user

    def way_on(self, response: HttpResponseBase) -> HttpResponseBase | None:
        """Where somebody who was taken for a visitor, and sent to sign in, goes instead."""
        sign_in = resolve_url(settings.LOGIN_URL)
        is_sent = isinstance(response, HttpResponseRedirect) and response.url.partition("?")[0] == sign_in
        asks_to_sign_in = self._name() == "account_login" and self._request.method == "GET"
        if not self._is_kept_out or not (is_sent or asks_to_sign_in):
            return None
        query = urlencode({"next": self._request.get_full_path()}) if is_sent else ""
        return HttpResponseRedirect(f"{resolve_url('mfa_index')}?{query}")

    def _name(self) -> str | None:
        match = self._request.resolver_match
        return match.url_name if match else None
