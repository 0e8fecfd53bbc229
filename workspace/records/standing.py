"""Where the review of a record stands, as one person sees it: what can be done, and why not."""

from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from curation.workflow import needs_second_pair_of_eyes


class Standing:
    """Of a kind of record that those publish who hold `may_publish`. `version` is the open one, if there is any."""

    may_publish: str

    def __init__(self, record: Any, version: Any, person: User) -> None:
        self.record, self.version, self.person = record, version, person

    @property
    def is_editor(self) -> bool:
        return self.person.has_perm(self.may_publish)

    @property
    def is_draft(self) -> bool:
        return self.version is not None and self.version.status == self.version.Status.DRAFT

    @property
    def is_in_review(self) -> bool:
        return self.version is not None and self.version.status == self.version.Status.IN_REVIEW

    @cached_property
    def obstacles(self) -> list[str]:
        """Why this person cannot publish now, in sentences; none when they can."""
        return why_not(self.version, self.person, self.may_publish) if self.version else []

    @property
    def mark(self) -> str:
        """By which a page says which text it showed."""
        return self.version.changed_at.isoformat() if self.version else ""


def why_not(version: Any, by: User, may_publish: str) -> list[str]:
    """Why `by` cannot publish this version now, in sentences; none when they can."""
    if not by.has_perm(may_publish):
        return [_("An editor publishes; you do not need to do anything.")]
    reasons = list(map(str, version.obstacles()))
    if version.record.withdrawn_at:
        reasons.append(_("This record is withdrawn; restore it first."))
    if needs_second_pair_of_eyes(version, by):
        reasons.append(_("You alone have written this version: ask a colleague to look at it and publish it."))
    return reasons
