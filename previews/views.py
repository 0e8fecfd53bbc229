"""The pictures that stand for pages where these are shared, at addresses of their own."""

from collections.abc import Callable
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from curation.kept_files import digest_of
from curation.models import FormerSlug, Record
from curation.record_pages import record_page, version_shown
from initiatives.models import Initiative, InitiativeVersion, Theme
from lessons.models import Lesson, LessonVersion
from previews import subjects
from previews.pictures import Preview, picture_of
from publications.models import Kind, Publication, PublicationVersion

KEPT_A_DAY = "public, max-age=86400, s-maxage=600"  # less where many share it, so that what is withdrawn is soon gone


@require_safe
def site_picture(request: HttpRequest) -> HttpResponse:
    return _sent(request, subjects.preview_of_site())


@require_safe
def theme_picture(request: HttpRequest, slug: str) -> HttpResponse:
    """Of a theme; a merged or renamed one redirects."""
    theme = Theme.objects.select_related("merged_into").filter(slug=slug).first()
    if theme is None:
        theme = get_object_or_404(Theme, pk=FormerSlug.objects.owner_of(Theme, slug))
        return redirect("theme_picture", theme.slug, permanent=True)
    if theme.merged_into:
        return redirect("theme_picture", cast("Theme", theme.merged_into).slug, permanent=True)
    return _sent(request, subjects.preview_of_theme(theme))


def _picture_page(
    model: type[Record], versions: Any, preview_of: Callable[[Any], Preview]
) -> Callable[..., HttpResponse]:
    """A view of the picture of a version of `model`: the one with this number, else the one published now."""

    @record_page(model)
    def picture(request: HttpRequest, record: Any, number: int | None = None) -> HttpResponse:
        version = version_shown(record, versions, number)
        version.record = record
        return _sent(request, preview_of(version))

    return picture


initiative_picture = _picture_page(Initiative, InitiativeVersion.objects, subjects.preview_of_case)
lesson_picture = _picture_page(Lesson, LessonVersion.objects, subjects.preview_of_lesson)
publication_picture = _picture_page(Publication, PublicationVersion.objects, subjects.preview_of_publication)
series_picture = _picture_page(
    Publication, PublicationVersion.objects.filter(kind=Kind.PODCAST_SERIES), subjects.square_of_series
)


def _sent(request: HttpRequest, preview: Preview) -> HttpResponse:
    """The picture, to be kept for a day; who has it already is told so, without it being drawn or read."""
    etag = f'"{digest_of(preview.said)}"'
    answer = get_conditional_response(request, etag)
    response = answer or HttpResponse(picture_of(preview), content_type="image/png")
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = KEPT_A_DAY
    return response
