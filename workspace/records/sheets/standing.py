"""Where the review of a record stands, as one person sees it: what can be done, and why not."""

from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from curation.leaning import Leaning, leaning_on
from curation.rich_text import text_of
from curation.workflow import needs_second_pair_of_eyes
from workspace.personal_data.finding import Found, find
from workspace.records.sheets.desk import SheetDesk


class Standing:
    def __init__(self, desk: SheetDesk, record: Any, person: User) -> None:
        self.desk, self.record, self.person = desk, record, person
        self.version = desk.open_version(record)

    @property
    def is_editor(self) -> bool:
        return self.person.has_perm(self.desk.may_publish)

    @property
    def is_draft(self) -> bool:
        return self.version is not None and self.version.status == self.version.Status.DRAFT

    @property
    def is_in_review(self) -> bool:
        return self.version is not None and self.version.status == self.version.Status.IN_REVIEW

    @cached_property
    def obstacles(self) -> list[str]:
        """Why this person cannot publish now, in sentences; none when they can."""
        if self.version is None:
            return []
        if not self.is_editor:
            return [_("An editor publishes; you do not need to do anything.")]
        reasons = list(map(str, self.version.obstacles()))
        if self.record.withdrawn_at:
            reasons.append(_("This record is withdrawn; restore it first."))
        if needs_second_pair_of_eyes(self.version, self.person):
            reasons.append(_("You alone have written this version: ask a colleague to look at it and publish it."))
        return reasons

    @cached_property
    def leaning(self) -> list[Leaning]:
        """What refers to this record."""
        return leaning_on(self.record)

    @cached_property
    def signs(self) -> list[tuple[str, Found]]:
        """What looks like personal data in the open version, with the question it was typed in."""
        if self.version is None:
            return []
        sheet = self.desk.sheet
        texts = {name: getattr(self.version, name) for name in self.desk.texts}
        texts[sheet.marked] = text_of(texts[sheet.marked])
        return [(sheet.title_of(name), found) for name, text in texts.items() for found in find(text)]

    @property
    def mark(self) -> str:
        """By which a page says which text it showed."""
        return self.version.changed_at.isoformat() if self.version else ""
