"""The changes a record goes through, whatever it records: draft → in review → published → withdrawn.

Each function locks the record, moves it, and leaves a trace, all or nothing. `by=None` is the site itself, loading the
catalogue that it ships with. Rooms that stand on this spine wrap these functions to keep their own projections right.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar, cast

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from curation import publishing
from curation.models import (
    EditorialPolicy,
    FormerSlug,
    Record,
    RecordVersion,
    Status,
    StatusChange,
    owner_field,
)

AnyRecord = TypeVar("AnyRecord", bound=Record)
AnyVersion = TypeVar("AnyVersion", bound=RecordVersion)


class TransitionNotAllowed(Exception):
    """The record is not in a state from which this move can be made; the message says why, for people."""


class SecondPairOfEyesNeeded(TransitionNotAllowed):
    """The one who publishes is the only one who wrote it."""


def lock(record: AnyRecord) -> AnyRecord:
    """The record as it is now, locked until the transaction ends; what refers to it can be added meanwhile."""
    locked: Any = type(record)._default_manager.select_for_update(of=("self",), no_key=True).get(pk=record.pk)
    return cast("AnyRecord", locked)


def leave_trace(
    record: Record,
    action: str,
    *,
    by: User | None,
    version: RecordVersion | None = None,
    reason: str = "",
    whom: User | None = None,
) -> StatusChange:
    return StatusChange.objects.create(
        record_type=ContentType.objects.get_for_model(record),
        record_id=record.pk,
        version_number=version.number if version else None,
        action=action,
        by=by,
        reason=reason,
        whom=whom,
    )


@transaction.atomic
def open_draft(record: Record, *, by: User | None) -> RecordVersion:
    """A draft copied from what is published, for `by` to work on.

    Raises TransitionNotAllowed when there is an open version already.
    """
    record = lock(record)
    if record.versions.open().exists():  # type: ignore[attr-defined]
        raise TransitionNotAllowed(_("There is an open version already."))
    if record.published_version is None:  # type: ignore[attr-defined]
        raise TransitionNotAllowed(_("Nothing of it is published yet: go on from a moment of its history."))
    draft = copy_version(record.published_version)  # type: ignore[attr-defined]
    if by:
        draft.authors.set([by])
    leave_trace(record, "draft", by=by)
    return draft


@transaction.atomic
def submit(version: RecordVersion, *, by: User | None) -> None:
    """Offer a draft for review."""
    version = _move(version, frm=Status.DRAFT, to=Status.IN_REVIEW)
    version.submitted_at = timezone.now()
    _save(version, "status", "submitted_at", "changed_at")
    leave_trace(version.record, "submit", by=by, version=version)  # type: ignore[attr-defined]


@transaction.atomic
def ask_for_changes(version: RecordVersion, *, by: User | None, reason: str) -> None:
    """Give a version in review back to its authors, with what should change."""
    version = _move(version, frm=Status.IN_REVIEW, to=Status.DRAFT)
    _save(version, "status", "changed_at")
    leave_trace(version.record, "ask_for_changes", by=by, version=version, reason=reason)  # type: ignore[attr-defined]


@transaction.atomic(savepoint=False)
def publish(version: AnyVersion, *, by: User | None, is_operator: bool = False) -> AnyVersion:
    """Freeze and number an open version and show it to everybody. Its record is the locked one then.

    It is a part of what a room does when it publishes: with an exception, that does not happen either.
    `is_operator`: the one at the server's own command line, who answers for the second pair of eyes.
    Raises SecondPairOfEyesNeeded, or TransitionNotAllowed when the version is published already, misses something that
    a published one needs, or belongs to a withdrawn record.
    """
    record = _lock_record_of(version)
    version = _fresh(version)
    if not version.is_open:
        raise TransitionNotAllowed(_("This version is published already."))
    if record.withdrawn_at:
        raise TransitionNotAllowed(_("This record is withdrawn; restore it first."))
    if obstacles := version.obstacles():
        raise TransitionNotAllowed(" ".join(obstacles))
    if by and not is_operator and needs_second_pair_of_eyes(version, by):
        raise SecondPairOfEyesNeeded(
            _("You alone have written this version: ask a colleague to look at it and publish it.")
        )
    version.status, version.published_at = Status.PUBLISHED, timezone.now()
    with _refused_in_words(version):
        version.number = publishing.write(version, record, by=by)
    version.record, record.published_version = record, version  # type: ignore[attr-defined]
    return version


@transaction.atomic
def withdraw(record: AnyRecord, *, by: User | None, reason: str) -> AnyRecord:
    """Take a published record from the public site; its address then says so, with the reason."""
    record = lock(record)
    if not record.is_public:
        raise TransitionNotAllowed(_("Only what is published can be withdrawn."))
    if not reason.strip():
        raise TransitionNotAllowed(_("Say why it is withdrawn."))
    record.withdrawn_at, record.withdrawal_reason = timezone.now(), reason.strip()
    record.save(update_fields=["withdrawn_at", "withdrawal_reason"])
    leave_trace(record, "withdraw", by=by, reason=reason)
    return record


@transaction.atomic
def restore(record: AnyRecord, *, by: User | None) -> AnyRecord:
    """Show a withdrawn record again."""
    record = lock(record)
    if not record.withdrawn_at:
        raise TransitionNotAllowed(_("This record is not withdrawn."))
    record.withdrawn_at, record.withdrawal_reason = None, ""
    record.save(update_fields=["withdrawn_at", "withdrawal_reason"])
    leave_trace(record, "restore", by=by)
    return record


@transaction.atomic
def change_slug(record: AnyRecord, slug: str, *, by: User | None) -> AnyRecord:
    """Give a record another address; the old one redirects."""
    record = lock(record)
    if record.slug == slug:
        return record
    record_type = ContentType.objects.get_for_model(record)
    FormerSlug.objects.filter(record_type=record_type, slug=slug).delete()
    FormerSlug.objects.update_or_create(record_type=record_type, slug=record.slug, defaults={"record_id": record.pk})
    old, record.slug = record.slug, slug
    record.save(update_fields=["slug"])
    leave_trace(record, "change_slug", by=by, reason=f"{old} → {slug}")
    return record


@transaction.atomic
def keep_moment(version: AnyVersion, *, label: str, by: User | None) -> AnyVersion:
    """A copy of an open version as it is now, under a name; it never changes and readers never see it.

    Raises TransitionNotAllowed when the version is not open (any more).
    """
    record: Any = lock(version.record)  # type: ignore[attr-defined]
    version = _fresh(version)
    if not version.is_open:
        raise TransitionNotAllowed(_("This version is published already."))
    kept = copy_version(version, status=Status.KEPT, kept_as=label.strip()[:200], kept_by=by)
    kept.authors.set(version.authors.all())
    if label:  # the step that keeps a moment without a name leaves a trace of its own
        leave_trace(record, "keep", by=by, reason=kept.kept_as)
    return kept


@transaction.atomic
def set_aside(version: RecordVersion, *, label: str, by: User | None) -> None:
    """Let an open version itself become a kept moment, so that another can be opened in its place."""
    lock(version.record)  # type: ignore[attr-defined]
    version.status, version.kept_as, version.kept_by = Status.KEPT, label[:200], by
    _save(version, "status", "kept_as", "kept_by", "changed_at")


def copy_version(version: AnyVersion, **said: Any) -> AnyVersion:
    """A new draft that says the same, with copies of the rows and labels that belong to the version, in their order.

    `said`: what the copy says instead.
    """
    fresh = {"id", "status", "number", "created_at", "changed_at", "submitted_at", "published_at"}
    fresh |= {"kept_as", "kept_by", "words_removed_at"}
    values = {
        field.attname: getattr(version, field.attname)
        for field in version._meta.concrete_fields
        if field.name not in fresh
    }
    draft = cast("AnyVersion", type(version)._default_manager.create(**values | said))
    for rows in version.rows_that_belong():
        copies = list(rows.order_by("pk"))
        for row in copies:
            row.pk = None
            setattr(row, owner_field(rows.model, type(version)), draft)
        rows.model._default_manager.bulk_create(copies)
    return draft


def _fresh(version: AnyVersion) -> AnyVersion:
    """The version as it is now; its record is locked, so it stays so."""
    return cast("AnyVersion", type(version)._default_manager.get(pk=version.pk))


def _lock_record_of(version: Any) -> Any:
    """The record of a version as `lock` gives it, without looking at it before."""
    records: Any = type(version)._meta.get_field("record").related_model
    return lock(records(pk=version.record_id))


def _move(version: AnyVersion, *, frm: Status, to: Status) -> AnyVersion:
    _lock_record_of(version)
    version = _fresh(version)
    if version.status != frm:
        raise TransitionNotAllowed(_("This version is not “%(state)s” (any more).") % {"state": Status(frm).label})
    version.status = to
    return version


def _save(version: RecordVersion, *fields: str) -> None:
    with _refused_in_words(version):
        version.save(update_fields=fields)


@contextmanager
def _refused_in_words(version: RecordVersion) -> Iterator[None]:
    """When the database refuses a new state, say in words what is missing; nothing else can be asked of it then."""
    try:
        yield
    except IntegrityError as refusal:
        name = getattr(getattr(refusal.__cause__, "diag", None), "constraint_name", None)
        for constraint in version._meta.constraints:
            if constraint.name == name:
                raise TransitionNotAllowed(str(constraint.get_violation_error_message())) from refusal
        raise


def needs_second_pair_of_eyes(version: RecordVersion, by: User) -> bool:
    """Whether `by` is the only author, and the house rules ask for somebody else to publish."""
    policy = EditorialPolicy.objects.filter(pk=1).first()
    if policy and not policy.second_pair_of_eyes:
        return False
    return list(version.authors.values_list("pk", flat=True)) == [by.pk]
