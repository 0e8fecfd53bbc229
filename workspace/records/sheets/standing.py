"""Where the review of a record on a sheet stands: also what leans on it, and what looks like personal data."""

from functools import cached_property
from typing import Any

from accounts.models import User
from curation.leaning import Leaning, leaning_on
from curation.rich_text import text_of
from workspace.personal_data.finding import Found, find
from workspace.records.sheets.desk import SheetDesk
from workspace.records.standing import Standing


class SheetStanding(Standing):
    def __init__(self, desk: SheetDesk, record: Any, person: User) -> None:
        super().__init__(record, desk.open_version(record), person)
        self.desk, self.may_publish = desk, desk.may_publish

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
