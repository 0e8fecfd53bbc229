"""Queries that are asked over and over, put into SQL once: for a large one that takes longer than its answer."""

from collections.abc import Callable, Iterable
from copy import copy
from functools import cached_property
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import F, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from curation.among import Among

_KEYS = object()


def among_keys(field: str) -> Any:
    """A condition for `filter`: that `field` is one of the keys that are given when the query is asked."""
    return Among(F(field), _KEYS)


class _Compiled(NamedTuple):
    """A query and what it came to."""

    queryset: QuerySet
    compiler: SQLCompiler
    sql: str
    params: list[Any]

    def asking(self, keys: Iterable[Any]) -> list[Any]:
        asked = list(keys)
        return [asked if each is _KEYS else each for each in self.params]


class Statement:
    """The query that `make` gives, of which `rows` or `records` are asked for some keys."""

    def __init__(self, make: Callable[[], QuerySet]) -> None:
        self._make = make

    @cached_property
    def _compiled(self) -> _Compiled:
        queryset = self._make()
        compiler = queryset.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        return _Compiled(queryset, compiler, sql, list(params))

    def rows(self, keys: Iterable[Any]) -> list[tuple[Any, ...]]:
        """What the database answers, as it gives it: JSON is text."""
        with connection.cursor() as cursor:
            cursor.execute(self._compiled.sql, self._compiled.asking(keys))
            return cursor.fetchall()

    def records(self, keys: Iterable[Any]) -> list[Any]:
        """The same as the queryset gives it: instances, with those that it selects along."""
        compiled = self._compiled
        said = compiled.sql, tuple(compiled.asking(keys))
        compiler = copy(compiled.compiler)
        compiler.as_sql = lambda *_given, **_named: said  # type: ignore[method-assign]
        asked = compiled.queryset.all()
        asked.query.get_compiler = lambda *_given, **_named: compiler  # type: ignore[method-assign]
        return list(asked)
