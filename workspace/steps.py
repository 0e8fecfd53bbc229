"""What the pages of the workspace share: whose request it is, and a step that may be refused."""

from collections.abc import Callable
from typing import cast

from django.contrib import messages
from django.http import HttpRequest

from accounts.models import User
from curation.workflow import TransitionNotAllowed


def person_of(request: HttpRequest) -> User:
    return cast("User", request.user)


def taken(request: HttpRequest, step: Callable[[], object]) -> bool:
    """Whether the step was taken; if not, a message says why."""
    try:
        step()
    except TransitionNotAllowed as refusal:
        messages.error(request, str(refusal))
        return False
    return True
