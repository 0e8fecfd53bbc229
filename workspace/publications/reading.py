"""An open version of a publication as its public page will show it."""

from typing import Any

from curation.prose import prose_of
from publications.models import PublicationVersion


def reading_context(record: Any, version: PublicationVersion) -> dict[str, Any]:
    """What the public template needs; what only a published one has (a citation, panels, editions) stays out."""
    found = PublicationVersion.objects.with_everything().get(pk=version.pk)
    return {
        "record": record,
        "version": found,
        "current": found,
        "is_current": True,
        "versions": [],
        "panels": [],
        "parts": [],
        "prose": prose_of(found.body),
        "citation": "",
    }
