"""An open version of a publication as its public page will show it."""

from typing import Any

from django.http import QueryDict
from django.urls import reverse

from curation.prose import prose_of
from publications.infographics.page import infographic_context
from publications.models import Kind, PublicationVersion
from publications.recordings.page import Addresses, recording_context


def reading_context(record: Any, version: PublicationVersion) -> dict[str, Any]:
    """What the public template needs; what only a published one has (a citation, panels, editions) stays out."""
    found = PublicationVersion.objects.with_everything().get(pk=version.pk)
    board = infographic_context(found) if found.kind == Kind.INFOGRAPHIC else {}
    return {
        "base": "publications/infographic.html" if board else "publications/detail.html",
        "record": record,
        "version": found,
        "current": found,
        "is_current": True,
        "versions": [],
        "panels": [],
        "parts": [],
        "prose": prose_of(found.body),
        "citation": "",
        **board,
        **recording_context(found, QueryDict(), _addresses(record)),
    }


def _addresses(record: Any) -> Addresses:
    """Where a recording is looked at before it is published."""
    where = [record.slug]
    page = reverse("workspace_work_readers_view", args=where)
    return Addresses(page, captions=reverse("workspace_work_captions", args=where))
