"""An edition of a bundle: as a file, and as one page to read and to print."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from curation.record_pages import record_page, version_shown
from publications.bundles.files import FORMS, file_of
from publications.models import Edition, Publication, PublicationVersion


@record_page(Publication)
def bundle_file(_request: HttpRequest, record: Publication, ending: str, number: int | None = None) -> HttpResponse:
    """An edition of a bundle as a file."""
    version = version_shown(record, PublicationVersion.objects.all(), number)
    edition = get_object_or_404(Edition, version=version)
    form = FORMS[ending]
    response = HttpResponse(file_of(edition, form), content_type=form.content_type)
    response["Content-Disposition"] = f'attachment; filename="{record.slug}-v{version.number}.{ending}"'
    return response


@record_page(Publication)
def bundle_book(request: HttpRequest, record: Publication, number: int | None = None) -> HttpResponse:
    """An edition of a bundle as one page."""
    version = version_shown(record, PublicationVersion.objects.select_related("record"), number)
    edition = get_object_or_404(Edition, version=version)
    context = {
        "book": edition.contents,
        "back": version.get_absolute_url(),
        "back_title": _("Back to the bundle"),
        "canonical": f"{settings.SITE_URL}{version.get_absolute_url()}",
    }
    return render(request, "publications/book.html", context)
