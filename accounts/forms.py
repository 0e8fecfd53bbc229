"""What an administrator may say of a person, and people of themselves."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _

from accounts.models import Invitation, User
from accounts.roles import Role
from accounts.sign_in_forms import name_field, new_password_field


class PersonForm(forms.ModelForm):
    new_password = forms.CharField(
        label=_("new password"),
        required=False,
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    without_second_factor = forms.BooleanField(
        label=_("remove the second step"),
        required=False,
        help_text=_("For somebody who lost telephone and recovery codes; they set up a new one after signing in."),
    )

    class Meta:
        model = User
        fields = ["email", "name", "role", "is_active"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        left_empty = _("Left empty, it stays as it is; a new person chooses one through “forgotten password”.")
        self.fields["new_password"].help_text = " ".join([str(left_empty), *password_validators_help_texts()])

    def clean_email(self) -> str:
        return User.objects.normalize_email(self.cleaned_data["email"]).strip().lower()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        stays = cleaned.get("role") == Role.ADMINISTRATOR and cleaned.get("is_active")
        others = User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exclude(pk=self.instance.pk)
        was_one = self.instance.pk and self.initial.get("role") == Role.ADMINISTRATOR
        if was_one and not stays and not others.exists():
            raise ValidationError(_("This is the last administrator: make somebody else one first."))
        return cleaned

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if password := self.cleaned_data.get("new_password"):
            try:
                validate_password(password, self.instance)
            except ValidationError as error:
                self.add_error("new_password", error)

    def save(self, commit: bool = True) -> Any:
        if password := self.cleaned_data.get("new_password"):
            self.instance.set_password(password)
        elif self.instance.pk is None:
            self.instance.set_unusable_password()
        return super().save(commit)


class AccountForm(forms.ModelForm):
    """How somebody is called on the site, and in which language it speaks and writes to them."""

    name = name_field()
    language = forms.ChoiceField(label=_("Language of the site and of its mail"))

    class Meta:
        model = User
        fields = ["name", "language"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["language"] = self.instance.language or get_language()
        choice: Any = self.fields["language"]
        choice.choices = [
            (code, get_language_info(code)["name_local"].capitalize()) for code, _name in settings.LANGUAGES
        ]


class InvitationForm(forms.ModelForm):
    class Meta:
        model = Invitation
        fields = ["email", "role"]

    def clean_email(self) -> str:
        return User.objects.normalize_email(self.cleaned_data["email"]).strip().lower()

    def validate_constraints(self) -> None:
        """An open invitation for the address is replaced, so it stands in nobody's way."""


class AcceptanceForm(forms.Form):
    """Who was invited says how they are called, and how they will sign in."""

    name = name_field()
    password = new_password_field()

    def __init__(self, *args: Any, email: str, with_passkey: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._email = email
        self.fields["password"].required = not with_passkey
        self._with_passkey = with_passkey

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self._with_passkey:
            return cleaned | {"password": None}
        if password := cleaned.get("password"):
            try:
                validate_password(password, User(email=self._email, name=cleaned.get("name", "")))
            except ValidationError as error:
                self.add_error("password", error)
        return cleaned
