"""Going back to a moment of a record that was kept or published."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from curation.workflow import TransitionNotAllowed, copy_version, leave_trace, lock, set_aside


@transaction.atomic
def bring_back(record: Any, kept: Any, *, by: User) -> Any:
    """A draft that says what `kept` says; what an open draft says is kept first, so that this can be undone.

    Raises TransitionNotAllowed while a version is in review.
    """
    lock(record)
    opened = record.versions.open().first()
    if opened and opened.status != opened.Status.DRAFT:
        raise TransitionNotAllowed(_("This is in review: ask for it back first."))
    authors: list[Any] = [by]
    if opened:
        set_aside(opened, label=_("Before going back to an earlier moment"), by=by)
        authors += opened.authors.all()
    draft = copy_version(kept)
    draft.authors.set(authors)
    leave_trace(record, "bring_back", by=by, reason=kept.kept_as or str(kept))
    return draft
