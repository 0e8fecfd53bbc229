"""Where the review of a case stands, as one person sees it: what can be done, by whom, and what was remarked."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from accounts.models import User
from curation.rich_text import text_of
from initiatives.models import Initiative, InitiativeVersion
from workspace.access import open_version
from workspace.comparing.differences import title_of
from workspace.parts import PARTS
from workspace.records import standing as records
from workspace.review.models import Remark, Review
from workspace.review.quotes import Place, place_of
from workspace.review.workflow import MAY_PUBLISH, why_not

# The parts whose sentences can be remarked on, by the field that has their text.
TEXTS = {
    "title": "title",
    "summary": "summary",
    "bonding": "bonding",
    "bridging": "bridging",
    "linking": "linking",
    "story": "body",
}


def text_of_part(version: InitiativeVersion, part: str) -> str:
    """What a reader sees of a part that has sentences; "" for the others."""
    if part not in TEXTS:
        return ""
    text: str = getattr(version, TEXTS[part])
    return text_of(text) if part == "story" else text.replace("\r\n", "\n")


@dataclass(frozen=True)
class RemarkShown:
    """`place` is where its sentence is now: None when it is gone, or when the remark is about a whole part."""

    remark: Any
    title: str
    place: Place | None

    @property
    def is_orphaned(self) -> bool:
        return bool(self.remark.quote) and self.place is None


class Standing(records.Standing):
    may_publish = MAY_PUBLISH

    def __init__(self, record: Initiative, person: User) -> None:
        super().__init__(record, open_version(record), person)

    @cached_property
    def review(self) -> Review | None:
        return Review.objects.filter(version=self.version).select_related("reviewer", "planned_by").first()

    @cached_property
    def planned(self) -> Review | None:
        """The review with the moment at which the version is published, when there is one."""
        if not self.is_in_review:
            return None
        return Review.objects.planned().filter(version=self.version).select_related("planned_by").first()

    @cached_property
    def obstacles(self) -> list[str]:
        """Why this person cannot publish now."""
        return why_not(self.version, self.person) if self.version else []

    @cached_property
    def remarks(self) -> list[RemarkShown]:
        """What is not resolved, in the order of the entry page."""
        found = Remark.objects.filter(record=self.record).unresolved().with_answers().in_order()
        order = {name: number for number, name in enumerate(["", *PARTS])}
        return sorted(map(self._shown, found), key=lambda each: order.get(each.remark.part, len(order)))

    @cached_property
    def resolved(self) -> list[RemarkShown]:
        found = Remark.objects.filter(record=self.record).exclude(resolved_at=None).with_answers()
        return [self._shown(each) for each in found.order_by("-resolved_at", "-pk")[:50]]

    @property
    def texts(self) -> list[tuple[str, str, str]]:
        """What can be read and remarked on in words: names, titles and texts, in the order of the entry page."""
        if self.version is None:
            return []
        said = [(name, title_of(PARTS[name]), text_of_part(self.version, name)) for name in PARTS if name in TEXTS]
        return [each for each in said if each[2]]

    @property
    def parts(self) -> list[tuple[str, str]]:
        """What can be remarked on: names and titles."""
        return [(part.name, title_of(part)) for part in PARTS.values()]

    def _shown(self, remark: Any) -> RemarkShown:
        title = title_of(PARTS[remark.part]) if remark.part in PARTS else ""
        text = text_of_part(self.version, remark.part) if self.version and remark.quote else ""
        return RemarkShown(remark, title, place_of(remark.quote, remark.start, text))
