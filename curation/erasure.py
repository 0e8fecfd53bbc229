"""Taking words out for good, at the request of who said them or whom they are about: the one door into what is
published.

All that says the words says a mark instead: what is being worked on, every version, and what hangs on them. Versions,
their numbers and dates stay. The trace that is left says what was changed, and does not repeat the words.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from curation.leaning import leaning_on
from curation.merging import keys_to
from curation.models import Erasure, Record, ShippedRecord
from curation.passages import Passage
from curation.places import Place, is_old_address, places_of, version_of
from curation.uses import owner_of
from curation.workflow import leave_trace

MOST_PLACES = 2000


class ErasureNotAllowed(Exception):
    """This cannot be taken out; the message says why, for people."""


@dataclass
class Erased:
    """What was taken out of what: the trace, and the keys of the rows that changed, by their model."""

    erasure: Erasure
    changed: dict[type[models.Model], set[Any]] = field(default_factory=lambda: defaultdict(set))

    def records(self, model: type[Record]) -> set[int]:
        """The keys of the records of `model` of which something changed."""
        return self.changed.get(model, set())


def find(passage: Passage) -> list[Place]:
    """Where the passage stands. Raises ErasureNotAllowed when that is almost everywhere."""
    found = []
    for place in places_of(passage):
        found.append(place)
        if len(found) > MOST_PLACES:
            raise ErasureNotAllowed(
                _("These words stand in more than %(number)d places: give more of the sentence.")
                % {"number": MOST_PLACES}
            )
    return found


@transaction.atomic
def erase(passage: Passage, record: Record, *, besides: Collection[str], by: User, reason: str) -> Erased:
    """Take the passage out of a record and all that belongs to it, and out of those other groups of `find`.

    Raises ErasureNotAllowed when it stands in none of these, or in the reason.
    """
    if passage.stands_in(reason):
        raise ErasureNotAllowed(_("The reason is kept: leave the words themselves out of it."))
    own = f"{record._meta.label_lower}:{record.pk}"
    chosen = {own, *besides}
    _lock(place.record for place in find(passage) if place.group in chosen and place.record)
    places = [place for place in find(passage) if place.group in chosen]
    if not places:
        raise ErasureNotAllowed(_("These words do not stand here."))
    erased = Erased(_begin_trace(record, by=by, reason=reason, places=len(places)))
    for place in places:
        _write(place)
        erased.changed[type(place.row)].add(place.row.pk)
    versions = _versions_with(places)
    _date(versions, erased.erasure)
    _finish(erased, record, [*(place.record for place in places), *(version.record for version in versions)])
    return erased


@transaction.atomic
def trace_of_picture(record: Record, *, by: User, reason: str, places: int, about: Iterable[Record]) -> Erased:
    """The trace of a picture that was removed from `about`, which are records, at request."""
    erased = Erased(_begin_trace(record, by=by, reason=reason, places=places, kind=Erasure.Kind.PICTURE))
    _finish(erased, record, about)
    return erased


def key_of_shipped(slug: str) -> str:
    """Under which key what the site ships with is remembered once words were taken out of its address."""
    return f"erased-{sha256(slug.encode()).hexdigest()[:40]}"


def _lock(records: Iterable[Any]) -> None:
    """Lock records whole, in one order for everybody: nothing that would refer to them is added meanwhile."""
    keys: dict[type[Any], set[int]] = defaultdict(set)
    for record in records:
        keys[type(record)].add(record.pk)
    for model in sorted(keys, key=lambda model: model._meta.label):
        list(model._default_manager.select_for_update(of=("self",)).filter(pk__in=keys[model]).order_by("pk"))


def _write(place: Place) -> None:
    """Write what a row says without the words; where that says the same as another row, with a number."""
    row, rows = place.row, type(place.row)._base_manager.filter(pk=place.row.pk)
    if is_old_address(row):
        rows.delete()
        return
    values = place.without
    for number in range(2, MOST_PLACES):
        try:
            with transaction.atomic():
                rows.update(**values)
        except IntegrityError:
            values = {name: _numbered(row, name, said, number) for name, said in place.without.items()}
        else:
            return


def _numbered(row: Any, name: str, said: Any, number: int) -> Any:
    described = type(row)._meta.get_field(name)
    if not isinstance(described, models.CharField):
        return said
    sign = f"-{number}" if isinstance(described, models.SlugField) else f" ({number})"
    return said[: (described.max_length or 200) - len(sign)] + sign


def _versions_with(places: Iterable[Place]) -> set[Any]:
    """The versions that read otherwise now: changed themselves, in their rows, or in what they refer to by name."""
    found = set()
    for place in places:
        if place.version:
            owned = {type(place.version), *(rows.model for rows in place.version.rows_that_belong())}
            if type(place.row) in owned:
                found.add(place.version)
        elif place.record is None:
            for key in keys_to(type(place.row)):
                if owner_of(key.model):
                    rows = key.model._default_manager.filter(**{key.name: place.row})
                    found |= {version_of(row) for row in rows}
    return found


def _date(versions: Iterable[Any], erasure: Erasure) -> None:
    keys: dict[type[Any], list[int]] = defaultdict(list)
    for version in versions:
        keys[type(version)].append(version.pk)
    for model, found in keys.items():
        model._default_manager.filter(pk__in=found).update(words_removed_at=erasure.at)
    erasure.versions = sorted(
        [version.record._meta.label_lower, version.record.pk, version.number] for version in versions if version.number
    )


def _begin_trace(record: Record, *, by: User, reason: str, places: int, kind: str = "words") -> Erasure:
    return Erasure.objects.create(
        kind=kind,
        record_type=ContentType.objects.get_for_model(record),
        record_id=record.pk,
        reason=reason,
        by=by,
        at=timezone.now(),
        places=places,
    )


def _finish(erased: Erased, record: Record, records: Iterable[Any]) -> None:
    """Say of each record that it changed, so that no page of before is kept, and what leaned on them."""
    erasure = erased.erasure
    action = "erase" if erasure.kind == Erasure.Kind.WORDS else "erase_picture"
    touched = dict.fromkeys(each for each in (record, *records) if each is not None)
    for each in touched:
        erased.changed[type(each)].add(each.pk)
        type(each)._default_manager.filter(pk=each.pk).update(created_at=models.F("created_at"))
        leave_trace(each, action, by=erasure.by, reason=erasure.reason if each == record else "")
    leaning = dict.fromkeys(found.record for each in touched for found in leaning_on(each))
    erasure.leaning = [[each._meta.label_lower, each.pk] for each in leaning]
    erasure.records = [[each._meta.label_lower, each.pk] for each in touched if each != record]
    erasure.save(update_fields=["versions", "leaning", "records"])
    for shipped in ShippedRecord.objects.filter(pk__in=erased.changed.get(ShippedRecord, ())):
        if shipped.values.get("slug", shipped.key) != shipped.key:
            shipped.key = key_of_shipped(shipped.key)
            shipped.save(update_fields=["key"])
