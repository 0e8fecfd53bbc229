"""Notices as people read them: a sentence, and the address of the page that it is about."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from notices.kinds import kind_of
from notices.models import Notice


@dataclass(frozen=True)
class Told:
    """`address` is empty when what it is about is gone."""

    notice: Any
    sentence: str
    address: str


def told(notices: Iterable[Notice]) -> list[Told]:
    """A sentence and an address for each, in one query for each kind of record."""
    several = list(notices)
    slugs = _slugs(several)
    return [_told(notice, slugs) for notice in several]


def _told(notice: Notice, slugs: dict[tuple[int, int], str]) -> Told:
    kind, slug = kind_of(notice.kind), slugs.get((notice.record_type_id, notice.record_id))
    if kind is None:
        return Told(notice, notice.title, "")
    sentence = str(kind.words) % {"by": notice.by or "wijk", "title": notice.title}
    return Told(notice, sentence, reverse(kind.page, args=[slug]) if slug else "")


def _slugs(notices: list[Notice]) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    for key in {notice.record_type_id for notice in notices}:
        model: Any = ContentType.objects.get_for_id(key).model_class()
        asked = [notice.record_id for notice in notices if notice.record_type_id == key]
        rows = model._default_manager.filter(pk__in=asked).values_list("pk", "slug") if model else []
        found |= {(key, pk): slug for pk, slug in rows}
    return found
