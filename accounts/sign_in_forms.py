"""The forms around signing in: allauth's checks, our words; help before typing, nothing in the way of pasting."""

import struct
from collections.abc import Callable
from typing import Any

from allauth.account.forms import (
    AddEmailForm,
    ChangePasswordForm,
    LoginForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
    SignupForm,
)
from allauth.account.models import EmailAddress
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from allauth.mfa.webauthn.internal import auth as passkeys
from django import forms
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import password_validators_help_text_html
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import User

# What libraries say of a credential that is none.
_UNREADABLE = (AttributeError, LookupError, RecursionError, TypeError, ValueError, struct.error)
CAN_SHOW = {
    "data-show": _("Show password"),
    "data-hide": _("Hide password"),
}  # words of a button that a script adds


def new_password_field() -> forms.CharField:
    """The field for a new password: the rules stand above it, and a password manager knows what it is for."""
    return forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", **CAN_SHOW}),
        help_text=password_validators_help_text_html(),
    )


def name_field() -> forms.CharField:
    return forms.CharField(label=_("Name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))


class SignInForm(LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address")
        self.fields["login"].widget.attrs |= {"autocomplete": "username webauthn", "autofocus": True}
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs |= CAN_SHOW


class ReaderForm(SignupForm):
    """Somebody signs up to read, keep and follow; who is to write is invited."""

    name = name_field()
    field_order = ["name", "email", "password1"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address")
        _explain(self, "password1")

    def validate_unique_email(self, value: str) -> str:
        """Somebody else who asked for the address, and did not confirm it, keeps nobody from signing up with it."""
        email: str = super().validate_unique_email(value)
        self.account_already_exists = User.objects.filter(email=email.lower()).exists()
        return email

    @transaction.atomic
    def save(self, request: HttpRequest) -> User:
        """Whoever else asked for the address, it stands beside this account too, to be confirmed.

        allauth leaves it out then; and who has none there counts as made by hand, whose address needs no mail.
        """
        person: User = super().save(request)
        own, _made = EmailAddress.objects.get_or_create(user=person, email=person.email, defaults={"primary": True})
        EmailAddress.objects.fill_cache_for_user(person, [own])
        return person

    def try_save(self, request: HttpRequest) -> Any:
        """An address that has an account takes as long as one that has none."""
        if self.account_already_exists:
            make_password(self.cleaned_data.get("password1"))
        return super().try_save(request)


class NewPasswordForm(ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_once(self)


class OtherPasswordForm(ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].widget.attrs |= CAN_SHOW
        _ask_once(self)


class FirstPasswordForm(SetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_once(self)


class OtherAddressForm(AddEmailForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("New e-mail address")


class AppForm(ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code from the app")
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "placeholder": ""}


class CredentialField(forms.JSONField):
    """What a passkey says, if `parse` can read it: anybody may send any JSON in its place."""

    def __init__(self, parse: Callable[[Any], Any]) -> None:
        super().__init__(widget=forms.HiddenInput)
        self._parse = parse

    def to_python(self, value: Any) -> Any:
        try:
            said = super().to_python(value)
            self._parse(said)
        except _UNREADABLE as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error
        return said

    def bound_data(self, data: Any, initial: Any) -> Any:  # noqa: ARG002 - Django's signature
        """A credential holds for one time, so a page that is shown again says none."""
        return initial


class PasskeyLoginForm(LoginWebAuthnForm):
    credential = CredentialField(passkeys.parse_authentication_response)


class PasskeyAsSecondFactorForm(AuthenticateWebAuthnForm):
    credential = CredentialField(passkeys.parse_authentication_response)


class PasskeyAgainForm(ReauthenticateWebAuthnForm):
    credential = CredentialField(passkeys.parse_authentication_response)


class PasskeyForm(AddWebAuthnForm):
    """A passkey signs in by itself, so it always has to know its owner."""

    credential = CredentialField(passkeys.parse_registration_response)
    passwordless = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of this passkey")
        self.fields["name"].help_text = _("So that you know later which one it is: “telephone”, “laptop at work”.")

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["passwordless"] = True
        return super().clean()


class PasskeyNameForm(EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of this passkey")


def _explain(form: forms.Form, name: str) -> None:
    field = form.fields[name]
    field.label = _("Password")
    field.help_text = password_validators_help_text_html()
    field.widget.attrs |= {"autocomplete": "new-password", **CAN_SHOW}


def _ask_once(form: forms.Form) -> None:
    """One can look at what one typed, so typing it twice is not asked."""
    form.fields.pop("password2", None)
    _explain(form, "password1")
    form.fields["password1"].label = _("New password")
