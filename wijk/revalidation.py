"""Pages that are still the same need not be sent again, nor made again: ETag, Last-Modified, 304, and kept answers.

What a visitor without a session sees follows from the address, the language, the day, this release, and what the log of
changes tells of. So one look at the log can say that a page is still the same, before it is made: who has it gets a
304, who does not gets what this process sent to somebody else.
"""

import hashlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db.utils import Error
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date, parse_http_date_safe

from changes.log import look
from wijk.kept_answers import KeptAnswers

_PERSONAL_COOKIES = {settings.SESSION_COOKIE_NAME, "messages"}
_COMMON_COOKIES = {settings.LANGUAGE_COOKIE_NAME}
_PERSONAL_ADDRESSES = ("/mijn/",)  # what these answer follows from more than the log tells
_SUFFIXES = {".py", ".html", ".jinja", ".mo", ".json", ".csv"}


@dataclass(frozen=True)
class Release:
    """The code, texts and settings that pages are made with."""

    mark: str
    at: datetime


answers = KeptAnswers(settings.KEPT_ANSWERS_BYTES)


class RevalidationMiddleware:
    """Answer 304 to who has the page already and what is kept to who has not, and mark pages that browsers may keep."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in {"GET", "HEAD"} or settings.DEBUG or _is_personal(request):
            return self.get_response(request)
        try:
            etag, modified = _state(request)
        except Error:  # the page will say what is the matter with the database
            return self.get_response(request)
        if _says_what_it_has(request):
            answer = get_conditional_response(request, etag, int(modified.timestamp()))
            if answer is not None and answer.status_code == 304:
                return _marked(answer, etag, modified)
        key = _key(request, etag)
        kept = answers.get(key) if key else None
        if kept is not None:
            return kept
        response = self.get_response(request)
        if response.status_code == 200 and not response.cookies and not response.has_header("Cache-Control"):
            _marked(response, etag, modified)
            if key and isinstance(response, HttpResponse):
                answers.keep(key, response)
        return response


def _is_personal(request: HttpRequest) -> bool:
    cookies = not _PERSONAL_COOKIES.isdisjoint(request.COOKIES)
    return cookies or request.path.startswith(_PERSONAL_ADDRESSES)


def _says_what_it_has(request: HttpRequest) -> bool:
    """Whether the browser has an answer already. A date to come is no date that we ever gave: it says nothing."""
    since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    return bool(request.headers.get("If-None-Match")) or (since is not None and since <= time.time())


def _key(request: HttpRequest, etag: str) -> str:
    """What an answer that anybody may get is kept by; empty for who has a cookie that it may depend on."""
    if request.method != "GET" or not _COMMON_COOKIES.issuperset(request.COOKIES):
        return ""
    compressed = "gzip" in request.headers.get("Accept-Encoding", "")
    return f"{etag} {compressed}"


def _state(request: HttpRequest) -> tuple[str, datetime]:
    """What the answer to `request` follows from, and since when that is as it is."""
    seen, code = look(), release()
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    parts = [
        code.mark,
        seen.position,
        today.date(),
        request.LANGUAGE_CODE,
        request.headers.get("HX-Request", ""),
        request.headers.get("HX-History-Restore-Request", ""),
        request.headers.get("HX-Boosted", ""),
        request.headers.get("Host", ""),
        request.path,
        request.META.get("QUERY_STRING", ""),  # as it came: an address for people writes some different ones alike
    ]
    digest = hashlib.blake2b("\n".join(map(str, parts)).encode("utf-8", "replace"), digest_size=12).hexdigest()
    return f'W/"{digest}"', max(code.at, today, *([seen.at] if seen.at else []))


def _marked(response: HttpResponseBase, etag: str, modified: datetime) -> HttpResponseBase:
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(modified.timestamp())
    patch_vary_headers(response, ["Cookie"])
    response.headers["Cache-Control"] = "no-cache"  # keep it, and ask each time whether it still holds
    return response


@cache
def release() -> Release:
    """Read once: a process serves the files that it started with."""
    digest, newest = hashlib.blake2b(settings.SITE_URL.encode(), digest_size=12), 0.0
    for path in sorted(_files()):
        state = path.stat()
        digest.update(f"{path.name} {state.st_size} {state.st_mtime_ns}".encode())
        newest = max(newest, state.st_mtime)
    return Release(digest.hexdigest(), datetime.fromtimestamp(newest, UTC))


def _files() -> Iterator[Path]:
    ours = [Path(app.path) for app in apps.get_app_configs() if Path(app.path).parent == settings.BASE_DIR]
    for folder in (*ours, settings.BASE_DIR / "templates", settings.BASE_DIR / "locale", Path(settings.STATIC_ROOT)):
        yield from (path for path in folder.rglob("*") if path.suffix in _SUFFIXES and path.is_file())
