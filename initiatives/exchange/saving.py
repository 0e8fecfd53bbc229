"""Writing many changes at once: the same rows, numbers and traces as one by one through the workflow."""

import copy
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import Max, Model
from django.utils import timezone

from curation.models import Status, StatusChange
from initiatives.exchange.cleaning import printable
from initiatives.exchange.copying import copy_in, draw_keys
from initiatives.exchange.fields import FIELDS
from initiatives.exchange.planning import Change, Manner
from initiatives.exchange.references import References
from initiatives.exchange.version_rows import ROW_FIELDS, copy_rows, delete_rows, write_rows
from initiatives.models import Initiative, InitiativeVersion

_COLUMNS = frozenset(field.name for field in FIELDS if field.name not in ROW_FIELDS and field.name != "slug")


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
        self._reason = printable(reason)
        self._now = timezone.now()
        self._record_type = ContentType.objects.get_for_model(Initiative)

    def save(self, changes: Sequence[Change]) -> tuple[list[int], list[int]]:
        """Write these changes; returns the keys of the cases that were made, and of all that were written."""
        self._leave_traces_of_terms(self._references.save())
        made = self._new_records([change for change in changes if change.known is None])
        saved = [self._saved(change, made) for change in changes]
        self._give_keys(saved)
        if self._manner.publish:
            self._publish(saved, made)
        _copy_in(Initiative, made.values())
        self._write_versions(saved)
        self._write_rows(saved)
        self._write_people(saved, made)
        self._leave_traces(saved)
        return [record.pk for record in made.values()], [each.version.record_id for each in saved]

    def _new_records(self, changes: Sequence[Change]) -> dict[int, Initiative]:
        """The new cases by the line that asks for them, with the keys they will have."""
        keys = draw_keys(Initiative, len(changes))
        return {
            change.line: Initiative(pk=key, slug=change.values["slug"], created_at=self._now)
            for change, key in zip(changes, keys, strict=True)
        }

    def _saved(self, change: Change, made: dict[int, Initiative]) -> Saved:
        known = change.known
        if known and known.open_version:
            saved = Saved(change, known.open_version)
        elif known and known.published:
            saved = Saved(change, _fresh_copy(known.published), known.published)
        else:
            saved = Saved(change, InitiativeVersion(record=known.record if known else made[change.line]))
        self._fill(saved.version, change)
        if saved.is_new_version:
            saved.version.created_at = self._now
        saved.version.changed_at = self._now
        return saved

    def _fill(self, version: InitiativeVersion, change: Change) -> None:
        for name in change.differing & _COLUMNS:
            value = change.values[name]
            if name == "municipality":
                version.municipality_id = value or None
            elif name == "phase":
                version.phase_id = self._references.vocabulary["phase"].key_or_none(value)
            else:
                setattr(version, name, list(value) if name in {"uncertain", "not_found"} else value)

    def _give_keys(self, saved: Sequence[Saved]) -> None:
        versions = [each.version for each in saved if each.is_new_version]
        for version, key in zip(versions, draw_keys(InitiativeVersion, len(versions)), strict=True):
            version.pk = key

    def _publish(self, saved: Sequence[Saved], made: dict[int, Initiative]) -> None:
        """Number the versions and let the cases point at them, as curation.workflow.publish does."""
        known = [each.version.record_id for each in saved if each.change.known]
        numbers = InitiativeVersion.objects.filter(record__in=known).values_list("record").annotate(Max("number"))
        last = dict(numbers) if known else {}
        for each in saved:
            version = each.version
            version.status, version.published_at = Status.PUBLISHED, self._now
            version.number = (last.get(version.record_id) or 0) + 1
            record = each.change.known.record if each.change.known else made[each.change.line]
            record.published_version_id = version.pk

    def _write_versions(self, saved: Sequence[Saved]) -> None:
        _copy_in(InitiativeVersion, [each.version for each in saved if each.is_new_version])
        for each in saved:
            if not each.is_new_version:
                columns = [*(each.change.differing & _COLUMNS), "status", "number", "published_at", "changed_at"]
                each.version.save(update_fields=columns)
            if each.change.known and self._manner.publish:
                each.change.known.record.save(update_fields=["published_version"])

    def _write_rows(self, saved: Sequence[Saved]) -> None:
        """Write the rows of fields that differ; a new version gets copies of all others, in the format or not."""
        for name in ROW_FIELDS:
            differing = [each for each in saved if name in each.change.differing]
            delete_rows(name, [each.version.pk for each in differing if not each.is_new_version])
            write_rows(name, [(each.version.pk, each.change.values[name]) for each in differing], self._references)
        copies = [(each.copied_from.pk, each.version.pk, each.change.differing) for each in saved if each.copied_from]
        if copies:
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

    def _leave_traces(self, saved: Iterable[Saved]) -> None:
        by = self._manner.by.pk if self._manner.by else None
        columns = ("record_type_id", "record_id", "version_number", "action", "reason", "by_id", "at")
        rest = (self._reason, by, self._now)
        rows = (
            (self._record_type.pk, each.version.record_id, each.version.number, self._action(each), *rest)
            for each in saved
        )
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


def _copy_in(model: type[Model], instances: Iterable[Model]) -> None:
    columns = [field.attname for field in model._meta.concrete_fields]
    rows = [[getattr(instance, column) for column in columns] for instance in instances]
    if rows:
        copy_in(model, columns, rows)


def _fresh_copy(version: InitiativeVersion) -> InitiativeVersion:
    """A draft that says what `version` says, not written yet."""
    draft = copy.copy(version)
    draft._state = copy.copy(version._state)
    draft._state.adding, draft._state.fields_cache = True, {}
    draft.status, draft.number = Status.DRAFT, None
    draft.submitted_at = draft.published_at = None
    return draft
