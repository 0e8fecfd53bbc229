"""Pages of records at permanent addresses: old ones redirect, a withdrawn record says so, drafts do not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from curation.models import FormerSlug, Record, RecordVersion
from curation.panels import panels_of
from curation.querysets import VersionQuerySet
from curation.statements import Statement, among_keys


def record_page(model: type[Record]) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Give a view the public record of `model` at the slug of its address, as its second argument.

    301 from an address the record once had; 410 with the reason when it is withdrawn; 404 when visitors may not know of
    it.
    """

    at_slug = Statement(lambda: model._default_manager.with_published_version().filter(among_keys("slug")))

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @require_safe
        @wraps(view)
        def page(request: HttpRequest, slug: str, **parts: Any) -> HttpResponse:
            found = at_slug.records([slug])
            if not found:
                return _redirect_from_former(request, model, slug, parts)
            record: Any = found[0]
            if record.published_version_id is None:
                raise Http404
            if record.withdrawn_at:
                return render(request, "410.html", {"record": record}, status=410)
            return view(request, record, **parts)

        return page

    return decorate


def version_shown(record: Any, versions: VersionQuerySet, number: int | None) -> Any:
    """The version of `record` with this number, else the one published now; taken from `versions`, 404 without it."""
    wanted = {"pk": record.published_version_id} if number is None else {"number": number}
    return get_object_or_404(versions.published(), record=record, **wanted)


def version_context(record: Any, version: RecordVersion) -> dict[str, Any]:
    """What the page of any version of any record needs: which one it is, which there are, and what other rooms add."""
    return {
        "record": record,
        "version": version,
        "current": record.published_version,
        "is_current": version.pk == record.published_version_id,
        "versions": record.versions.published().newest_first(),
        "panels": panels_of(record),
        "canonical": f"{settings.SITE_URL}{record.get_absolute_url()}",
    }


def _redirect_from_former(request: HttpRequest, model: type[Record], slug: str, parts: dict[str, Any]) -> HttpResponse:
    key = FormerSlug.objects.owner_of(model, slug)
    record: Any = model._default_manager.with_published_version().filter(pk=key).first()
    if record is None or record.published_version_id is None or request.resolver_match is None:
        raise Http404
    return redirect(request.resolver_match.view_name, permanent=True, **{**parts, "slug": record.slug})
