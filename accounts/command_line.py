"""People as they are named on the command line."""

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from accounts.models import User


def person_named(email: str) -> User:
    """Who has this address and may act. Raises CommandError."""
    person = User.objects.filter(email__iexact=email.strip()).first()
    if person is None:
        raise CommandError(_("Nobody has the e-mail address %(email)s.") % {"email": email})
    if not person.is_active:
        raise CommandError(_("The account of %(email)s has been switched off.") % {"email": email})
    return person
