"""Where somebody is signed in, and ending it."""

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone

_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True)
class OpenSession:
    number: int
    since: datetime
    ip: str
    device: str
    is_this_one: bool


def open_sessions(request: HttpRequest) -> list[OpenSession]:
    """The sessions of who asks that still count, newest first; those of before a change of password do not."""
    rows = {row.session_key: row for row in UserSession.objects.filter(user=request.user.pk).order_by("-pk")}
    kept = Session.objects.filter(session_key__in=rows, expire_date__gt=timezone.now())
    expected = request.session.get(HASH_SESSION_KEY)
    valid = {row.session_key for row in kept if row.get_decoded().get(HASH_SESSION_KEY) == expected}
    return [
        OpenSession(row.pk, row.created_at, row.ip, device(row.user_agent), key == request.session.session_key)
        for key, row in rows.items()
        if key in valid
    ]


def end(request: HttpRequest, number: int) -> bool:
    """End the session `number` of who asks; False when there is none such."""
    row = UserSession.objects.filter(user=request.user.pk, pk=number).first()
    if row is None:
        return False
    row.end()
    return True


def device(user_agent: str) -> str:
    """A browser and a system, as far as they say: "Firefox, Linux"."""
    named = [next((name for sign, name in kinds if sign in user_agent), "") for kinds in (_BROWSERS, _SYSTEMS)]
    return ", ".join(filter(None, named))
