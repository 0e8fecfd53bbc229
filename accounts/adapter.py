"""How sign-in behaves here where it differs from allauth's defaults."""

import time
from typing import Any, cast
from urllib.parse import urlsplit

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.sites.requests import RequestSite
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from accounts import second_factor, workflow
from accounts.language import language_of, remember
from accounts.models import User
from accounts.sealing import seal
from trail.writing import note

_PURPOSE = b"accounts.second_factor"


class AccountAdapter(DefaultAccountAdapter):
    def is_safe_url(self, url: str) -> bool:
        """Whether to go on to `url` after sign-in; what is no address at all is not."""
        try:
            return bool(super().is_safe_url(url))
        except ValueError:
            return False

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        workflow.vouch_for_hand_made(user)
        return cast("HttpResponse | None", super().pre_login(request, user, **kwargs))

    def login(self, request: HttpRequest, user: User) -> None:
        with transaction.atomic():
            super().login(request, user)
            note("sign_in", by=user)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        response = cast("HttpResponse", super().post_login(request, user, **kwargs))
        remember(response, user.language)
        due = second_factor.due_at(user)
        if due and due > timezone.now():
            text = _("Set up a second step for signing in before %(day)s.")
            messages.info(request, text % {"day": formats.date_format(timezone.localtime(due), "j F Y")})
        return response

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        user.name = form.cleaned_data.get("name", "")
        return cast("User", super().save_user(request, user, form, commit))

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """An address goes to who reads its mail; somebody else who signed up with it and never did makes way."""
        rivals = User.objects.filter(email__iexact=email_address.email).exclude(pk=email_address.user_id)
        rivals.exclude(emailaddress__verified=True).filter(emailaddress__verified=False).delete()
        return bool(super().confirm_email(request, email_address))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002 - allauth's signature
        return reverse("account_home")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Who signed in a moment ago need not say it again."""
        records = get_authentication_records(self.request, self.request.user)
        is_fresh = records and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT
        return not is_fresh and bool(super().is_reauthentication_required(app=app, **kwargs))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Mail speaks of the site and links to it under its own name, whatever name was asked."""
        links = {name: _at_home(value) if name.endswith("_url") else value for name, value in context.items()}
        person = context.get("user")
        with translation.override(language_of(person) if isinstance(person, User) else translation.get_language()):
            super().send_mail(template_prefix, email, links | {"current_site": TheSite()})

    def format_email_subject(self, subject: str) -> str:
        return f"wijk: {subject}"


class TheSite(RequestSite):
    """The site as allauth's mails ask for it."""

    def __init__(self) -> None:
        self.domain = self.name = urlsplit(settings.SITE_URL).netloc


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of apps are sealed with the site's key, so that a copy of the database alone opens nothing."""

    def encrypt(self, text: str) -> str:
        return seal(_PURPOSE).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return seal(_PURPOSE).decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last one stays with those who must have one."""
        person = authenticator.user
        others = Authenticator.objects.filter(user=person, type__in=second_factor.SECOND_FACTORS)
        return person.role not in second_factor.NEEDED_BY or others.exclude(pk=authenticator.pk).exists()

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002 - allauth's name
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _("Passkey %(number)s") % {"number": number}

    def _get_site_name(self) -> str:
        return f"wijk ({urlsplit(settings.SITE_URL).hostname})"


def _at_home(url: str) -> str:
    return f"{settings.SITE_URL}{urlsplit(url).path}"
