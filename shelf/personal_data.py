"""What is kept here about a person, for the download of their data and for erasing."""

from typing import Any

from accounts.models import User
from shelf.models import Collection, Follow, Heard, Item, PersonalFeed


def everything_of(person: User) -> dict[str, Any]:
    """What `person` follows and collects."""
    follows = Follow.objects.of(person).newest_first().values("kind", "key", "query", "name", "since")
    feed = PersonalFeed.objects.filter(person=person).values_list("made_at", flat=True).first()
    collections = [_collection(each) for each in Collection.objects.of(person).newest_first()]
    return {"following": list(follows), "feed_since": feed, "collections": collections}


def forget(person: User) -> None:
    """All of it goes: it is of nobody else."""
    for model in (Collection, Follow, Heard, PersonalFeed):
        model.objects.filter(person=person).delete()


def _collection(collection: Collection) -> dict[str, Any]:
    items: Any = Item.objects.filter(collection=collection).select_related("initiative", "lesson").in_order()
    said = [{"address": (each.initiative or each.lesson).get_absolute_url(), "note": each.note} for each in items]
    known = {name: getattr(collection, name) for name in ("name", "note", "foreword", "made_at")}
    return known | {"items": said}
