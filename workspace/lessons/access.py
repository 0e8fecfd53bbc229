"""Who works on which lesson, and who sees how it is weighed."""

from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from lessons.models import Lesson
from workspace.access import View, for_those_who_may

MAY_PROPOSE = "lessons.propose_lesson"
MAY_PUBLISH = "lessons.publish_lesson"


def for_proposers(view: View) -> View:
    """For those who may propose lessons at all."""
    return for_those_who_may(MAY_PROPOSE, view)


def weighing_page(view: View) -> View:
    """Give a view the lesson at the slug of its address, for pages that say how it is weighed: those of public lessons
    are there for every researcher; others do not exist but for those who work on them."""

    @for_proposers
    @wraps(view)
    def guarded(request: HttpRequest, slug: str, **parts: Any) -> HttpResponse:
        lessons = Lesson.objects.weighed_by(request.user).select_related("published_version", "ground")
        return view(request, get_object_or_404(lessons, slug=slug), **parts)

    return guarded


def editors_step(permission: str) -> Any:
    """A step on a lesson that only who holds `permission` takes."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, record: Lesson, **parts: Any) -> HttpResponse:
            if not request.user.has_perm(permission):
                raise PermissionDenied
            return view(request, record, **parts)

        return guarded

    return decorate
