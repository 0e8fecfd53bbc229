"""Who may fetch a picture or a file: rooms that show them register their rows, and for whom.

Visitors may fetch what a published version of a public record shows. What is in a draft goes to those who may edit it,
and to who sent it; for others it does not exist.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from django.db.models import Exists, Model, OuterRef, Q

from accounts.models import User
from media.models import Kept, PictureRow
from media.querysets import AGREED, KeptQuerySet

AnyKept = TypeVar("AnyKept", bound=Kept)


@dataclass(frozen=True)
class Door:
    """Rows that show something: which of them are public, and which a person may see besides."""

    rows: type[Model]
    field: str
    public: Q
    visible_to: Callable[[User], Q]


_doors: dict[type[Kept], list[Door]] = defaultdict(list)


def register(rows: type[Model], *, public: Q, visible_to: Callable[[User], Q]) -> None:
    """Let `rows` (of a subclass of PictureRow or AttachmentRow) give access to what they refer to.

    `public` and what `visible_to` gives are conditions on these rows. A picture without consent is never public,
    whatever `public` says.
    """
    if issubclass(rows, PictureRow):
        public &= Q(consent__in=AGREED)
    for field in rows._meta.fields:
        if isinstance(field.related_model, type) and issubclass(field.related_model, Kept):
            _doors[field.related_model].append(Door(rows, field.name, public, visible_to))


def find_public(kind: type[AnyKept], key: str) -> AnyKept | None:
    """What everybody may fetch under this key, in one statement."""
    return _find(kind, key, [(door, door.public) for door in _doors[kind]])


def find_visible(kind: type[AnyKept], key: str, user: User) -> AnyKept | None:
    """What `user` may fetch under this key though it is not public, in one statement."""
    return _find(kind, key, [(door, door.visible_to(user)) for door in _doors[kind]], Q(taken_by=user))


def rows_showing(kept: Kept) -> Iterator[Any]:
    """The rows that show something: one queryset for each kind of row."""
    for door in _doors[type(kept)]:
        yield door.rows._default_manager.filter(**{door.field: kept})


def unused(kind: type[Kept]) -> KeptQuerySet:
    """What no row shows."""
    found = cast("KeptQuerySet", kind._default_manager.all())
    for door in _doors[kind]:
        found = found.filter(~Exists(door.rows._default_manager.filter(**{door.field: OuterRef("pk")})))
    return found


def _find(kind: type[AnyKept], key: str, conditions: list[tuple[Door, Q]], besides: Q | None = None) -> AnyKept | None:
    seen = besides or Q(pk__in=[])
    for door, condition in conditions:
        seen |= Q(Exists(door.rows._default_manager.filter(condition, **{door.field: OuterRef("pk")})))
    found = kind._default_manager.there().filter(seen, key=key).first()
    return cast("AnyKept | None", found)
