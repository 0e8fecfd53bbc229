"""Following, ceasing to, and the address of one's feed."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from shelf.models import LONGEST_NAME, Follow, PersonalFeed
from shelf.secret_addresses import new_nonce
from shelf.targets import Target

MOST_FOLLOWED = 200


class TooMany(Exception):
    """Nothing can be added here; the message says why, for people."""


@transaction.atomic
def follow(person: User, target: Target, *, name: str = "") -> Follow:
    """Let `person` hear of `target` from now on; once is enough. Raises TooMany."""
    lock(person)
    found = following(person, target)
    if found:
        return found
    if Follow.objects.of(person).count() >= MOST_FOLLOWED:
        raise TooMany(
            _("You follow %(number)s things, and more cannot be kept. Stop one first.") % {"number": MOST_FOLLOWED}
        )
    said = " ".join(name.split()) or target.label if target.kind == Follow.Kind.SEARCH else ""
    return Follow.objects.create(
        person=person, kind=target.kind, key=target.key, query=target.query, name=said[:LONGEST_NAME]
    )


def following(person: User, target: Target) -> Follow | None:
    found: Follow | None = (
        Follow.objects.of(person).filter(kind=target.kind, key=target.key, query=target.query).first()
    )
    return found


def cease(follow: Follow) -> None:
    follow.delete()


def open_feed(person: User) -> PersonalFeed:
    """Give the feed of `person` a new address; the one it had leads nowhere from now on."""
    feed, _is_new = PersonalFeed.objects.update_or_create(person=person, defaults={"nonce": new_nonce()})
    return feed


def close_feed(person: User) -> None:
    PersonalFeed.objects.filter(person=person).delete()


def lock(person: User) -> None:
    """Let a person do one thing after another, so that no two add the last that fits."""
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
