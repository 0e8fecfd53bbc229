"""Saving a lesson as a whole: what only one of two people changed is merged; of what both changed, a person chooses."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.http import QueryDict

from accounts.models import User
from curation.merging import follow
from curation.workflow import lock
from lessons.models import Lesson, LessonVersion
from workspace.lessons.parts import PARTS, SOURCES, bound, values_given, values_of
from workspace.parts import Value, canonical, revision
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

    version: LessonVersion
    values: dict[str, Value]
    bases: dict[str, str]
    conflicts: list[Conflict] = field(default_factory=list)
    form: Any = None
    rows: Any = None
    is_saved: bool = False


@transaction.atomic
def save(record: Lesson, version: str, data: QueryDict, *, by: User) -> Attempt:
    """Save what the form sends, all of it or nothing; raises NotOpen."""
    lock(record)
    opened = LessonVersion.objects.open().filter(record=record).first()
    if opened is None or str(opened.pk) != version:
        raise NotOpen
    before, given = values_of(opened), values_given(data)
    bases = {name: data.get(f"base-{name}", "") for name in PARTS}
    merged, conflicts = _merged(before, given, bases, data)
    attempt = Attempt(opened, given, bases, conflicts)
    if conflicts:
        return attempt
    attempt.values, attempt.bases = merged, {name: revision(value) for name, value in before.items()}
    attempt.form, attempt.rows = bound(opened, merged)
    if attempt.form.is_valid() and attempt.rows.is_valid():
        changed = {name for name, value in merged.items() if canonical(value) != before[name]}
        if changed:
            _write(attempt, changed, by)
        attempt.is_saved = True
    return attempt


def _merged(
    before: Mapping[str, Value], given: Mapping[str, Value], bases: Mapping[str, str], data: QueryDict
) -> tuple[dict[str, Value], list[Conflict]]:
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


def _write(attempt: Attempt, changed: set[str], by: User) -> None:
    version = attempt.form.save()
    if "cases" in changed:
        attempt.form.save_cases()
    if SOURCES.name in changed:
        version.sources.all().delete()
        attempt.rows.save()
    version.authors.add(by)
    follow(version)
