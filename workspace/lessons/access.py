"""Who works on which lesson, and who sees how it is weighed."""

from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from lessons.models import Lesson
from workspace.access import View

MAY_PROPOSE = "lessons.propose_lesson"
MAY_PUBLISH = "lessons.publish_lesson"


def for_proposers(view: View) -> View:
    """For those who may propose lessons at all: others sign in, or are told that they may not."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(MAY_PROPOSE):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def weighing_page(view: View) -> View:
    """Give a view the lesson at the slug of its address, for pages that say how it is weighed: those of public lessons
    are there for every researcher; others do not exist but for those who work on them."""

    @for_proposers
    @wraps(view)
    def guarded(request: HttpRequest, slug: str, **parts: Any) -> HttpResponse:
        return view(request, _found(Lesson.objects.weighed_by(request.user), slug), **parts)

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


def _found(lessons: QuerySet[Lesson], slug: str) -> Lesson:
    return get_object_or_404(lessons.select_related("published_version", "ground"), slug=slug)
