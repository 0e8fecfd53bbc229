"""The start of the workspace, its list of cases, and how a case begins."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import EmptyPage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from workspace.access import for_researchers
from workspace.beginning import begin_case, begin_from_word
from workspace.forms import NewCaseForm, WordForm
from workspace.lists import CaseList, counts_by_state
from workspace.steps import person_of
from workspace.waiting.groups import done_by_others, groups_for
from workspace.word import NotWord, read_word


@login_required
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Where somebody who signed in starts: their cases by state, what waits for them, what others did."""
    user = person_of(request)
    context = {
        "may_work": user.has_perm("initiatives.change_initiative"),
        "counts": counts_by_state(user),
        "waiting": groups_for(user),
        "done": done_by_others(user),
    }
    return render(request, "workspace/start.html", context)


@for_researchers
@require_safe
def case_list(request: HttpRequest) -> HttpResponse:
    cases = CaseList(person_of(request), request.GET)
    try:
        page = cases.page
    except EmptyPage as error:
        raise Http404 from error
    return render(request, "workspace/cases.html", {"cases": cases, "page": page})


@for_researchers
@require_http_methods(["GET", "HEAD", "POST"])
def new_from_word(request: HttpRequest) -> HttpResponse:
    """A case from a Word file: a draft with its story, and its pictures."""
    user = person_of(request)
    form = WordForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        said = form.cleaned_data
        try:
            found = read_word(said.pop("file"), by=user)
        except NotWord as refusal:
            form.add_error("file", str(refusal))
        else:
            version = begin_from_word(found, **said, by=user)
            for reason in found.refused:
                messages.warning(request, _("A picture stayed behind: %(reason)s") % {"reason": reason})
            return redirect("workspace_case", version.record.slug)
    return render(request, "workspace/new_from_word.html", {"form": form}, status=422 if form.is_bound else 200)


@for_researchers
@require_http_methods(["GET", "HEAD", "POST"])
def new_case(request: HttpRequest) -> HttpResponse:
    form = NewCaseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        version = begin_case(**form.cleaned_data, by=person_of(request))
        return redirect("workspace_case", version.record.slug)
    return render(request, "workspace/new_case.html", {"form": form}, status=422 if form.is_bound else 200)
