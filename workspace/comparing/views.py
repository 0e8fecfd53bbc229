"""The page on which two versions of a case are compared."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from initiatives.models import Initiative, InitiativeAttachment, InitiativePicture
from workspace.access import case_page, open_version
from workspace.comparing.differences import differences
from workspace.comparing.versions import Comparable
from workspace.records.desks import CASES
from workspace.records.pages import compared


@case_page
@require_safe
def difference(request: HttpRequest, record: Initiative) -> HttpResponse:
    """All that differs between two versions: `van` and `naar`; without them, from what is published to the draft."""
    context = compared(CASES, record, request.GET)
    context |= {"version": open_version(record), "sections": sections_that_differ(context["old"], context["new"])}
    return render(request, "workspace/records/difference.html", context)


def sections_that_differ(old: Comparable, new: Comparable) -> list[Any]:
    """What `differences` gives of two versions; empty when both are nothing."""
    if new.version is None and old.version is None:
        return []
    known = (new if new.version else old).values({})
    left = known if old.version and not new.version else old.values(known)
    right = known if new.version else new.values(known)
    return differences(left, right, _held(old, new))


def _held(*sides: Comparable) -> dict[str, dict[str, Any]]:
    """The pictures and files of both sides, by their key as text."""
    versions = [side.version.pk for side in sides if side.version]
    pictures = InitiativePicture.objects.filter(version__in=versions).select_related("picture")
    files = InitiativeAttachment.objects.filter(version__in=versions).select_related("file")
    return {
        "pictures": {str(row.picture_id): row.picture for row in pictures},
        "attachments": {str(row.file_id): row.file for row in files},
    }
