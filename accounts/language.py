"""Which language somebody chose: a browser keeps it in a cookie, and an account brings it to any browser."""

from django.conf import settings
from django.http import HttpResponseBase

from accounts.models import User


def language_of(person: User) -> str:
    """In which language to write to somebody: what they chose, else that of the site."""
    return person.language or settings.LANGUAGE_CODE


def remember(response: HttpResponseBase, language: str) -> None:
    """Let the browser that gets `response` ask for this language from now on; any other is no choice."""
    if language not in dict(settings.LANGUAGES):
        return
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 3600,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
