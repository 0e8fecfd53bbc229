"""An infographic elsewhere: as a file, within the page of somebody else, and for programs that ask how to show it."""

from urllib.parse import urlsplit

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from curation.record_pages import record_page, version_shown
from publications.infographics.drawing import drawing_of
from publications.infographics.embedding import Frame, frame_of
from publications.infographics.files import FORMS, file_of
from publications.infographics.page import infographic_context
from publications.models import Kind, Publication, PublicationVersion

A_DAY = 24 * 3600


def _version_of(record: Publication, number: int | None) -> PublicationVersion:
    """The public version of an infographic; 404 for what is none."""
    version: PublicationVersion = version_shown(
        record, PublicationVersion.objects.filter(kind=Kind.INFOGRAPHIC).select_related("record"), number
    )
    return version


@record_page(Publication)
def infographic_file(_request: HttpRequest, record: Publication, form: str, number: int | None = None) -> HttpResponse:
    """An infographic as a file."""
    version = _version_of(record, number)
    if not version.tiles.exists():
        raise Http404
    response = HttpResponse(file_of(version, FORMS[form]), content_type=FORMS[form].content_type)
    response["Content-Disposition"] = f'inline; filename="{record.slug}-v{version.number}-{form}"'
    return response


@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
@record_page(Publication)
def embedded(request: HttpRequest, record: Publication, number: int | None = None) -> HttpResponse:
    """An infographic alone, to be shown within a page of somebody else; it sets no cookie."""
    version = _version_of(record, number)
    context = infographic_context(version)
    if not context:
        raise Http404
    shown = version if number else record
    context |= {"version": version, "record": record, "address": f"{settings.SITE_URL}{shown.get_absolute_url()}"}
    return render(request, "publications/embedded.html", context)


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """How to show the infographic at an address (https://oembed.com): `url`, `maxwidth`, `maxheight`, `format`."""
    if request.GET.get("format", "json") != "json":
        return HttpResponse(_("Only JSON is given here."), status=501, content_type="text/plain; charset=utf-8")
    version = _addressed(request.GET.get("url", ""))
    frame = frame_of(version, drawing_of(version), request.GET.get("maxwidth", ""), request.GET.get("maxheight", ""))
    response = JsonResponse(_answer(version, frame), json_dumps_params={"ensure_ascii": False})
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _addressed(url: str) -> PublicationVersion:
    """The published infographic whose page is at this address of ours; 404 for anything else."""
    try:
        wanted, ours = urlsplit(url), urlsplit(settings.SITE_URL)
        found = resolve(wanted.path)
    except (ValueError, Resolver404) as error:
        raise Http404 from error
    if wanted.netloc != ours.netloc or found.url_name not in {"publication", "publication_version"}:
        raise Http404
    record = Publication.objects.published().filter(slug=found.kwargs["slug"]).first()
    if record is None:
        raise Http404
    return _version_of(record, found.kwargs.get("number"))


def _answer(version: PublicationVersion, frame: Frame) -> dict[str, object]:
    place = [version.record.slug, version.number]
    picture = reverse("infographic_version_file", args=[*place, "infographic-1200x630.png"])
    return {
        "version": "1.0",
        "type": "rich",
        "title": version.title,
        "provider_name": "wijk",
        "provider_url": settings.SITE_URL,
        "cache_age": A_DAY,
        "html": frame.html,
        "width": frame.width,
        "height": frame.height,
        "thumbnail_url": f"{settings.SITE_URL}{picture}",
        "thumbnail_width": 1200,
        "thumbnail_height": 630,
    }
