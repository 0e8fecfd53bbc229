"""Texts of the libraries that people meet on this site, and whose own Dutch is missing or does not fit ours.

Theirs says "je" where the site says "u". What is marked here gets its Dutch in our catalogue, which goes before theirs.
A text that a library words anew falls back to the library's Dutch; a test says so.
"""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

DJANGO = (
    _("Add %s"),
    _("Change %s"),
    _("View %s"),
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    ),
)
ALLAUTH = (
    _("Be patient, you are sending too many requests."),
    _("Current Password"),
    _("Password successfully changed."),
    _("Please type your current password."),
    _("Successfully signed in as %(name)s."),
    _("The email address and/or password you specified are not correct."),
    _("The password reset token was invalid."),
    _("Too many failed login attempts. Try again later."),
    _("You have signed out."),
    _("A new set of recovery codes has been generated."),
    _("Authenticator app activated."),
    _("Authenticator app deactivated."),
    _("Code"),
    _("Confirmation email sent to %(email)s."),
    _("Email"),
    _("Incorrect code."),
    _("Incorrect password."),
    _("Password successfully set."),
    _("Removed email address %(email)s."),
    _("Security key added."),
    _("Security key removed."),
    _("The third-party account has been connected."),
    _("The third-party account is already connected to a different account."),
    _("This email address is already associated with this account."),
    _("Unable to confirm %(email)s because it is already confirmed by a different account."),
    _("Use a security key"),
    _("Use authenticator app or code"),
    _("Use your password"),
    _("You cannot activate two-factor authentication until you have verified your email address."),
    _("You cannot deactivate two-factor authentication."),
    _("You cannot generate recovery codes without having two-factor authentication enabled."),
    _("You have confirmed %(email)s."),
)
