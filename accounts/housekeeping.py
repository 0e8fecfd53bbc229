"""What may go by itself: sessions and attempts that are over, sign-ups that nobody confirmed."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.models import Attempt, Invitation, User

REMEMBER_INVITATIONS = timedelta(days=180)


def tidy() -> None:
    """Run once a day; does little when there is little to do."""
    call_command("clearsessions")
    kept = Session.objects.filter(session_key=OuterRef("session_key"))
    UserSession.objects.exclude(Exists(kept)).delete()
    Attempt.objects.filter(expires__lt=timezone.now()).delete()
    forgotten = timezone.now() - timedelta(days=settings.ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS)
    signed_up = User.objects.filter(emailaddress__verified=False, last_login=None, date_joined__lt=forgotten)
    signed_up.exclude(emailaddress__verified=True).delete()
    Invitation.objects.filter(expires_at__lt=timezone.now() - REMEMBER_INVITATIONS).delete()
