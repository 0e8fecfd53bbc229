"""The entry page of a case: shown, saved as a whole or part by part, and seen as a reader will."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from initiatives.completeness import completeness, with_completeness
from initiatives.models import Initiative, InitiativeVersion
from workspace import posted
from workspace.access import case_page, open_version
from workspace.entry_page import EntryPage
from workspace.parts import PARTS, canonical, revision, values_of
from workspace.pictures import Refused, add_file
from workspace.reading import reading_context
from workspace.records.desks import CASES
from workspace.records.versions import shown_version
from workspace.saving import Given, NotOpen, Outcome, State, forget_typing, others_here, save, say_present
from workspace.sections import measures
from workspace.steps import person_of
from workspace.words import as_words


@case_page
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: HttpRequest, record: Initiative) -> HttpResponse:
    """The page of the open version. Sent as a whole, it saves what was changed and shows again what cannot be saved."""
    version = open_version(record)
    if version is None:
        return _closed(request, record)
    if request.method == "POST":
        return _save_page(request, record, version)
    return _page(request, record, version)


@case_page
@require_POST
def saving(request: HttpRequest, record: Initiative) -> HttpResponse:
    """Save parts while they are typed, say that one is here, and hear what others changed; answers in JSON."""
    user, data = person_of(request), request.POST
    if data.get("person") != str(user.pk):
        return JsonResponse({"state": "other-person"}, status=409)
    version = open_version(record)
    given = posted.given_in(data)
    try:
        if version is None or data.get("version") != str(version.pk):
            raise NotOpen
        _let_go(request, record, version)
        outcomes = save(record, version.pk, given, by=user) if given else []
    except NotOpen:
        words = _never_saved(record, data.get("version", ""), given)
        return JsonResponse({"state": "not-open", "words": words}, status=409)
    return JsonResponse(_told(request, version, given, outcomes))


@case_page
@require_safe
def readers_view(request: HttpRequest, record: Initiative) -> HttpResponse:
    """The open version as the public page will show it."""
    version = open_version(record)
    if version is None:
        return redirect("workspace_case", record.slug)
    return render(request, "workspace/readers_view.html", reading_context(record, version))


def _page(
    request: HttpRequest,
    record: Initiative,
    version: InitiativeVersion,
    *,
    status: int = 200,
    saved: bool = False,
) -> HttpResponse:
    user = person_of(request)
    page = EntryPage(version, user, more_rows=request.GET.getlist("rij"))
    context = {
        "record": record,
        "version": version,
        "page": page,
        "share": completeness(version),
        "here": others_here(version.pk, user),
        "is_saved": saved,
    }
    return render(request, "workspace/entry.html", context, status=status)


def _closed(request: HttpRequest, record: Initiative) -> HttpResponse:
    """Nobody works on this case now. What was sent all the same is shown, to be copied."""
    given = posted.given_in(request.POST) if request.method == "POST" else {}
    changed = {name: each for name, each in given.items() if not posted.is_untouched(each)}
    typed = [words for name, each in changed.items() for words in as_words(PARTS[name], each.value)]
    aside = None if record.published_version else record.versions.order_by("changed_at", "pk").last()
    context = {"desk": CASES, "record": record, "shown": shown_version(record), "typed": typed, "aside": aside}
    return render(request, "workspace/closed.html", context, status=409 if given else 200)


def _save_page(request: HttpRequest, record: Initiative, version: InitiativeVersion) -> HttpResponse:
    user, data = person_of(request), posted.take_step(request.POST)
    if data.get("version") != str(version.pk):
        return _closed(request, record)
    _let_go(request, record, version)
    say_present(version.pk, user)
    given = posted.given_in(data)
    for name in [name for name, each in given.items() if posted.is_untouched(each)]:
        del given[name]
        forget_typing(record, version.pk, name, by=user)
    try:
        outcomes = save(record, version.pk, given, by=user)
    except NotOpen:
        return _closed(request, record)
    refusal = _added(request, record, version)
    if refusal:
        messages.error(request, refusal)
    states = {outcome.state for outcome in outcomes}
    if State.CONFLICT in states or State.TYPED in states:
        version.refresh_from_db()
        return _page(request, record, version, status=409 if State.CONFLICT in states else 422)
    if refusal:
        return _page(request, record, version, status=422)
    return _back(request, record, data.get("step", ""))


def _added(request: HttpRequest, record: Initiative, version: InitiativeVersion) -> str:
    """Add the file that was sent, if the button for it was pressed; returns why it was refused."""
    name = posted.list_with_new_row(request.POST)
    upload = request.FILES.get(f"add-{name}")
    if upload is None:
        return ""
    try:
        add_file(record, version.pk, name, upload, by=person_of(request))
    except Refused as refusal:
        return str(refusal)
    return ""


def _back(request: HttpRequest, record: Initiative, step: str) -> HttpResponse:
    """To the page as it is now; after a step with rows, to the list in which it was taken."""
    name, address = step.partition(".")[0], reverse("workspace_case", args=[record.slug])
    if name in PARTS:
        more = f"?rij={name}" if posted.list_with_new_row(request.POST) else ""
        return redirect(f"{address}{more}#deel-{name}")
    messages.success(request, _("Everything is saved."))
    return redirect(address)


def _let_go(request: HttpRequest, record: Initiative, version: InitiativeVersion) -> None:
    for name in posted.theirs_chosen(request.POST):
        forget_typing(record, version.pk, name, by=person_of(request))


# ---------------------------------------------------------------- what the browser is told
def _never_saved(record: Initiative, version: str, given: dict[str, Given]) -> dict[str, str]:
    """HTML of what a version that is not open any more does not say, by part: to be copied by hand."""
    key = int(version[:18]) if version.isascii() and version.isdigit() else 0
    closed = InitiativeVersion.objects.filter(record=record, pk=key).first()
    values = values_of(closed) if closed else {}
    typed = {name: each.value for name, each in given.items() if canonical(each.value) != values.get(name)}
    words = {name: as_words(PARTS[name], value) for name, value in typed.items()}
    return {name: render_to_string("workspace/_words.html", {"words": said}) for name, said in words.items() if said}


def _told(
    request: HttpRequest, version: InitiativeVersion, given: dict[str, Given], outcomes: list[Outcome]
) -> dict[str, Any]:
    user = person_of(request)
    version = with_completeness(InitiativeVersion.objects.all()).get(pk=version.pk)
    values = values_of(version)
    now = {name: revision(value) for name, value in values.items()}
    shown = _parts_shown(request, version, given, outcomes, _changed(request, now, given))
    return {
        "state": "ok",
        "at": date_format(timezone.localtime(), "H:i"),
        "parts": {
            each.part.name: {"state": each.state, "revision": each.revision, "html": shown.pop(each.part.name, "")}
            for each in outcomes
        },
        "changed": {name: {"revision": now[name], "html": html} for name, html in shown.items()},
        "here": [str(person) for person in say_present(version.pk, user)],
        "sections": {each.section.name: [each.done, each.total] for each in measures(values)},
        "share": completeness(version),
    }


def _parts_shown(
    request: HttpRequest,
    version: InitiativeVersion,
    given: dict[str, Given],
    outcomes: list[Outcome],
    changed: list[str],
) -> dict[str, str]:
    """The HTML of the parts that the browser has to show anew."""
    is_all = "show" in request.POST
    names = [each.part.name for each in outcomes if is_all or _is_shown_anew(each, given[each.part.name])]
    names += [name for name in changed if name not in names]
    if not names:
        return {}
    page = EntryPage(version, person_of(request), names=names)
    return {name: render_to_string("workspace/_part.html", {"shown": page.part(name)}, request) for name in names}


def _is_shown_anew(outcome: Outcome, given: Given) -> bool:
    """Whether there is something to choose, or, when somebody is done typing, another value than was typed."""
    is_other = outcome.refusal is not None or not outcome.is_as_typed
    return outcome.state == State.CONFLICT or (given.is_settled and is_other)


def _changed(request: HttpRequest, now: dict[str, str], given: dict[str, Given]) -> list[str]:
    """The parts of which the browser says that it saw another revision, and the ones whose other text was chosen."""
    seen = dict(pair.split(":", 1) for pair in request.POST.get("seen", "").split() if ":" in pair)
    others = [name for name, mark in seen.items() if name in now and now[name] != mark and name not in given]
    return [*others, *(name for name in posted.theirs_chosen(request.POST) if name not in others)]
