"""What a signed-in reader keeps: the start, what they follow, and their feed."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.language import language_of
from accounts.models import User
from notices.kinds import Strand
from notices.models import Notice
from notices.reading import told
from notices.workflow import rhythm_of
from shelf import workflow
from shelf.feeds import feed_of
from shelf.models import Collection, Follow, PersonalFeed
from shelf.secret_addresses import nonce_in, token_of
from shelf.targets import TooLong, followed, target_in

NEWEST = 10
FEED = "feed"


@login_required
@require_safe
def shelf(request: HttpRequest) -> HttpResponse:
    """What is new, and what one keeps."""
    user = user_of(request)
    context = {
        "news": told(Notice.objects.of(user).about(Strand.FOLLOWING).newest_first()[:NEWEST]),
        "collections": Collection.objects.of(user).with_number().newest_first()[:NEWEST],
        "followed": followed(Follow.objects.of(user).newest_first()),
    }
    return render(request, "shelf/start.html", context)


@login_required
@require_safe
def follow_list(request: HttpRequest) -> HttpResponse:
    """All that one follows, how often one hears of it, and the address of one's feed."""
    user = user_of(request)
    feed = PersonalFeed.objects.filter(person=user).first()
    context = {
        "followed": followed(Follow.objects.of(user).newest_first()),
        "rhythm": rhythm_of(user, Strand.FOLLOWING).label,
        "feed_token": token_of(feed.nonce, FEED) if feed else "",
    }
    return render(request, "shelf/following.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def follow_new(request: HttpRequest) -> HttpResponse:
    """Follow what the address names; a form of one button, since a link changes nothing."""
    user = user_of(request)
    try:
        target = target_in(request.GET)
    except TooLong:
        messages.error(request, _("This search is too long to be kept; choose fewer filters."))
        return render(request, "shelf/follow.html", {"target": None}, status=422)
    if target is None:
        raise Http404
    status = 200
    if request.method == "POST":
        try:
            workflow.follow(user, target, name=request.POST.get("name", "").replace("\0", ""))
        except workflow.TooMany as error:
            messages.error(request, str(error))
            status = 422
        else:
            messages.success(request, _("You follow this now."))
            return redirect("follow_list")
    context = {"target": target, "follow": workflow.following(user, target)}
    return render(request, "shelf/follow.html", context, status=status)


@login_required
@require_POST
def follow_end(request: HttpRequest, follow: int) -> HttpResponse:
    workflow.cease(get_object_or_404(Follow.objects.of(user_of(request)), pk=follow))
    messages.success(request, _("You do not follow this any more."))
    return redirect("follow_list")


@login_required
@require_POST
def feed_address(request: HttpRequest) -> HttpResponse:
    """Give one's feed a new address, or none (`step` is `close`)."""
    if request.POST.get("step") == "close":
        workflow.close_feed(user_of(request))
        messages.success(request, _("Your feed is closed."))
    else:
        workflow.open_feed(user_of(request))
        messages.success(request, _("Your feed has a new address."))
    return redirect("follow_list")


@never_cache
@require_safe
def personal_feed(_request: HttpRequest, token: str) -> HttpResponse:
    """The feed of whoever gave this address; programs that read it do not sign in."""
    nonce = nonce_in(token, FEED)
    feed = get_object_or_404(PersonalFeed.objects.filter(person__is_active=True).select_related("person"), nonce=nonce)
    with translation.override(language_of(feed.person)):
        body = feed_of(feed.person)
    headers = {"X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer"}
    return HttpResponse(body, content_type="application/atom+xml; charset=utf-8", headers=headers)


def user_of(request: HttpRequest) -> User:
    return cast("User", request.user)
