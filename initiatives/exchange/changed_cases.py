"""Writing changes to cases that are there already: the same rows, numbers and traces as through the workflow."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Max, Model

from curation import leaning
from curation.among import among
from curation.copying import copy_in, draw_keys
from curation.leaning import Event
from curation.models import Status, StatusChange
from initiatives import projection
from initiatives.exchange.planning import Change, KnownCase, Manner
from initiatives.exchange.references import References
from initiatives.exchange.version_rows import (
    ROW_FIELDS,
    blank_row,
    copy_rows,
    delete_rows,
    version_columns,
    write_rows,
)
from initiatives.models import Initiative, InitiativeVersion

Row = dict[str, Any]
"""A row of a table by its columns. Instances of models would cost as much as writing them."""


@dataclass
class Saved:
    """A change with the version that it makes or edits: by key, and as a row.

    The row of a version that is there already holds what changes; `copied_from` is what a new version continues.
    """

    change: Change
    known: KnownCase
    version: int
    row: Row
    copied_from: int | None = None

    @property
    def record(self) -> int:
        return self.known.key

    @property
    def is_new_version(self) -> bool:
        return self.known.open_version is None


class ChangedCases:
    """Writes changes to known cases; `reason` stands in the trace of each."""

    def __init__(self, manner: Manner, references: References, reason: str, now: datetime) -> None:
        self._manner = manner
        self._references = references
        self._reason = reason
        self._now = now
        self._record_type = ContentType.objects.get_for_model(Initiative)
        self._blank_version = blank_row(InitiativeVersion)

    def save(self, changes: Sequence[tuple[Change, KnownCase]]) -> None:
        saved = self._with_keys(changes)
        self._fill(saved)
        if self._manner.publish:
            self._publish(saved)
        self._write_versions(saved)
        self._write_rows(saved)
        self._write_authors(saved)
        self._leave_traces(saved)
        if self._manner.publish:
            projection.project(each.record for each in saved)
            leaning.tell(Initiative, [each.record for each in saved], Event.PUBLISHED)

    def _with_keys(self, changes: Sequence[tuple[Change, KnownCase]]) -> list[Saved]:
        """The changes with the keys that their versions have or will have."""
        versions = iter(draw_keys(InitiativeVersion, sum(known.open_version is None for _change, known in changes)))
        return [
            Saved(
                change,
                known,
                version=known.open_version or next(versions),
                row={},
                copied_from=None if known.open_version else known.published,
            )
            for change, known in changes
        ]

    def _fill(self, saved: Sequence[Saved]) -> None:
        continued = InitiativeVersion.objects.filter(among("pk", {each.copied_from for each in saved} - {None}))
        rows = {row["id"]: row for row in continued.values(*self._blank_version)}
        fresh = {"record_id": 0, "status": Status.DRAFT, "number": None, "submitted_at": None, "published_at": None}
        fresh["words_removed_at"] = None
        for each in saved:
            if each.is_new_version:
                each.row = (rows[each.copied_from] if each.copied_from else self._blank_version) | fresh
                each.row |= {"id": each.version, "record_id": each.record, "created_at": self._now}
            each.row |= version_columns(each.change, self._references)
            each.row["changed_at"] = self._now

    def _publish(self, saved: Sequence[Saved]) -> None:
        """Number the versions, as curation.workflow.publish does; the cases point at them when they are written."""
        numbers = InitiativeVersion.objects.filter(among("record_id", [each.record for each in saved]))
        last = dict(numbers.values_list("record").annotate(Max("number")))
        for each in saved:
            number = (last.get(each.record) or 0) + 1
            each.row |= {"status": Status.PUBLISHED, "number": number, "published_at": self._now}

    def _write_versions(self, saved: Sequence[Saved]) -> None:
        _copy_in(InitiativeVersion, [each.row for each in saved if each.is_new_version])
        for each in saved:
            if not each.is_new_version:
                InitiativeVersion.objects.filter(pk=each.version).update(**each.row)
        if self._manner.publish:
            _show([each.record for each in saved], [each.version for each in saved])

    def _write_rows(self, saved: Sequence[Saved]) -> None:
        """Write the rows of fields that differ; a new version gets copies of all others, in the format or not."""
        for name in ROW_FIELDS:
            differing = [each for each in saved if name in each.change.differing]
            delete_rows(name, [each.version for each in differing if not each.is_new_version])
            write_rows(name, [(each.version, each.change.values[name]) for each in differing], self._references)
        copies = [(each.copied_from, each.version, each.change.differing) for each in saved if each.copied_from]
        if copies:
            copy_rows(copies)

    def _write_authors(self, saved: Sequence[Saved]) -> None:
        if self._manner.by:
            authorship = InitiativeVersion.authors.through
            authorship.objects.bulk_create(
                [authorship(initiativeversion_id=each.version, user=self._manner.by) for each in saved],
                ignore_conflicts=True,
            )

    def _leave_traces(self, saved: Iterable[Saved]) -> None:
        by = self._manner.by.pk if self._manner.by else None
        columns = ("record_type_id", "record_id", "version_number", "action", "reason", "by_id", "at")
        rest = (self._reason, by, self._now)
        rows = [
            (self._record_type.pk, each.record, each.row.get("number"), self._action(each), *rest) for each in saved
        ]
        copy_in(StatusChange, columns, rows)

    def _action(self, saved: Saved) -> str:
        if self._manner.publish:
            return "publish"
        return "draft" if saved.is_new_version else "import"


def _copy_in(model: type[Model], rows: Sequence[Row]) -> None:
    if rows:
        values_of = itemgetter(*rows[0])
        copy_in(model, list(rows[0]), [values_of(row) for row in rows])


def _show(records: list[int], versions: list[int]) -> None:
    """Let each of these cases show the version beside it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE initiatives_initiative SET published_version_id = given.version"
            " FROM unnest(%s::bigint[], %s::bigint[]) AS given (record, version) WHERE id = given.record",
            [records, versions],
        )
