"""Saving a sheet as a whole: what only one of two people changed is merged; of what both changed, a person chooses."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.http import QueryDict

from accounts.models import User
from curation.merging import follow
from curation.workflow import lock
from workspace.parts import Value, canonical, revision
from workspace.records.sheets.sheet import Bound, Sheet
from workspace.saving import NotOpen

MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True)
class Conflict:
    """A part that somebody else changed since this person saw it: both texts, and the revision of theirs."""

    name: str
    mine: Value
    theirs: Value
    now: str


@dataclass
class Attempt:
    """What became of saving: done, or conflicts to choose from, or a form that says what is wrong."""

    version: Any
    values: dict[str, Value]
    bases: dict[str, str]
    conflicts: list[Conflict] = field(default_factory=list)
    is_saved: bool = False


def untouched(sheet: Sheet, version: Any) -> Attempt:
    """What a version says now, of which nothing is sent yet."""
    values = sheet.values_of(version)
    return Attempt(version, values, {name: revision(value) for name, value in values.items()})


@transaction.atomic
def save(sheet: Sheet, record: Any, version: str, data: QueryDict, *, by: User) -> Attempt:
    """Save what the form sends, all of it or nothing; raises NotOpen."""
    lock(record)
    opened = record.versions.open().first()
    if opened is None or str(opened.pk) != version:
        raise NotOpen
    before, given = sheet.values_of(opened), sheet.values_given(data)
    bases = {name: data.get(f"base-{name}", "") for name in sheet.parts}
    merged, conflicts = merge(before, given, bases, data)
    attempt = Attempt(opened, given, bases, conflicts)
    if conflicts:
        return attempt
    attempt.values, attempt.bases = merged, {name: revision(value) for name, value in before.items()}
    bound = sheet.bound(opened, merged)
    if bound.is_valid():
        changed = {name for name, value in merged.items() if canonical(value) != before[name]}
        if changed:
            _write(sheet, bound, changed, by)
        attempt.is_saved = True
    return attempt


def merge(
    before: Mapping[str, Value], given: Mapping[str, Value], bases: Mapping[str, str], data: QueryDict
) -> tuple[dict[str, Value], list[Conflict]]:
    """What only one of two people changed, or both alike; and what both changed, as long as nobody chose.

    `before` is what it says now, `given` what is sent, `bases` the revisions that the sender saw.
    """
    merged: dict[str, Value] = {}
    conflicts = []
    for name, value in given.items():
        now, mine = revision(before[name]), revision(value)
        chosen = data.get(f"choice-{name}") if data.get(f"now-{name}") == now else None
        if bases[name] == now or mine == now or chosen == MINE:
            merged[name] = value
        elif mine == bases[name] or chosen == THEIRS:
            merged[name] = before[name]
        else:
            conflicts.append(Conflict(name, value, before[name], now))
    return merged, conflicts


def _write(sheet: Sheet, bound: Bound, changed: set[str], by: User) -> None:
    version = bound.form.save()
    bound.form.save_rows(changed)
    for name, rows in sheet.lists.items():
        if name in changed:
            getattr(version, rows.related).all().delete()
            bound.lists[name].save()
    version.authors.add(by)
    follow(version)
