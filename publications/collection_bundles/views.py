"""The bundle of a collection: for its owner, and for whoever has the secret address of the collection."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from jobs.workflow import TooManyJobs, start
from publications.bundles.files import FORMS, LONG
from publications.collection_bundles.book import contents_of_collection
from publications.collection_bundles.forms import ForewordForm
from publications.collection_bundles.works import make_bundle
from shelf.collection_views import SHARED
from shelf.models import Collection, Item
from shelf.reading import shown
from shelf.secret_addresses import nonce_in, token_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def collection_bundle(request: HttpRequest, collection: int) -> HttpResponse:
    """The foreword, what will be in the bundle, and the ways to take it along."""
    found = _own(request, collection)
    form = ForewordForm(request.POST if request.method == "POST" else None, instance=found)
    if form.is_valid():
        form.save()
        messages.success(request, _("It is kept."))
        return redirect(request.path)
    items = shown(Item.objects.filter(collection=found).select_related("initiative", "lesson").in_order())
    chapters = [each for each in items if each.title]
    context = {
        "collection": found,
        "form": form,
        "chapters": chapters,
        "left_out": len(items) - len(chapters),
        "is_long": len(items) > LONG,
        "shared_token": token_of(found.nonce, SHARED) if found.nonce else "",
    }
    status = 422 if form.is_bound else 200
    return render(request, "publications/collection_bundles/bundle.html", context, status=status)


@login_required
@require_safe
def collection_book(request: HttpRequest, collection: int) -> HttpResponse:
    """The bundle as one page."""
    found = _own(request, collection)
    return _book(request, found, reverse("collection_bundle", args=[found.pk]))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def collection_file(request: HttpRequest, collection: int, ending: str) -> HttpResponse:
    """The bundle as a file; one of a long collection is made beside the pages, when it is asked for (POST)."""
    found = _own(request, collection)
    back = reverse("collection_bundle", args=[found.pk])
    if request.method != "POST":
        return redirect(back) if _is_long(found) else _file(found, ending)
    title = _("Bundle “%(name)s” (%(form)s)") % {"name": found.name, "form": ending.upper()}
    given = {"collection": found.pk, "ending": ending}
    try:
        key = f"collection-bundle-{found.pk}-{ending}"
        job = start(make_bundle, cast("User", request.user), title=title, given=given, key=key, back=back)
    except TooManyJobs as refusal:
        messages.error(request, str(refusal))
        return redirect(back)
    return redirect(cast("Any", job))


@never_cache
@require_safe
def shared_book(request: HttpRequest, token: str) -> HttpResponse:
    found = _shared(token)
    return _private(_book(request, found, reverse("shared_collection", args=[token])))


@never_cache
@require_safe
def shared_file(_request: HttpRequest, token: str, ending: str) -> HttpResponse:
    """The bundle as a file; a long one is read as a page, since nobody but its owner has it made beside the pages."""
    found = _shared(token)
    if _is_long(found):
        return _private(redirect("shared_book", token))
    return _private(_file(found, ending))


def _own(request: HttpRequest, key: int) -> Collection:
    return get_object_or_404(Collection.objects.of(cast("User", request.user)), pk=key)


def _shared(token: str) -> Collection:
    nonce = nonce_in(token, SHARED)
    return get_object_or_404(Collection.objects.filter(person__is_active=True), nonce=nonce)


def _is_long(collection: Collection) -> bool:
    """Whether its files take more time, and its pictures more memory, than a page may."""
    return Item.objects.filter(collection=collection).count() > LONG


def _book(request: HttpRequest, collection: Collection, back: str) -> HttpResponse:
    context = {"book": contents_of_collection(collection), "back": back, "back_title": _("Back to the collection")}
    return render(request, "publications/book.html", context)


def _file(collection: Collection, ending: str) -> HttpResponse:
    form = FORMS[ending]
    response = HttpResponse(form.make(contents_of_collection(collection)), content_type=form.content_type)
    response["Content-Disposition"] = f'attachment; filename="bundel.{ending}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _private(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"], response["Referrer-Policy"] = "noindex", "no-referrer"
    return response
