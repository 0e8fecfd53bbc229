"""Collections: their owner's pages, and the page at a secret address."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import EmptyPage, Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from curation.keys import key_in, keys_in
from initiatives.models import Initiative
from lessons.models import Lesson
from shelf import collecting
from shelf.collecting import Said
from shelf.forms import CollectionForm
from shelf.models import Collection, Item
from shelf.reading import shown
from shelf.secret_addresses import nonce_in, token_of
from shelf.targets import slug_in
from shelf.views import user_of
from shelf.workflow import TooMany

PAGE, EDITED_AT_ONCE = 100, 50
SHARED = "collection"
KINDS: dict[str, Any] = {"zaak": Initiative, "les": Lesson}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def collection_list(request: HttpRequest) -> HttpResponse:
    """All collections of somebody, and a form to make one."""
    user = user_of(request)
    form = CollectionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            return redirect(collecting.make(user, **form.cleaned_data))
        except TooMany as error:
            form.add_error(None, str(error))
    collections = Collection.objects.of(user).with_number().newest_first()
    status = 422 if form.is_bound else 200
    return render(request, "shelf/collections.html", {"form": form, "collections": collections}, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def keeping(request: HttpRequest) -> HttpResponse:
    """Put the case (`zaak`) or lesson (`les`) that the address names in collections, or in a new one."""
    user, record = user_of(request), _named(request)
    kind = "initiative" if isinstance(record, Initiative) else "lesson"
    collections = Collection.objects.of(user).newest_first()
    status = 200
    if request.method == "POST":
        try:
            return redirect(_kept(request, record))
        except TooMany as error:
            messages.error(request, str(error))
            status = 422
    items = Item.objects.filter(collection__person=user, **{kind: record})
    context = {
        "record": record,
        "title": record.published_version.title,
        "collections": collections,
        "having": set(items.values_list("collection", flat=True)),
    }
    return render(request, "shelf/keeping.html", context, status=status)


@login_required
@require_safe
def collection(request: HttpRequest, collection: int) -> HttpResponse:
    found = _own(request, collection)
    page = _page(request, found, PAGE)
    context = {
        "collection": found,
        "items": shown(page.object_list),
        "page": page.number,
        "pages": page.paginator.num_pages,
        "shared_token": token_of(found.nonce, SHARED) if found.nonce else "",
        "site": settings.SITE_URL,
    }
    return render(request, "shelf/collection.html", context)


@never_cache
@require_safe
def shared_collection(request: HttpRequest, token: str) -> HttpResponse:
    """A collection for whoever has its secret address: without what is not public, which it says."""
    nonce = nonce_in(token, SHARED)
    found = get_object_or_404(Collection.objects.filter(person__is_active=True), nonce=nonce)
    page = _page(request, found, PAGE)
    items = shown(page.object_list)
    public = [each for each in items if each.title]
    context = {
        "collection": found,
        "items": public,
        "left_out": len(items) - len(public),
        "is_shared": True,
        "token": token,
        "page": page.number,
        "pages": page.paginator.num_pages,
        "site": settings.SITE_URL,
    }
    response = render(request, "shelf/collection.html", context)
    response["X-Robots-Tag"], response["Referrer-Policy"] = "noindex", "no-referrer"
    return response


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def collection_editing(request: HttpRequest, collection: int) -> HttpResponse:
    """Name, note, order and notes of items: all in one form, that also works without a script."""
    found = _own(request, collection)
    page = _page(request, found, EDITED_AT_ONCE)
    form = CollectionForm(request.POST if request.method == "POST" else None, initial=_said_of(found))
    if form.is_valid():
        _do(request, found, page.object_list, form)
        messages.success(request, _("It is kept."))
        return redirect(request.get_full_path())
    context = {
        "collection": found,
        "form": form,
        "items": shown(page.object_list),
        "page": page.number,
        "pages": page.paginator.num_pages,
    }
    return render(request, "shelf/editing.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def collection_sharing(request: HttpRequest, collection: int) -> HttpResponse:
    """Give a collection a new secret address, or none (`step` is `close`)."""
    found = _own(request, collection)
    if request.POST.get("step") == "close":
        collecting.close(found)
        messages.success(request, _("The address leads nowhere any more."))
    else:
        collecting.share(found)
        messages.success(request, _("The collection has a secret address."))
    return redirect(found)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def collection_removal(request: HttpRequest, collection: int) -> HttpResponse:
    found = _own(request, collection)
    if request.method == "POST":
        collecting.remove(found)
        messages.success(request, _("The collection is gone."))
        return redirect("collection_list")
    return render(request, "shelf/removal.html", {"collection": found})


def _own(request: HttpRequest, key: int) -> Collection:
    return get_object_or_404(Collection.objects.of(user_of(request)), pk=key)


def _named(request: HttpRequest) -> Any:
    """What the address names, when it is public; 404 else."""
    for name, model in KINDS.items():
        if name in request.GET:
            records = model.objects.published().select_related("published_version")
            return get_object_or_404(records, slug=slug_in(request.GET, name))
    raise Http404


def _kept(request: HttpRequest, record: Any) -> Any:
    """Put `record` where the form says; returns where to go from there. Raises TooMany."""
    user, name = user_of(request), " ".join(request.POST.get("name", "").replace("\0", "").split())
    chosen = list(Collection.objects.of(user).filter(pk__in=keys_in(request.POST.getlist("collection"))))
    if name:
        chosen.append(collecting.make(user, name))
    for each in chosen:
        collecting.put(each, record)
    if chosen:
        messages.success(request, _("It is kept."))
    return chosen[-1] if chosen else request.get_full_path()


def _page(request: HttpRequest, found: Collection, size: int) -> Page:
    number = request.GET.get("pagina", "1")
    items = Item.objects.filter(collection=found).select_related("initiative", "lesson").in_order()
    try:
        return Paginator(items, size).page(int(number[:9]) if number.isascii() and number[:9].isdigit() else 1)
    except EmptyPage as error:
        raise Http404 from error


def _said_of(found: Collection) -> dict[str, str]:
    return {"name": found.name, "note": found.note}


def _do(request: HttpRequest, found: Collection, items: Any, form: CollectionForm) -> None:
    """What the form says, and then the step of the button: nothing that was typed is lost by moving an item."""
    step, _dot, key = request.POST.get("step", "").partition(".")
    said = {item.pk: _said(request, item, goes=(step, key) == ("remove", str(item.pk))) for item in items}
    collecting.rename(found, **form.cleaned_data)
    collecting.arrange(found, said)
    if step in {"up", "down"} and (item := key_in(key)) is not None:
        collecting.shift(found, item, -1 if step == "up" else 1)


def _said(request: HttpRequest, item: Item, *, goes: bool) -> Said:
    place = request.POST.get(f"place-{item.pk}", "")
    position = int(place[:9]) if place.isascii() and place.isdigit() else None
    return Said(position, request.POST.get(f"note-{item.pk}", item.note).replace("\r\n", "\n").replace("\0", ""), goes)
