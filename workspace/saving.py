"""Saving parts of an open version one by one: what nobody else changed is written, and nothing typed is lost."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.db.models import TextChoices
from django.utils import timezone

from accounts.models import User
from curation.merging import follow
from curation.workflow import lock
from initiatives.models import Initiative, InitiativeVersion
from workspace.models import PartChange, Presence, Typing
from workspace.parts import PARTS, Part, Value, canonical, revision, values_of
from workspace.writing import Invalid, write


class State(TextChoices):
    SAVED = "saved"
    TYPED = "typed"  # kept as it was typed: no value yet, or a name that is not finished
    CONFLICT = "conflict"  # somebody else changed this part since: both are kept, a person chooses


class NotOpen(Exception):
    """The version is not open any more: it was published, or there is a newer draft."""


@dataclass(frozen=True)
class Given:
    """What a person sends of one part: the value, the revision they saw, and whether they are done typing it."""

    value: Value
    base: str
    is_settled: bool = True


@dataclass(frozen=True)
class Outcome:
    """What became of one part; `revision` is that of what the version says now."""

    part: Part
    state: State
    revision: str = ""
    refusal: Invalid | None = None
    is_as_typed: bool = True


@transaction.atomic
def save(record: Initiative, version: int, given: Mapping[str, Given], *, by: User) -> list[Outcome]:
    """Save what is given of each part, by its name; raises NotOpen.

    A part that somebody else changed since is not written, unless both say the same; nor is what is not valid. Both are
    kept as they were typed, for the one who typed them.
    """
    lock(record)
    opened = InitiativeVersion.objects.open().filter(pk=version, record=record).first()
    if opened is None:
        raise NotOpen
    before = values_of(opened)
    outcomes = _write_all(opened.pk, given, before)
    if written := [each.part.name for each in outcomes if _is_written(each, given, before)]:
        _note_changes(opened, written, by)
    _keep_typing(opened.pk, given, outcomes, by)
    after = values_of(InitiativeVersion.objects.get(pk=opened.pk)) if written else before
    return [_told(each, given[each.part.name], after[each.part.name]) for each in outcomes]


def _write_all(version: int, given: Mapping[str, Given], before: Mapping[str, Value]) -> list[Outcome]:
    """Write part by part. Once more for what was refused: it may have waited for another (an end for its start)."""
    outcomes = {name: _write_one(version, PARTS[name], given[name], before[name]) for name in given}
    refused = [name for name, outcome in outcomes.items() if outcome.refusal]
    if len(given) > 1:
        outcomes |= {name: _write_one(version, PARTS[name], given[name], before[name]) for name in refused}
    return list(outcomes.values())


def _write_one(version: int, part: Part, given: Given, before: Value) -> Outcome:
    if canonical(given.value) == before:
        return Outcome(part, State.SAVED)
    if given.base != revision(before):
        return Outcome(part, State.CONFLICT)
    if part.makes_new and not given.is_settled:
        return Outcome(part, State.TYPED)
    try:
        write(part, version, given.value)
    except Invalid as refusal:
        return Outcome(part, State.TYPED, refusal=refusal)
    return Outcome(part, State.SAVED)


def _is_written(outcome: Outcome, given: Mapping[str, Given], before: Mapping[str, Value]) -> bool:
    name = outcome.part.name
    return outcome.state == State.SAVED and canonical(given[name].value) != before[name]


def _note_changes(version: InitiativeVersion, parts: Iterable[str], by: User) -> None:
    now = timezone.now()
    PartChange.objects.bulk_create(
        [PartChange(version=version, part=name, by=by, at=now) for name in parts],
        update_conflicts=True,
        unique_fields=["version", "part"],
        update_fields=["by", "at"],
    )
    version.authors.add(by)
    InitiativeVersion.objects.filter(pk=version.pk).update(changed_at=now)
    follow(version)


def _keep_typing(version: int, given: Mapping[str, Given], outcomes: list[Outcome], by: User) -> None:
    saved = [each.part.name for each in outcomes if each.state == State.SAVED]
    Typing.objects.filter(version=version, person=by, part__in=saved).delete()
    now = timezone.now()
    kept = [
        Typing(version_id=version, person=by, part=name, value=given[name].value, base=given[name].base, at=now)
        for name in (each.part.name for each in outcomes if each.state != State.SAVED)
    ]
    Typing.objects.bulk_create(
        kept, update_conflicts=True, unique_fields=["version", "person", "part"], update_fields=["value", "base", "at"]
    )


def _told(outcome: Outcome, given: Given, after: Value) -> Outcome:
    return replace(outcome, revision=revision(after), is_as_typed=canonical(given.value) == after)


@transaction.atomic
def forget_typing(record: Initiative, version: int, part: str, *, by: User) -> None:
    """Let go of what `by` typed in a part: what the version says is chosen instead."""
    lock(record)
    Typing.objects.filter(version=version, version__record=record, person=by, part=part).delete()


def say_present(version: int, person: User) -> list[Any]:
    """Note that `person` has the page of this version open; returns who else has."""
    Presence.objects.update_or_create(version_id=version, person=person, defaults={"seen_at": timezone.now()})
    return others_here(version, person)


def others_here(version: int, person: User) -> list[Any]:
    """Who else has the page of this version open."""
    return [presence.person for presence in Presence.objects.here(version, besides=person)]
