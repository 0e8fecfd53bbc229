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
    _("New Password"),
    _("New Password (again)"),
    _("Password Reset Email"),
    _("Password successfully changed."),
    _("Please type your current password."),
    _("Successfully signed in as %(name)s."),
    _("The email address and/or password you specified are not correct."),
    _("The password reset token was invalid."),
    _("Too many failed login attempts. Try again later."),
    _("You have signed out."),
    _("You must type the same password each time."),
    _("Hello from %(site_name)s!"),
    _("Thank you for using %(site_name)s!\n%(site_domain)s"),
    _(
        "You're receiving this email because you or someone else has requested a password reset "
        "for your user account.\n"
        "It can be safely ignored if you did not request a password reset. Click the link below to reset your password."
    ),
)
