"""What is done with several cases of the list at once."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.models import User
from accounts.roles import Role
from initiatives.models import Initiative
from workspace.access import for_researchers
from workspace.managing import workflow
from workspace.review.workflow import MAY_PUBLISH
from workspace.steps import person_of

MOST = 200


@for_researchers
@require_POST
def several_cases(request: HttpRequest) -> HttpResponse:
    """Assign the chosen cases (`case`, slugs) to a researcher (`person`), remind those who work on them, or lay
    their drafts aside (`step`)."""
    user = person_of(request)
    if not user.has_perm(MAY_PUBLISH):
        raise PermissionDenied
    chosen = Initiative.objects.editable_by(user).filter(slug__in=request.POST.getlist("case")[:MOST]).order_by("pk")
    if not chosen:
        messages.error(request, _("Choose one case at least."))
    elif request.POST.get("step") == "remind":
        number = workflow.remind(chosen, by=user)
        text = ngettext("People are reminded of %(number)s case.", "People are reminded of %(number)s cases.", number)
        messages.success(request, text % {"number": number})
    elif request.POST.get("step") == "lay_aside":
        number = workflow.lay_aside(chosen, by=user)
        text = ngettext(
            "%(number)s draft is laid aside: its history leads back to it.",
            "%(number)s drafts are laid aside: their history leads back to them.",
            number,
        )
        messages.success(request, text % {"number": number})
    elif (person := _researcher(request.POST.get("person", ""))) is None:
        messages.error(request, _("Choose a researcher."))
    else:
        number = workflow.assign(chosen, to=person, by=user)
        text = ngettext(
            "%(name)s now works on %(number)s case more.", "%(name)s now works on %(number)s cases more.", number
        )
        messages.success(request, text % {"name": person, "number": number})
    return redirect(_way_back(request))


def _researcher(key: str) -> User | None:
    people = User.objects.filter(role=Role.RESEARCHER, is_active=True)
    return people.filter(pk=int(key[:18])).first() if key.isascii() and key.isdigit() else None


def _way_back(request: HttpRequest) -> str:
    """The list as it was."""
    query = request.POST.get("back", "")
    return f"{reverse('workspace_cases')}{'?' if query else ''}{query}"
