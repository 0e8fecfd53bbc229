"""Writing many changes at once: the same rows, numbers and traces as one by one through the workflow."""

import copy
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import Max, OuterRef, Subquery
from django.utils import timezone

from curation.models import Status, StatusChange
from initiatives.exchange.fields import FIELDS
from initiatives.exchange.planning import Change, Manner
from initiatives.exchange.references import References
from initiatives.exchange.version_rows import ROW_FIELDS, copy_rows, delete_rows, write_rows
from initiatives.models import Initiative, InitiativeVersion

_COLUMNS = tuple(field.name for field in FIELDS if field.name not in ROW_FIELDS and field.name != "slug")


@dataclass
class Saved:
    """A change with the version that it makes or edits; `copied_from` is the version it continues."""

    change: Change
    version: InitiativeVersion
    copied_from: InitiativeVersion | None = None

    @property
    def is_new_version(self) -> bool:
        return self.change.known is None or self.change.known.open_version is None


class Saver:
    """Writes the changes of one file; `reason` stands in the trace of each case."""

    def __init__(self, manner: Manner, references: References, reason: str) -> None:
        self._manner = manner
        self._references = references
        self._reason = reason
        self._now = timezone.now()
        self._record_type = ContentType.objects.get_for_model(Initiative)

    def save(self, changes: Sequence[Change]) -> tuple[list[int], list[int]]:
        """Write these changes; returns the keys of the cases that were made, and of all that were written."""
        self._references.save()
        made = self._make_records([change for change in changes if change.known is None])
        saved = [self._saved(change, made) for change in changes]
        if self._manner.publish:
            self._number(saved)
        self._write_versions(saved)
        self._write_rows(saved)
        self._write_people(saved, made)
        if self._manner.publish:
            self._show(saved)
        self._leave_traces(saved)
        return [record.pk for record in made.values()], [each.version.record_id for each in saved]

    def _make_records(self, changes: Sequence[Change]) -> dict[int, Initiative]:
        """The new cases by the line that asks for them."""
        records = [Initiative(slug=change.values["slug"], created_at=self._now) for change in changes]
        return dict(zip((change.line for change in changes), Initiative.objects.bulk_create(records), strict=True))

    def _saved(self, change: Change, made: dict[int, Initiative]) -> Saved:
        known = change.known
        if known and known.open_version:
            saved = Saved(change, known.open_version)
        elif known and known.published:
            saved = Saved(change, _fresh_copy(known.published), known.published)
        else:
            record = known.record if known else made[change.line]
            saved = Saved(change, InitiativeVersion(record=record))
        self._fill(saved.version, change)
        if saved.is_new_version:
            saved.version.created_at = self._now
        return saved

    def _fill(self, version: InitiativeVersion, change: Change) -> None:
        values = change.values
        for name in change.differing.intersection(_COLUMNS):
            if name == "municipality":
                version.municipality_id = values[name] or None
            elif name == "phase":
                version.phase_id = self._references.vocabulary["phase"].key_or_none(values[name])
            elif name in {"uncertain", "not_found"}:
                setattr(version, name, list(values[name]))
            else:
                setattr(version, name, values[name])

    def _number(self, saved: Sequence[Saved]) -> None:
        known = [each.version.record_id for each in saved if each.change.known]
        rows = InitiativeVersion.objects.filter(record__in=known).values_list("record").annotate(Max("number"))
        last = dict(rows) if known else {}
        for each in saved:
            version = each.version
            version.status, version.published_at = Status.PUBLISHED, self._now
            version.number = (last.get(version.record_id) or 0) + 1

    def _write_versions(self, saved: Sequence[Saved]) -> None:
        InitiativeVersion.objects.bulk_create([each.version for each in saved if each.is_new_version])
        for each in saved:
            if not each.is_new_version:
                columns = [name for name in _COLUMNS if name in each.change.differing]
                each.version.save(update_fields=[*columns, "status", "number", "published_at", "changed_at"])

    def _write_rows(self, saved: Sequence[Saved]) -> None:
        """Write the rows of fields that differ; a new version gets copies of all others, in the format or not."""
        for name in ROW_FIELDS:
            differing = [each for each in saved if name in each.change.differing]
            delete_rows(name, [each.version for each in differing if not each.is_new_version])
            write_rows(name, [(each.version, each.change.values[name]) for each in differing], self._references)
        copies = [(each.copied_from, each.version, each.change.differing) for each in saved if each.copied_from]
        copy_rows(copies)

    def _write_people(self, saved: Sequence[Saved], made: dict[int, Initiative]) -> None:
        by = self._manner.by
        if by is None:
            return
        authorship, ownership = InitiativeVersion.authors.through, Initiative.owners.through
        authorship.objects.bulk_create(
            [authorship(initiativeversion=each.version, user=by) for each in saved], ignore_conflicts=True
        )
        ownership.objects.bulk_create([ownership(initiative=record, user=by) for record in made.values()])

    def _show(self, saved: Iterable[Saved]) -> None:
        newest = (
            InitiativeVersion.objects.published().filter(record=OuterRef("pk")).order_by("-number").values("pk")[:1]
        )
        keys = [each.version.record_id for each in saved]
        Initiative.objects.filter(pk__in=keys).update(published_version=Subquery(newest))

    def _leave_traces(self, saved: Iterable[Saved]) -> None:
        StatusChange.objects.bulk_create(
            StatusChange(
                record_type=self._record_type,
                record_id=each.version.record_id,
                version_number=each.version.number,
                action=self._action(each),
                reason=self._reason,
                by=self._manner.by,
                at=self._now,
            )
            for each in saved
        )

    def _action(self, saved: Saved) -> str:
        if self._manner.publish:
            return "publish"
        return "draft" if saved.is_new_version else "import"


def _fresh_copy(version: InitiativeVersion) -> InitiativeVersion:
    """An unsaved draft that says what `version` says."""
    draft = copy.copy(version)
    draft._state = copy.copy(version._state)
    draft._state.adding, draft._state.fields_cache = True, {}
    draft.pk = None
    draft.status, draft.number = Status.DRAFT, None
    draft.submitted_at = draft.published_at = None
    return draft
