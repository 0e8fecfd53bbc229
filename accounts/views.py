"""One's own account: the start of it, sessions, personal data, closing it; and invitations, sent and accepted."""

from typing import Any, cast

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import EmailAddress, Login
from allauth.decorators import rate_limit
from allauth.mfa.adapter import get_adapter as second_factor_adapter
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import mail, organisation, personal, second_factor, sessions, workflow
from accounts.forms import AcceptanceForm, AccountForm, InvitationForm
from accounts.language import remember
from accounts.models import Invitation, User
from accounts.roles import Role
from trail.writing import note

may_invite = permission_required("accounts.add_invitation", raise_exception=True)
show_or_send = require_http_methods(["GET", "HEAD", "POST"])


class UserHttpRequest(HttpRequest):
    user: User


@login_required
@show_or_send
def home(request: UserHttpRequest) -> HttpResponse:
    """What one has and may change: name, language, address, password, second step, sessions."""
    form = AccountForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        response = redirect("account_home")
        remember(response, request.user.language)
        with override(request.user.language):
            messages.success(request, _("Your choices are kept."))
        return response
    context = {
        "form": form,
        "waiting_address": EmailAddress.objects.filter(user=request.user, verified=False).first(),
        "has_second_factor": second_factor.has_one(request.user),
        "due_at": second_factor.due_at(request.user),
        "session_count": len(sessions.open_sessions(request)),
        "organisations": [
            organisation.name_of(each.provider)
            for each in SocialAccount.objects.filter(user=request.user).order_by("pk")
        ],
    }
    return render(request, "account/home.html", context)


class PasskeyRemoval(RemoveWebAuthnView):
    """Removes a passkey, unless it is the last second step of somebody who must have one."""

    def form_valid(self, form: Any) -> HttpResponse:
        if second_factor_adapter().can_delete_authenticator(self.object):
            return cast("HttpResponse", super().form_valid(form))
        messages.error(self.request, _("Your role needs a second step: add another one first."))
        return redirect("mfa_index")


@login_required
@require_safe
def session_list(request: UserHttpRequest) -> HttpResponse:
    return render(request, "account/sessions.html", {"sessions": sessions.open_sessions(request)})


@login_required
@require_POST
def session_end(request: UserHttpRequest, number: int) -> HttpResponse:
    """End one session; ending this very one is signing out."""
    if sessions.end(request, number):
        messages.success(request, _("That session is ended."))
    return redirect("session_list")


@login_required
@require_POST
def other_sessions_end(request: UserHttpRequest) -> HttpResponse:
    workflow.end_sessions(request.user, but=request.session.session_key)
    messages.success(request, _("You are signed out everywhere else."))
    return redirect("session_list")


@login_required
@require_safe
@reauthentication_required
@never_cache
def personal_data(request: UserHttpRequest) -> HttpResponse:
    """All that is kept about the person, as a file."""
    answer = JsonResponse(
        personal.everything_about(request.user), json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    note("download_personal_data", by=request.user)
    answer["Content-Disposition"] = 'attachment; filename="mijn-gegevens.json"'
    return answer


@login_required
@show_or_send
@reauthentication_required
def erasure(request: UserHttpRequest) -> HttpResponse:
    """Close one's account for good; the work stays, without a name."""
    if request.method != "POST":
        return render(request, "account/erasure.html")
    try:
        workflow.erase(request.user)
    except workflow.LastAdministrator:
        messages.error(request, _("You are the last administrator: make somebody else one first."))
        return redirect("account_home")
    logout(request)
    messages.success(request, _("Your account is closed. What you made stays, without your name."))
    return redirect("home")


@login_required
@may_invite
@show_or_send
def invitation_list(request: UserHttpRequest) -> HttpResponse:
    """Open invitations, and a form for a new one."""
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            invitation, secret = workflow.invite(
                form.cleaned_data["email"], role=Role(form.cleaned_data["role"]), by=request.user
            )
        except workflow.HasAccount:
            form.add_error("email", _("This address has an account already; give it another role under “People”."))
        else:
            _send(request, invitation, secret)
            return redirect("invitation_list")
    context = {
        "form": form,
        "invitations": Invitation.objects.open().with_inviter().newest_first(),
        "mail_folder": mail.folder(),
        "mail_trouble": mail.trouble(),
        "days": settings.INVITATION_DAYS,
    }
    return render(request, "account/invitations.html", context)


@login_required
@may_invite
@require_POST
def invitation_renewal(request: UserHttpRequest, number: int) -> HttpResponse:
    invitation = get_object_or_404(Invitation.objects.open(), pk=number)
    _send(request, invitation, workflow.renew(invitation, by=request.user))
    return redirect("invitation_list")


@login_required
@may_invite
@require_POST
def invitation_revocation(request: UserHttpRequest, number: int) -> HttpResponse:
    invitation = get_object_or_404(Invitation.objects.open(), pk=number)
    workflow.revoke(invitation, by=request.user)
    messages.success(request, _("The invitation of %(email)s is revoked.") % {"email": invitation.email})
    return redirect("invitation_list")


@never_cache
@show_or_send
@rate_limit(action="signup")
@sensitive_post_parameters("password")
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """The link in the mail: say who you are and how you will sign in, and you are in."""
    found = workflow.invitation_of(secret)
    if found is None or workflow.verified_account(found.email):
        return render(request, "account/invitation_closed.html", status=410)
    if request.user.is_authenticated:
        return render(request, "account/invitation_for_another.html", {"invitation": found})
    with_passkey = request.POST.get("way") == "passkey"
    form = AcceptanceForm(request.POST or None, email=found.email, with_passkey=with_passkey)
    if request.method != "POST" or not form.is_valid():
        return render(request, "account/invitation.html", {"invitation": found, "form": form})
    try:
        person = workflow.accept(found, name=form.cleaned_data["name"], password=form.cleaned_data["password"])
    except (workflow.InvitationClosed, workflow.HasAccount):
        return render(request, "account/invitation_closed.html", status=410)
    record_authentication(request, person, "invitation")
    onward = reverse("mfa_add_webauthn") if with_passkey else ""
    return cast("HttpResponse", perform_login(request, Login(user=person, redirect_url=onward or None)))


def _send(request: UserHttpRequest, invitation: Invitation, secret: str) -> None:
    """Mail the link, and say how that went; without mail the administrator gets the link to pass on."""
    link = f"{settings.SITE_URL}{reverse('invitation', args=[secret])}"
    if mail.folder() is None and mail.send_invitation(invitation, link):
        messages.success(request, _("%(email)s is invited.") % {"email": invitation.email})
        return
    mail.send_invitation(invitation, link)
    text = _("%(email)s is invited, but gets no mail. Pass this link on yourself: %(link)s")
    messages.warning(request, text % {"email": invitation.email, "link": link})
