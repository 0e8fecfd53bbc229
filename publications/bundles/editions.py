"""Editions of bundles: which versions they hold, kept from the day of publication."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F, Q

from initiatives.models import Initiative, InitiativeVersion
from lessons.models import Lesson, LessonVersion
from publications.bundles import files
from publications.bundles.book import Contents, contents_of
from publications.bundles.pictures import cover_of
from publications.models import Edition, InitiativeInPublication, Kind, LessonInPublication, PublicationVersion
from publications.querysets import holds_another

Chapter = InitiativeVersion | LessonVersion
RECORDS = ("initiative", "lesson")


def keep(version: PublicationVersion) -> Edition:
    """Pin what a bundle holds to what is published of it now, and keep what it says; withdrawn things are left out."""
    for model in (InitiativeInPublication, LessonInPublication):
        model._default_manager.filter(version=version).update(pinned=None)
    cases = InitiativeInPublication.objects.filter(version=version, initiative__withdrawn_at=None)
    lessons = LessonInPublication.objects.filter(version=version, lesson__withdrawn_at=None)
    _pin(cases.select_related("initiative"), "initiative")
    _pin(lessons.select_related("lesson"), "lesson")
    edition, _is_new = Edition.objects.update_or_create(
        version=version, defaults={"contents": contents_of(version, chapters_of(version))}
    )
    return edition


def keep_missing() -> None:
    """Keep what the published bundles say of which no edition was kept, since that was not done yet."""
    bundles = PublicationVersion.objects.filter(kind=Kind.BUNDLE, edition=None, number__isnull=False)
    for version in bundles.filter(record__published_version=F("pk")).select_related("record"):
        keep(version)


def leave_out_picture(key: str) -> None:
    """Take a picture that was removed out of every edition, and delete the files that show it."""
    inside, on_front = {"chapters": [{"pictures": [{"key": key}]}]}, {"picture": {"key": key}}
    showing = Edition.objects.filter(Q(contents__contains=inside) | Q(contents__contains=on_front))
    for edition in showing.select_for_update():  # another one may be removed from it at this moment
        if (cover := cover_of(edition.contents)) and cover["key"] == key:
            edition.contents["picture"] = None
        for chapter in edition.contents["chapters"]:
            chapter["pictures"] = [each for each in chapter["pictures"] if each["key"] != key]
        edition.save(update_fields=["contents"])
        files.forget(edition)


def chapters_of(version: PublicationVersion) -> list[Chapter]:
    """The versions of cases and of lessons that an edition holds, in their order."""
    return _versions((type(record_of(row)), row.pinned_id) for row in rows_of(version) if row.pinned_id)


def contents_today(version: PublicationVersion) -> Contents:
    """What an edition would say if this version were published now."""
    records = [record_of(row) for row in rows_of(version)]
    return contents_of(version, versions_today(records))


def versions_today(records: Iterable[Any]) -> list[Chapter]:
    """The versions that readers see of these cases and lessons, in their order; without what is not public."""
    return _versions((type(each), each.published_version_id) for each in records if each.is_public)


def rows_of(version: PublicationVersion) -> list[Any]:
    """What ties a bundle to its cases and lessons, in the order of the book; where places are equal, cases first.

    `held` is the number of the version to which a row is pinned; None for a row that is not.
    """
    return _in_order(rows.filter(version=version).annotate(held=F("pinned__number")) for rows in _rows())


def moved_on(version: PublicationVersion) -> list[Any]:
    """The records of which an edition holds a version that is not the one that readers see now, in its order."""
    return [
        record_of(row)
        for row in _in_order(
            rows.filter(holds_another(name), version=version) for rows, name in zip(_rows(), RECORDS, strict=True)
        )
    ]


def record_of(row: Any) -> Any:
    """The case or the lesson of a row of a bundle."""
    return row.initiative if isinstance(row, InitiativeInPublication) else row.lesson


def _rows() -> list[Any]:
    """The rows of all bundles with their records: those with cases, and those with lessons."""
    return [
        InitiativeInPublication.objects.select_related("initiative"),
        LessonInPublication.objects.select_related("lesson"),
    ]


def _in_order(several: Iterable[Any]) -> list[Any]:
    return sorted((row for rows in several for row in rows.order_by("pk")), key=lambda row: row.position)


def _versions(wanted: Iterable[tuple[type, int]]) -> list[Chapter]:
    """The versions of cases (Initiative) and lessons (Lesson) with these keys, in this order, with what a book says."""
    several = list(wanted)
    found: dict[type, Any] = {
        Initiative: InitiativeVersion.objects.select_related("record", "phase"),
        Lesson: LessonVersion.objects.select_related("record").prefetch_related("theme_rows__tag", "sources"),
    }
    by_key = {
        model: versions.in_bulk([key for each, key in several if each is model]) for model, versions in found.items()
    }
    return [by_key[model][key] for model, key in several]


def _pin(rows: Iterable[Any], name: str) -> None:
    pinned = []
    for row in rows:
        row.pinned_id = getattr(row, name).published_version_id
        pinned.append(row)
    if pinned:
        type(pinned[0]).objects.bulk_update(pinned, ["pinned"])
