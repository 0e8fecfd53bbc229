"""Handing out pictures and files, as nothing that runs: public ones for ever, those of drafts to who may see them."""

from typing import Any
from urllib.parse import quote

from csp.constants import HEADER as POLICY
from django.conf import settings
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from media import storing
from media.access import AnyKept, find_public, find_visible
from media.models import CONTENT_TYPES, Attachment, Picture
from media.ranges import partly
from media.renditions import TYPES, names_of

# A browser keeps what it has seen. What stands between asks now and then, so that it ends when access ends.
FOR_EVER = "public, max-age=31536000, s-maxage=600, immutable"
NOT_KEPT = "private, no-store"
NOTHING_RUNS = "default-src 'none'; sandbox"


@require_safe
def picture(request: HttpRequest, key: str, name: str) -> HttpResponseBase:
    """One drawing of a picture."""
    found, is_public = _found_or_404(request, Picture, key)
    if name not in names_of(found):
        raise Http404
    content_type = TYPES[name.rpartition(".")[2]]
    return _handed_out(request, storing.path_of(found, name), content_type, is_public=is_public)


@require_safe
def attachment(request: HttpRequest, key: str, name: str) -> HttpResponseBase:
    """A file, to be kept or played by the browser and not to be opened by it as a page."""
    found, is_public = _found_or_404(request, Attachment, key)
    if name != found.name:
        raise Http404
    path = storing.path_of(found)
    return _handed_out(request, path, found.content_type, is_public=is_public, download_as=found.name)


def _found_or_404(request: HttpRequest, kind: type[AnyKept], key: str) -> tuple[AnyKept, bool]:
    """What was asked for, and whether everybody may have it. Whose session it is, is only asked when they may not."""
    found = find_public(kind, key)
    if found is not None:
        return found, True
    if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
        found = find_visible(kind, key, request.user)
    if found is None:
        raise Http404
    return found, False


def _handed_out(
    request: HttpRequest, path: str, content_type: str, *, is_public: bool, download_as: str = ""
) -> HttpResponseBase:
    response = _with_content(path, content_type)
    etag = f'"{path.replace("/", "-")}"'  # what is kept under a name never changes
    headers = {
        "ETag": etag,
        "Cache-Control": FOR_EVER if is_public else NOT_KEPT,
        "X-Content-Type-Options": "nosniff",
        POLICY: NOTHING_RUNS,
    }
    if download_as:
        headers["Content-Disposition"] = f'attachment; filename="{download_as}"'  # of letters, digits and hyphens
    for header, value in headers.items():
        response.headers[header] = value
    answer: Any = get_conditional_response(request, etag, None, response) or response  # type: ignore[arg-type]
    return partly(request, answer, etag) if isinstance(answer, FileResponse) else answer


def _with_content(path: str, content_type: str) -> HttpResponse | FileResponse:
    """The bytes, or for a server in front of us the place where it finds them itself."""
    if settings.MEDIA_ACCEL:
        return HttpResponse(
            content_type=content_type, headers={"X-Accel-Redirect": f"{settings.MEDIA_ACCEL}{quote(path)}"}
        )
    try:
        file = default_storage.open(path)
    except FileNotFoundError as error:
        raise Http404 from error
    if content_type in CONTENT_TYPES.values():
        return FileResponse(file, content_type=content_type)
    with file:  # drawings are small
        return HttpResponse(file.read(), content_type=content_type)
