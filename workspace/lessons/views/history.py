"""What became of a lesson: its moments, what differs between two of them, going back to one, beginning a revision."""

from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from curation.actions import name_of
from curation.models import OPEN, StatusChange
from lessons import workflow
from lessons.models import Lesson, LessonVersion
from workspace.comparing.versions import comparable, usual_pair
from workspace.lessons.access import lesson_page, open_version
from workspace.lessons.comparing import differences
from workspace.lessons.moments import bring_back
from workspace.lessons.views.taking_steps import person_of, taken
from workspace.records.desks import LESSONS
from workspace.records.versions import shown_version

MOST = 100


@lesson_page
@require_safe
def history(request: HttpRequest, record: Lesson) -> HttpResponse:
    """The moments that were kept, those published and submitted among them, and what happened."""
    versions = LessonVersion.objects.filter(record=record).exclude(status__in=OPEN).select_related("kept_by")
    context = {
        "desk": LESSONS,
        "record": record,
        "shown": open_version(record) or shown_version(record),
        "moments": versions.annotate(at=Coalesce("published_at", "changed_at")).order_by("-at", "-pk"),
        "changes": [(change, name_of(change)) for change in StatusChange.objects.of(record).newest_first()[:MOST]],
    }
    return render(request, "workspace/records/history.html", context)


@lesson_page
@require_safe
def difference(request: HttpRequest, record: Lesson) -> HttpResponse:
    """All that differs between two versions: `van` and `naar`; without them, from what is published to the draft."""
    choices = comparable(record)
    usual = usual_pair(record, choices)
    names = [request.GET.get(name) or usually for name, usually in zip(("van", "naar"), usual, strict=True)]
    if not all(name in choices for name in names):
        raise Http404
    old, new = (choices[name] for name in names)
    context = {
        "desk": LESSONS,
        "record": record,
        "shown": new.version or old.version,
        "choices": choices.values(),
        "old": old,
        "new": new,
        "sections": differences(old, new),
    }
    return render(request, "workspace/records/difference.html", context)


@lesson_page
@require_POST
def bringing_back(request: HttpRequest, record: Lesson, version: int) -> HttpResponse:
    kept = get_object_or_404(LessonVersion.objects.filter(record=record).exclude(status__in=OPEN), pk=version)
    if taken(request, lambda: bring_back(record, kept, by=person_of(request))):
        return redirect("workspace_lesson", record.slug)
    return redirect("workspace_lesson_history", record.slug)


@lesson_page
@require_POST
def revision(request: HttpRequest, record: Lesson) -> HttpResponse:
    """Begin a revision of what is published."""
    taken(request, lambda: workflow.open_draft(record, by=person_of(request)))
    return redirect("workspace_lesson", record.slug)
