"""Signing in at the provider of one's own organisation (OpenID Connect), which settings alone turn on."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse

from accounts import workflow
from accounts.models import User


def name_of(provider: str) -> str:
    """What the organisation with this provider is called; "" when the settings know it no more."""
    apps = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
    return next((app["name"] for app in apps if app["provider_id"] == provider), "")


class OrganisationAdapter(DefaultSocialAccountAdapter):
    def authenticate_by_email(self, sociallogin: SocialLogin) -> tuple[Any, str] | None:
        """The account whose own address the provider says is verified; to have asked for that address is not enough."""
        for address in sociallogin.email_addresses:
            person = User.objects.filter(email=address.email.lower()).first() if address.verified else None
            if person and self.can_authenticate_by_email(sociallogin, address.email):
                workflow.vouch_for_hand_made(person)
                return person, address.email
        return None

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Refuse, with the reason, whom the site does not know and will not take in."""
        if sociallogin.is_existing:
            return
        verified = [address.email.lower() for address in sociallogin.email_addresses if address.verified]
        if not (verified and settings.OIDC_OPEN):
            context = {"organisation": name_of(sociallogin.account.provider), "has_address": bool(verified)}
            raise ImmediateHttpResponse(render(request, "socialaccount/refused.html", context, status=403))
        EmailAddress.objects.filter(email__in=verified, verified=False).delete()  # asked for by others, never confirmed

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:  # noqa: ARG002 - allauth's
        return settings.OIDC_OPEN

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> User:
        person: User = super().populate_user(request, sociallogin, data)
        parts = (data.get("first_name"), data.get("last_name"))
        person.name = (data.get("name") or " ".join(filter(None, parts)))[:150]
        return person

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:  # noqa: ARG002 - allauth's
        return reverse("account_home")
