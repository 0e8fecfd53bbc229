"""One's messages, and how one wants to hear of them by mail."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import EmptyPage, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import mail
from accounts.models import User
from notices import workflow
from notices.forms import RhythmForm
from notices.kinds import Strand
from notices.models import Notice, Rhythm
from notices.reading import told
from notices.unsubscribing import read

PAGE = 20


@login_required
@require_safe
def notice_list(request: HttpRequest) -> HttpResponse:
    """Messages, the newest first, read ones too."""
    number = request.GET.get("pagina", "1")
    found = Notice.objects.of(_user(request)).newest_first().select_related("by")
    try:
        page: Any = Paginator(found, PAGE).page(int(number[:9]) if number.isascii() and number[:9].isdigit() else 1)
    except EmptyPage as error:
        raise Http404 from error
    return render(request, "notices/list.html", {"page": page, "several": told(page.object_list)})


@login_required
@require_POST
def all_read(request: HttpRequest) -> HttpResponse:
    workflow.mark_read(_user(request))
    return redirect("notice_list")


@login_required
@require_POST
def opening(request: HttpRequest, notice: int) -> HttpResponse:
    """Mark a message as read, and go to what it is about."""
    found = get_object_or_404(Notice.objects.of(_user(request)), pk=notice)
    workflow.mark_read(_user(request), found.pk)
    (each,) = told([found])
    return redirect(each.address or "notice_list")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def choice(request: HttpRequest) -> HttpResponse:
    """How often messages come by mail."""
    user = _user(request)
    initial = {"rhythm": workflow.rhythm_of(user), "following": workflow.rhythm_of(user, Strand.FOLLOWING)}
    form = RhythmForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        workflow.choose(user, Rhythm(form.cleaned_data["rhythm"]))
        if form.cleaned_data["following"]:
            workflow.choose(user, Rhythm(form.cleaned_data["following"]), Strand.FOLLOWING)
        messages.success(request, _("Your choice is kept."))
        return redirect("notice_choice")
    context = {"form": form, "mail_folder": mail.folder() if user.is_superuser else None}
    return render(request, "notices/choice.html", context, status=422 if form.is_bound else 200)


# A mail program sends this by itself, from anywhere and without a session; the address itself says that it may.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribing(request: HttpRequest, token: str) -> HttpResponse:
    """Stop mail of one strand without signing in: by one press on this page, or on the button of a mail program."""
    found = read(token)
    if found is None:
        raise Http404
    person, strand = found
    if request.method == "POST":
        workflow.choose(person, Rhythm.NEVER, strand)
    context = {"strand": strand, "is_stopped": workflow.rhythm_of(person, strand) == Rhythm.NEVER}
    return render(request, "notices/unsubscribing.html", context)


def _user(request: HttpRequest) -> User:
    return cast("User", request.user)
