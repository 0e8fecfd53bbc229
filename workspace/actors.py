"""Actors by name while a case is entered: which are like it, so that one is not made twice."""

from typing import Any

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Count, Q, QuerySet

from initiatives.forms import actor_called
from initiatives.models import Actor, ActorKind

MOST = 5
LIKE_ENOUGH = 0.5
NEW = "new"


def actors_like(name: str, *, most: int = MOST) -> list[Actor]:
    """The actors whose name is so much like `name` that one of them may be meant, the likest first."""
    word = " ".join(name.split())
    if len(word) < 2:
        return []
    likeness = TrigramSimilarity("name", word)
    is_like = Q(name__trigram_similar=word, likeness__gte=LIKE_ENOUGH) | Q(name__iexact=word)
    found = _actors().annotate(likeness=likeness).filter(is_like)
    return list(found.order_by("-likeness", "pk")[:most])


def actors_beginning(text: str, *, most: int = 8) -> list[Actor]:
    """The actors to complete `text` with: those in which a word begins with it, the most used first, then like ones."""
    word = " ".join(text.split())
    begins = Q(name__istartswith=word) | Q(name__icontains=f" {word}") | Q(name__icontains=f"-{word}")
    found = list(_actors().filter(begins).annotate(uses=Count("involvements")).order_by("-uses", "name", "pk")[:most])
    if len(found) < most:
        known = {actor.pk for actor in found}
        found += [actor for actor in actors_like(word) if actor.pk not in known][: most - len(found)]
    return found


def who_is_meant(row: dict[str, str]) -> tuple[dict[str, str], list[Actor] | None]:
    """The row with the actor it means; or, when that is not sure, the actors that it may mean (none: it is new)."""
    name, answer = " ".join(row.get("actor_name", "").split()), row.get("same_as", "")
    if not name or answer == NEW:
        return row, None
    if answer.isascii() and answer.isdigit() and (chosen := _actors().filter(pk=int(answer[:18])).first()):
        return row | {"actor_name": chosen.name, "actor_kind": str(chosen.kind_id or "")}, None
    if actor_called(name, _kind(row)).pk:
        return row, None
    return row, actors_like(name)


def _actors() -> QuerySet[Any]:
    return Actor.objects.filter(merged_into__isnull=True).select_related("kind")


def _kind(row: dict[str, str]) -> ActorKind | None:
    key = row.get("actor_kind", "")
    return ActorKind.objects.filter(pk=int(key[:18])).first() if key.isascii() and key.isdigit() else None
