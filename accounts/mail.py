"""Mail about people, and whether the site can send any."""

import logging
from pathlib import Path
from smtplib import SMTPException

from allauth.account.adapter import get_adapter
from django.conf import settings

from accounts import outbox
from accounts.models import Invitation, Letter

log = logging.getLogger(__name__)


def folder() -> Path | None:
    """Where messages become files as long as EMAIL_URL says nothing; None when they are really sent."""
    path = getattr(settings, "EMAIL_FILE_PATH", None)
    return Path(path) if path else None


def trouble() -> Letter | None:
    """A mail that the mail server would not have so far, if there is one."""
    return outbox.trouble()


def send_invitation(invitation: Invitation, link: str) -> bool:
    """Mail the link; False, with a line in the log, when the mail server would not have it."""
    context = {"invitation": invitation, "invitation_url": link, "days": settings.INVITATION_DAYS}
    try:
        get_adapter().send_mail("account/email/invitation", invitation.email, context)
    except (SMTPException, OSError) as error:
        log.warning("The invitation of number %s was not sent: %s", invitation.pk, error)
        return False
    return True
