"""Where the review of a lesson stands, as one person sees it: what can be done, and why not."""

from functools import cached_property

from django.utils.translation import gettext as _

from accounts.models import User
from curation.leaning import Leaning, leaning_on
from curation.rich_text import text_of
from curation.workflow import needs_second_pair_of_eyes
from lessons.models import Lesson, LessonVersion
from workspace.lessons.access import MAY_PUBLISH, open_version
from workspace.lessons.forms import LABELS
from workspace.personal_data.finding import Found, find

TEXTS = ("title", "statement", "explanation", "limits", "for_policy", "for_professionals", "for_residents", "drawn_by")


class Standing:
    def __init__(self, record: Lesson, person: User) -> None:
        self.record, self.person = record, person
        self.version = open_version(record)

    @property
    def is_editor(self) -> bool:
        return self.person.has_perm(MAY_PUBLISH)

    @property
    def is_draft(self) -> bool:
        return self.version is not None and self.version.status == self.version.Status.DRAFT

    @property
    def is_in_review(self) -> bool:
        return self.version is not None and self.version.status == self.version.Status.IN_REVIEW

    @cached_property
    def obstacles(self) -> list[str]:
        """Why this person cannot publish now."""
        return why_not(self.version, self.person) if self.version else []

    @cached_property
    def leaning(self) -> list[Leaning]:
        """What refers to this lesson."""
        return leaning_on(self.record)

    @cached_property
    def signs(self) -> list[tuple[str, Found]]:
        """What looks like personal data in the open version, with the question it was typed in."""
        if self.version is None:
            return []
        texts = {name: getattr(self.version, name) for name in TEXTS}
        texts["explanation"] = text_of(self.version.explanation)
        return [(str(LABELS[name]), found) for name, text in texts.items() for found in find(text)]

    @property
    def mark(self) -> str:
        """By which a page says which text it showed."""
        return self.version.changed_at.isoformat() if self.version else ""


def why_not(version: LessonVersion, by: User) -> list[str]:
    """Why `by` cannot publish this version now, in sentences; none when they can."""
    if not by.has_perm(MAY_PUBLISH):
        return [_("An editor publishes; you do not need to do anything.")]
    reasons = version.obstacles()
    if version.record.withdrawn_at:
        reasons.append(_("This record is withdrawn; restore it first."))
    if needs_second_pair_of_eyes(version, by):
        reasons.append(_("You alone have written this version: ask a colleague to look at it and publish it."))
    return reasons
