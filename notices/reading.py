"""Notices as people read them: a sentence, and the address of the page that it is about."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils.translation import gettext as _

from notices.kinds import kind_of
from notices.models import Notice


@dataclass(frozen=True)
class Told:
    """`address` is empty when what it is about is gone; `is_public` is off when nobody may be told of it any more."""

    notice: Any
    sentence: str
    address: str
    is_public: bool = True


def told(notices: Iterable[Notice]) -> list[Told]:
    """A sentence and an address for each, in one or two queries for each kind of record."""
    several = list(notices)
    slugs, closed = _slugs(several), _closed(several)
    return [_told(notice, slugs, is_public=notice.pk not in closed) for notice in several]


def _told(notice: Notice, slugs: dict[tuple[int | None, int | None], str], *, is_public: bool) -> Told:
    kind, slug = kind_of(notice.kind), notice.job_id or slugs.get((notice.record_type_id, notice.record_id))
    if not is_public:
        return Told(notice, _("Something that you followed is not public any more."), "", is_public=False)
    if kind is None:
        return Told(notice, notice.title, "")
    sentence = str(kind.words) % {"by": notice.by or "wijk", "title": notice.title}
    return Told(notice, sentence, reverse(kind.page, args=[slug]) if slug else "")


def _slugs(notices: list[Notice]) -> dict[tuple[int | None, int | None], str]:
    found: dict[tuple[int | None, int | None], str] = {}
    for key in {notice.record_type_id for notice in notices if notice.record_type_id is not None}:
        model: Any = ContentType.objects.get_for_id(key).model_class()
        asked = [notice.record_id for notice in notices if notice.record_type_id == key]
        rows = model._default_manager.filter(pk__in=asked).values_list("pk", "slug") if model else []
        found |= {(key, pk): slug for pk, slug in rows}
    return found


def _closed(notices: list[Notice]) -> set[int]:
    """The keys of the notices about what was public then, and is not now."""
    asks = {each.pk: kind.still_public for each in notices if (kind := kind_of(each.kind)) and kind.still_public}
    closed: set[int] = set()
    for still_public in set(asks.values()):
        mine = [each for each in notices if asks.get(each.pk) is still_public]
        public = set(still_public({each.record_id for each in mine if each.record_id is not None}))
        closed |= {each.pk for each in mine if each.record_id not in public}
    return closed
