"""Making collections, putting things in them, and in which order these stand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from initiatives.models import Initiative
from lessons.models import Lesson
from shelf.models import LONGEST_NAME, LONGEST_NOTE, Collection, Item
from shelf.secret_addresses import new_nonce
from shelf.workflow import TooMany, lock

MOST_COLLECTIONS = 500
MOST_ITEMS = 1000


@dataclass(frozen=True)
class Said:
    """What a form says of one item: the place it should get, its note, and whether it goes."""

    position: int | None
    note: str
    goes: bool = False


@transaction.atomic
def make(person: User, name: str, note: str = "") -> Collection:
    """A new collection of `person`. Raises TooMany."""
    lock(person)
    if Collection.objects.of(person).count() >= MOST_COLLECTIONS:
        raise TooMany(_("You have %(number)s collections, and more cannot be kept.") % {"number": MOST_COLLECTIONS})
    return Collection.objects.create(person=person, name=name[:LONGEST_NAME], note=note[:LONGEST_NOTE])


@transaction.atomic
def put(collection: Collection, record: Initiative | Lesson) -> Item:
    """Put a case or a lesson at the end; what is in it already stays where it is. Raises TooMany."""
    collection = _locked(collection)
    known = {"initiative" if isinstance(record, Initiative) else "lesson": record}
    items = Item.objects.filter(collection=collection)
    found = items.filter(**known).first()
    if found:
        return found
    if items.count() >= MOST_ITEMS:
        said = _("The collection “%(name)s” has %(number)s items, and more cannot be kept in it.")
        raise TooMany(said % {"name": collection.name, "number": MOST_ITEMS})
    last = items.aggregate(last=Max("position"))["last"] or 0
    item = Item.objects.create(collection=collection, position=last + 1, **known)
    _changed(collection)
    return item


@transaction.atomic
def rename(collection: Collection, name: str, note: str) -> None:
    collection = _locked(collection)
    collection.name, collection.note = name[:LONGEST_NAME], note[:LONGEST_NOTE]
    collection.save(update_fields=["name", "note"])
    _changed(collection)


@transaction.atomic
def arrange(collection: Collection, said: Mapping[int, Said]) -> None:
    """Do what a form says of items, by their keys: those that get another place are put there, one after another."""
    collection = _locked(collection)
    Item.objects.filter(collection=collection, pk__in=[key for key, each in said.items() if each.goes]).delete()
    items = list(Item.objects.filter(collection=collection).in_order())
    placed = {item.pk: place for place, item in enumerate(items, start=1)}
    wanted = {
        key: each.position
        for key, each in said.items()
        if key in placed and each.position is not None and each.position != placed[key]
    }
    stays = [item for item in items if item.pk not in wanted]
    moved = [item for item in items if item.pk in wanted]
    for item in sorted(moved, key=lambda each: wanted[each.pk]):
        stays.insert(max(wanted[item.pk] - 1, 0), item)
    for item in stays:
        if item.pk in said:
            item.note = said[item.pk].note[:LONGEST_NOTE]
    _number(stays)
    _changed(collection)


@transaction.atomic
def shift(collection: Collection, key: int, by: int) -> None:
    """Let an item change places with the one before (-1) or after it (1); at the end it stays."""
    collection = _locked(collection)
    items = list(Item.objects.filter(collection=collection).in_order())
    here = next((place for place, item in enumerate(items) if item.pk == key), None)
    if here is None or not 0 <= here + by < len(items):
        return
    items[here], items[here + by] = items[here + by], items[here]
    _number(items)
    _changed(collection)


def remove(collection: Collection) -> None:
    collection.delete()


def share(collection: Collection) -> Collection:
    """Let whoever has the address read it; the address it had leads nowhere from now on."""
    collection.nonce = new_nonce()
    collection.save(update_fields=["nonce"])
    return collection


def close(collection: Collection) -> None:
    collection.nonce = None
    collection.save(update_fields=["nonce"])


def _number(items: Iterable[Item]) -> None:
    several = list(items)
    for place, item in enumerate(several, start=1):
        item.position = place
    Item.objects.bulk_update(several, ["position", "note"], batch_size=200)


def _changed(collection: Collection) -> None:
    Collection.objects.filter(pk=collection.pk).update(changed_at=timezone.now())


def _locked(collection: Collection) -> Collection:
    found: Collection = Collection.objects.select_for_update(no_key=True).get(pk=collection.pk)
    return found
