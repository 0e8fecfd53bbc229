"""Actors by name while a case is entered: which are like it, so that one is not made twice."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Count, Q, QuerySet, Value
from django.db.models.functions import Upper

from initiatives.models import Actor, Folded

MOST = 5
LIKE_ENOUGH = 0.5
NEW = "new"

Row = dict[str, str]

# Both sides of “like” stand as the index on actors has them.
_LIKEST = f"""
SELECT asked.name, found.id
FROM unnest(%s::text[]) WITH ORDINALITY AS asked (name, number)
CROSS JOIN LATERAL (
    SELECT actor.id, similarity({Folded.of("actor.name")}, {Folded.of("asked.name")}) AS likeness
    FROM initiatives_actor AS actor
    WHERE actor.merged_into_id IS NULL AND {Folded.of("actor.name")} %% {Folded.of("asked.name")}
) AS found
WHERE found.likeness >= %s
ORDER BY asked.number, found.likeness DESC, found.id
"""  # noqa: S608 - made of constants


def actors_like(names: Iterable[str]) -> dict[str, list[Actor]]:
    """For each name the actors of which one may be meant, so much is theirs like it: a few, the likest first.

    Capitals and accents make no difference. Two queries, for however many names.
    """
    asked = sorted({name for name in map(tidy, names) if len(name) > 1})
    if not asked:
        return {}
    found: dict[str, list[int]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_LIKEST, [asked, LIKE_ENOUGH])
        for name, actor in cursor.fetchall():
            if len(found[name]) < MOST:
                found[name].append(actor)
    known = _actors().in_bulk({actor for actors in found.values() for actor in actors})
    return {name: [known[actor] for actor in actors] for name, actors in found.items()}


def actors_beginning(text: str, *, most: int = 8) -> list[Actor]:
    """The actors to complete `text` with: those in which a word begins with it, the most used first, then like ones."""
    word = tidy(text)
    begins = Q(folded__startswith=_folded(word))
    begins |= Q(folded__contains=_folded(f" {word}")) | Q(folded__contains=_folded(f"-{word}"))
    actors = _actors().annotate(folded=Folded("name"), uses=Count("involvements"))
    found = list(actors.filter(begins).order_by("-uses", "name", "pk")[:most])
    if len(found) < most:
        known = {actor.pk for actor in found}
        found += [actor for actor in actors_like([word]).get(word, []) if actor.pk not in known][: most - len(found)]
    return found


def who_are_meant(rows: Sequence[Row]) -> list[tuple[Row, list[Actor]]]:
    """Each row with the actor that it means; and, when that is not sure, those that it may mean.

    The number of queries does not grow with the rows.
    """
    chosen = _actors().in_bulk(key for row in rows if (key := _key(row, "same_as")))
    answered = [row.get("same_as") == NEW or _key(row, "same_as") in chosen for row in rows]
    sure = _called(row for row, is_answered in zip(rows, answered, strict=True) if not is_answered)
    is_clear = [done or _called_as(row) in sure for row, done in zip(rows, answered, strict=True)]
    alike = actors_like(row.get("actor_name", "") for row, clear in zip(rows, is_clear, strict=True) if not clear)
    return [
        (
            _meaning(row, chosen.get(_key(row, "same_as"))),
            [] if clear else alike.get(tidy(row.get("actor_name", "")), []),
        )
        for row, clear in zip(rows, is_clear, strict=True)
    ]


def _meaning(row: Row, actor: Actor | None) -> Row:
    return row | {"actor_name": actor.name, "actor_kind": str(actor.kind_id or "")} if actor else row


def _called_as(row: Row) -> tuple[str, int]:
    return tidy(row.get("actor_name", "")).upper(), _key(row, "actor_kind")


def _called(rows: Iterable[Row]) -> set[tuple[str, int]]:
    """Which of the names and kinds of `rows` an actor has, merged ones too."""
    asked = {_called_as(row) for row in rows}
    if not asked:
        return set()
    found = Actor.objects.annotate(upper=Upper("name")).filter(upper__in={name for name, _kind in asked})
    return asked & {(name.upper(), kind or 0) for name, kind in found.values_list("name", "kind")}


def tidy(name: str) -> str:
    return " ".join(name.split())


def _folded(text: str) -> Folded:
    return Folded(Value(text))


def _actors() -> QuerySet[Any]:
    return Actor.objects.filter(merged_into__isnull=True).select_related("kind")


def _key(row: Row, column: str) -> int:
    """A key that a row gives as text; 0 for none."""
    text = row.get(column, "")
    return int(text[:18]) if text.isascii() and text.isdigit() else 0
