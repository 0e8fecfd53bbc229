"""Queries that are asked over and over, put into SQL once: for a large one that takes longer than its answer."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import F, QuerySet

from curation.among import Among

_KEYS = object()


def among_keys(field: str) -> Any:
    """A condition for `filter`: that `field` is one of the keys that are given when the query is asked."""
    return Among(F(field), _KEYS)


class Statement:
    """The query that `make` gives, of which `rows` are asked for some keys."""

    def __init__(self, make: Callable[[], QuerySet]) -> None:
        self._make = make

    @cached_property
    def _compiled(self) -> tuple[str, list[Any]]:
        sql, params = self._make().query.get_compiler(connection=connection).as_sql()
        return sql, list(params)

    def rows(self, keys: Iterable[int]) -> list[tuple[Any, ...]]:
        """What the database answers, as it gives it: JSON is text."""
        sql, params = self._compiled
        asked = list(keys)
        with connection.cursor() as cursor:
            cursor.execute(sql, [asked if each is _KEYS else each for each in params])
            return cursor.fetchall()
