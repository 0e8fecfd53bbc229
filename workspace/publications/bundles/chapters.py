"""The chapters of a bundle as the page shows them on which it is composed."""

from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects
from django.urls import reverse

from initiatives.models import Initiative
from publications.bundles.composing import name_of
from publications.bundles.editions import record_of, rows_of
from publications.models import PublicationVersion


@dataclass(frozen=True)
class Chapter:
    """`held` is the number of the version in the edition that readers have, and `now` that of the version that an
    edition of today would hold; each is None when there is none."""

    record: Any
    held: int | None
    now: int | None

    @property
    def name(self) -> str:
        return name_of(self.record)

    @property
    def title(self) -> str:
        version = self.record.published_version
        return version.title if version else self.record.slug

    @property
    def language(self) -> str:
        version = self.record.published_version
        return version.language if version else ""

    @property
    def is_lesson(self) -> bool:
        return not isinstance(self.record, Initiative)

    @property
    def is_left_out(self) -> bool:
        """Not public: an edition of today would be without it."""
        return self.now is None

    @property
    def has_moved_on(self) -> bool:
        return self.held is not None and self.now is not None and self.held != self.now

    @property
    def difference(self) -> str:
        """Where one reads what differs between the version held and that of now; for those who may."""
        page = "workspace_lesson_difference" if self.is_lesson else "workspace_difference"
        return f"{reverse(page, args=[self.record.slug])}?van=v{self.held}&naar=v{self.now}"


def chapters_of(version: PublicationVersion) -> list[Chapter]:
    """The chapters in their order, in a fixed number of queries."""
    rows = rows_of(version)
    records = [record_of(row) for row in rows]
    for model in {type(record) for record in records}:
        prefetch_related_objects([each for each in records if type(each) is model], "published_version")
    return [
        Chapter(
            record,
            row.held,
            record.published_version.number if record.is_public else None,
        )
        for row, record in zip(rows, records, strict=True)
    ]


def in_words(version: PublicationVersion) -> str:
    """The chapters as lines, by which two versions of a bundle are compared."""
    return "\n".join(chapter.title for chapter in chapters_of(version))
