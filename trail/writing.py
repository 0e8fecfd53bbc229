"""Writing in the trail."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from trail.models import Entry


def note(
    action: str, *, by: Model | None, about: Model | None = None, whom: Model | None = None, **details: Any
) -> None:
    """Write down that `by` (nobody: the site itself) did `action`, to a record or to another person.

    Call it in the transaction of what is noted. `details` hold fixed words and numbers, never what people wrote.
    """
    Entry.objects.create(
        action=action,
        by=by.pk if by else None,
        whom=whom.pk if whom else None,
        record_type=ContentType.objects.get_for_model(about) if about else None,
        record_id=about.pk if about else None,
        details=details,
    )
