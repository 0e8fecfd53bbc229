"""Marking a passage, the work list of passages, and the page of one."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import EmptyPage
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from curation.workflow import TransitionNotAllowed
from initiatives.models import InitiativeVersion
from initiatives.reading_text import reading_text
from lessons import following_texts, marking, weighing
from lessons.models import Evidence, Passage
from lessons.quoting import NoPassage
from workspace.access import for_markers
from workspace.passages.choosing import Choice, excerpt
from workspace.passages.forms import UseForm
from workspace.passages.judging import judging_of, leaning_on_passage
from workspace.passages.lists import PassageList, judged
from workspace.steps import person_of

GONE = "weg"


@for_markers
@require_safe
def passage_list(request: HttpRequest) -> HttpResponse:
    passages = PassageList(request.GET)
    try:
        page = passages.page
    except EmptyPage as error:
        raise Http404 from error
    context = {"passages": passages, "page": page, "items": judged(page)}
    return render(request, "workspace/passages/list.html", context)


@for_markers
@require_http_methods(["GET", "HEAD", "POST"])
def new_passage(request: HttpRequest) -> HttpResponse:
    """Choose words of a published version (`versie`), and say what they are marked for."""
    version = _version(request.GET.get("versie", ""))
    text = reading_text(version).text
    choice = Choice(text, request.POST if request.method == "POST" else request.GET)
    form = UseForm(request.POST if request.method == "POST" else None, version=version) if choice.chosen else None
    if form and form.is_valid() and choice.chosen:
        made = _kept(form, person_of(request), lambda: marking.mark(version, *_span(choice), by=person_of(request)))
        if made:
            messages.success(request, _("The passage is marked."))
            return redirect(f"{_address(version)}#fragment-{made.pk}")
    context = {
        "version": version,
        "record": version.record,
        "address": _address(version),
        "choice": choice,
        "places": [excerpt(text, each.start, each.end) for each in choice.found],
        "marked": Passage.objects.overlapping(version, *_span(choice)).in_work_list() if choice.chosen else (),
        "form": form,
    }
    status = 422 if request.method == "POST" or choice.problem else 200
    return render(request, "workspace/passages/new.html", context, status=status)


@for_markers
@require_http_methods(["GET", "HEAD", "POST"])
def passage(request: HttpRequest, passage: int) -> HttpResponse:
    """A passage with its places and what rests on it; here it is given to another lesson or theme, too."""
    found = _passage(passage)
    form = UseForm(request.POST if request.method == "POST" else None, version=found.version)
    if form.is_valid() and _kept(form, person_of(request), lambda: found):
        messages.success(request, _("That is kept."))
        return redirect("workspace_passage", passage)
    return _page(request, found, form, status=422 if form.is_bound else 200)


@for_markers
@require_POST
def place(request: HttpRequest, passage: int) -> HttpResponse:
    """Say where a passage stands in the version of `versie`: at a place, in words or sentences, or nowhere (`weg`)."""
    found = _passage(passage)
    judging = judging_of(found)
    seen = request.POST.get("versie", "")
    if judging is None or seen != str(judging.version.pk):
        messages.error(request, _("This does not wait any more, or the text was published anew: look again."))
        return redirect("workspace_passage", passage)
    choice = Choice(judging.text, request.POST)
    is_gone = request.POST.get("besluit") == GONE
    if not is_gone and not choice.chosen:
        form = UseForm(version=found.version)
        return _page(request, found, form, choice=choice, status=422)
    try:
        stands = None if is_gone else _span(choice)
        following_texts.judge(found, stands=stands, by=person_of(request), seen=judging.version.pk)
    except NoPassage as refusal:
        messages.error(request, str(refusal))
        return redirect("workspace_passage", passage)
    messages.success(request, _("That is kept, and the lessons that rest on it know."))
    return redirect("workspace_passages")


@for_markers
@require_POST
def removal(request: HttpRequest, passage: int) -> HttpResponse:
    """Take a mark off."""
    found = _passage(passage)
    try:
        marking.unmark(found, by=person_of(request))
    except NoPassage as refusal:
        messages.error(request, str(refusal))
        return redirect("workspace_passage", passage)
    messages.success(request, _("The mark is off."))
    return redirect(_address(found.version))


@for_markers
@require_POST
def coding_removal(request: HttpRequest, passage: int, coding: int) -> HttpResponse:
    """Take a theme off that one gave."""
    found = _passage(passage)
    given = get_object_or_404(found.codings.select_related("passage"), pk=coding)
    try:
        marking.uncode(given, by=person_of(request))
    except NoPassage as refusal:
        messages.error(request, str(refusal))
    if Passage.objects.filter(pk=passage).exists():
        return redirect("workspace_passage", passage)
    return redirect(_address(found.version))


# ---------------------------------------------------------------- shared
def _kept(form: UseForm, user: User, passage: Callable[[], Passage]) -> Passage | None:
    """The passage with what the form says of it, all or nothing; None when that cannot be, as the form says then."""
    said = form.cleaned_data
    try:
        with transaction.atomic():
            made = passage()
            if said["lesson"]:
                weighing.propose(said["lesson"], made, stance=said["stance"], note=said["note"], by=user)
            if said["theme"]:
                weighing.code(made, said["theme"], note=said["theme_note"], by=user)
    except (NoPassage, TransitionNotAllowed) as refusal:
        form.add_error(None, str(refusal))
        return None
    return made


def _page(
    request: HttpRequest, found: Any, form: UseForm, *, status: int, choice: Choice | None = None
) -> HttpResponse:
    judging = judging_of(found)
    is_shown = found.start is not None
    text = reading_text(found.version).text
    context = {
        "passage": found,
        "record": found.version.record,
        "shown": excerpt(text, found.start, found.end) if is_shown else None,
        "judging": judging,
        "leanings": leaning_on_passage(found) if judging else [],
        "choice": choice or (Choice(judging.text, request.GET) if judging else None),
        "places": [excerpt(judging.text, each.start, each.end) for each in choice.found] if choice and judging else [],
        "dropped": Evidence.objects.filter(passage=found, dropped_at__isnull=False).with_titles().order_by("pk"),
        "can_unmark": marking.can_unmark(found, person_of(request)),
        "form": form,
    }
    return render(request, "workspace/passages/passage.html", context, status=status)


def _passage(key: int) -> Any:
    return get_object_or_404(Passage.objects.in_work_list(), pk=key)


def _version(said: str) -> InitiativeVersion:
    """The published version with this key, of a case that is not withdrawn."""
    if not (said.isascii() and said.isdigit() and len(said) < 12):
        raise Http404
    versions = InitiativeVersion.objects.published().filter(record__withdrawn_at=None)
    return get_object_or_404(versions.select_related("record"), pk=int(said))


def _address(version: InitiativeVersion) -> str:
    """Where readers find a version: the case itself for the one they see now."""
    is_current = version.record.published_version_id == version.pk
    return version.record.get_absolute_url() if is_current else version.get_absolute_url()


def _span(choice: Choice) -> tuple[int, int]:
    chosen: Any = choice.chosen
    return chosen.start, chosen.end
