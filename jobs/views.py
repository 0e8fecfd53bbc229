"""Pages on which people watch what they asked for, stop it, and take what came of it."""

from typing import Any, cast
from uuid import UUID

from csp.constants import HEADER as POLICY
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import EmptyPage, Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.models import User
from jobs import workflow
from jobs.ending import tell_that_seen
from jobs.holding import there_is_a_worker
from jobs.models import Job, JobFile
from jobs.reading import rounds_so_far, turn_of

PAGE = 30
NOTHING_RUNS = "default-src 'none'; sandbox"


@login_required
@never_cache
@require_safe
def job_list(request: HttpRequest) -> HttpResponse:
    """What somebody asked for, the newest first; administrators see everybody's, and what the site does by itself."""
    user, number = _user(request), request.GET.get("pagina", "1")
    found = Job.objects.visible_to(user).newest_first()
    try:
        page = Paginator(found, PAGE).page(int(number[:9]) if number.isascii() and number[:9].isdigit() else 1)
    except EmptyPage as error:
        raise Http404 from error
    context: dict[str, Any] = {"page": page, "there_is_a_worker": there_is_a_worker()}
    if user.is_superuser:
        context["rounds"] = rounds_so_far()
    return render(request, "jobs/list.html", context)


@login_required
@never_cache
@vary_on_headers("HX-Request")
@require_safe
def job(request: HttpRequest, job: UUID) -> HttpResponse:
    """How far a job is, and what came of it."""
    found = _found_or_404(request, job)
    if not found.is_open:
        tell_that_seen(found, _user(request))
    context = {
        "job": found,
        "files": found.files.filter(is_given=False).order_by("pk"),
        "turn": turn_of(found),
        "refreshes": found.is_open and "stil" not in request.GET,
        "there_is_a_worker": not found.is_open or there_is_a_worker(),
    }
    if not request.htmx:  # type: ignore[attr-defined]
        return render(request, "jobs/job.html", context)
    response = render(request, "jobs/_progress.html", context)
    if found.state == Job.State.DONE and found.leads_to:
        response.headers["HX-Redirect"] = found.leads_to
    elif not found.is_open:
        response.headers["HX-Refresh"] = "true"
    return response


@login_required
@require_POST
def stopping(request: HttpRequest, job: UUID) -> HttpResponse:
    """Stop a job."""
    found = _found_or_404(request, job)
    if found.is_open:
        workflow.stop(found)
        messages.success(request, _("“%(title)s” is stopped.") % {"title": found.title})
    return redirect(found)


@login_required
@never_cache
@require_safe
def file(request: HttpRequest, job: UUID, file: int, name: str) -> FileResponse:
    """What came of a job, to be kept by the browser and not to be opened by it."""
    found = get_object_or_404(JobFile, job=_found_or_404(request, job), pk=file, is_given=False)
    if name != found.name:  # whatever an address may say, which is more than the database can be asked
        raise Http404
    try:
        content = found.file.open()
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(content, content_type=found.content_type, as_attachment=True, filename=found.name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers[POLICY] = NOTHING_RUNS
    return response


def _found_or_404(request: HttpRequest, key: UUID) -> Job:
    found: Job = get_object_or_404(Job.objects.visible_to(_user(request)).select_related("task", "person"), pk=key)
    return found


def _user(request: HttpRequest) -> User:
    return cast("User", request.user)
