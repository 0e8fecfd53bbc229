"""Writing many changes at once: the same rows, numbers and traces as one by one through the workflow."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Max, Model
from django.utils import timezone

from curation.copying import ForeignKeys, copy_in, draw_keys
from curation.models import Status, StatusChange
from initiatives.exchange.among import among
from initiatives.exchange.cleaning import printable
from initiatives.exchange.fields import FIELDS
from initiatives.exchange.planning import Change, Manner
from initiatives.exchange.references import References
from initiatives.exchange.version_rows import ROW_FIELDS, copy_rows, delete_rows, write_rows
from initiatives.models import Actor, CatalogueEntry, Initiative, InitiativeVersion

Row = dict[str, Any]
"""A row of a table by its columns. Instances of models would cost as much as writing them."""

_COLUMNS = frozenset(field.name for field in FIELDS if field.name not in ROW_FIELDS and field.name != "slug")


@dataclass
class Saved:
    """A change with the case that it is about, and the version that it makes or edits: by key, and as a row.

    The row of a version that is there already holds what changes; `copied_from` is what a new version continues.
    """

    change: Change
    record: int
    version: int
    row: Row
    copied_from: int | None = None

    @property
    def is_new_version(self) -> bool:
        return self.change.known is None or self.change.known.open_version is None


class Saver:
    """Writes the changes of one file; `reason` stands in the trace of each case."""

    def __init__(self, manner: Manner, references: References, reason: str) -> None:
        self._manner = manner
        self._references = references
        self._reason = printable(reason)
        self._now = timezone.now()
        self._record_type = ContentType.objects.get_for_model(Initiative)
        self._foreign_keys = ForeignKeys(_written_tables())
        self._blank_record = _blank(Initiative) | {"created_at": self._now}
        self._blank_version = _blank(InitiativeVersion)

    def save(self, changes: Sequence[Change]) -> tuple[list[int], list[int]]:
        """Write these changes; returns the keys of the cases that were made, and of all that were written."""
        self._leave_traces_of_terms(self._references.save())
        saved = self._with_keys(changes)
        made = [each for each in saved if each.change.known is None]
        self._fill(saved)
        if self._manner.publish:
            self._publish(saved)
        self._write_records(made)
        self._write_versions(saved)
        self._write_rows(saved)
        self._write_people(saved, made)
        self._leave_traces(saved)
        self._foreign_keys.check()
        return [each.record for each in made], [each.record for each in saved]

    def _with_keys(self, changes: Sequence[Change]) -> list[Saved]:
        """The changes with the keys that their cases and versions have or will have."""
        records = iter(draw_keys(Initiative, sum(change.known is None for change in changes)))
        new = [change.known is None or change.known.open_version is None for change in changes]
        versions = iter(draw_keys(InitiativeVersion, sum(new)))
        return [
            Saved(
                change,
                record=known.key if (known := change.known) else next(records),
                version=(known and known.open_version) or next(versions),
                row={},
                copied_from=known.published if known and not known.open_version else None,
            )
            for change in changes
        ]

    def _fill(self, saved: Sequence[Saved]) -> None:
        continued = InitiativeVersion.objects.filter(among("pk", {each.copied_from for each in saved} - {None}))
        rows = {row["id"]: row for row in continued.values(*self._blank_version)}
        fresh = {"record_id": 0, "status": Status.DRAFT, "number": None, "submitted_at": None, "published_at": None}
        for each in saved:
            if each.is_new_version:
                each.row = (rows[each.copied_from] if each.copied_from else self._blank_version) | fresh
                each.row |= {"id": each.version, "record_id": each.record, "created_at": self._now}
            each.row |= self._columns(each.change)
            each.row["changed_at"] = self._now

    def _columns(self, change: Change) -> Row:
        row = {name: change.values[name] for name in change.differing & _COLUMNS}
        if "municipality" in row:
            row["municipality_id"] = row.pop("municipality") or None
        if "phase" in row:
            row["phase_id"] = self._references.vocabulary["phase"].key_or_none(row.pop("phase"))
        return row | {name: list(row[name]) for name in ("uncertain", "not_found") if name in row}

    def _publish(self, saved: Sequence[Saved]) -> None:
        """Number the versions, as curation.workflow.publish does; the cases point at them when they are written."""
        known = [each.record for each in saved if each.change.known]
        numbers = InitiativeVersion.objects.filter(among("record_id", known)).values_list("record")
        last = dict(numbers.annotate(Max("number"))) if known else {}
        for each in saved:
            number = (last.get(each.record) or 0) + 1
            each.row |= {"status": Status.PUBLISHED, "number": number, "published_at": self._now}

    def _write_records(self, made: Sequence[Saved]) -> None:
        shown = self._manner.publish
        rows = [
            self._blank_record
            | {
                "id": each.record,
                "slug": each.change.values["slug"],
                "published_version_id": each.version if shown else None,
            }
            for each in made
        ]
        _copy_in(Initiative, rows)

    def _write_versions(self, saved: Sequence[Saved]) -> None:
        _copy_in(InitiativeVersion, [each.row for each in saved if each.is_new_version])
        for each in saved:
            if not each.is_new_version:
                InitiativeVersion.objects.filter(pk=each.version).update(**each.row)
        known = [each for each in saved if each.change.known]
        if known and self._manner.publish:
            _show([each.record for each in known], [each.version for each in known])

    def _write_rows(self, saved: Sequence[Saved]) -> None:
        """Write the rows of fields that differ; a new version gets copies of all others, in the format or not."""
        for name in ROW_FIELDS:
            differing = [each for each in saved if name in each.change.differing]
            delete_rows(name, [each.version for each in differing if not each.is_new_version])
            write_rows(name, [(each.version, each.change.values[name]) for each in differing], self._references)
        copies = [(each.copied_from, each.version, each.change.differing) for each in saved if each.copied_from]
        if copies:
            copy_rows(copies)

    def _write_people(self, saved: Sequence[Saved], made: Sequence[Saved]) -> None:
        by = self._manner.by
        if by is None:
            return
        authorship, ownership = InitiativeVersion.authors.through, Initiative.owners.through
        authorship.objects.bulk_create(
            [authorship(initiativeversion_id=each.version, user=by) for each in saved], ignore_conflicts=True
        )
        ownership.objects.bulk_create([ownership(initiative_id=each.record, user=by) for each in made])

    def _leave_traces(self, saved: Iterable[Saved]) -> None:
        by = self._manner.by.pk if self._manner.by else None
        columns = ("record_type_id", "record_id", "version_number", "action", "reason", "by_id", "at")
        rest = (self._reason, by, self._now)
        rows = [
            (self._record_type.pk, each.record, each.row.get("number"), self._action(each), *rest) for each in saved
        ]
        copy_in(StatusChange, columns, rows)

    def _leave_traces_of_terms(self, terms: Iterable[Model]) -> None:
        StatusChange.objects.bulk_create(
            StatusChange(
                record_type=ContentType.objects.get_for_model(term),
                record_id=term.pk,
                action="add_term",
                reason=str(term),
                by=self._manner.by,
                at=self._now,
            )
            for term in terms
        )

    def _action(self, saved: Saved) -> str:
        if self._manner.publish:
            return "publish"
        return "draft" if saved.is_new_version else "import"


def _written_tables() -> list[type[Any]]:
    people = [InitiativeVersion.authors.through, Initiative.owners.through]
    rows = [model for model, _columns in ROW_FIELDS.values()]
    return [Initiative, InitiativeVersion, Actor, StatusChange, CatalogueEntry, *people, *rows]


def _blank(model: type[Model]) -> Row:
    """What a row holds when nothing is said of it."""
    return {field.attname: field.get_default() for field in model._meta.concrete_fields}


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
