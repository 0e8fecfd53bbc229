"""Addresses that nobody has yet."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Q

from curation.among import among


class FreeSlugs:
    """Hands out addresses that no row of the tables has, and each of them once.

    A base with many takers costs two queries in all: one for the base, one for everything that begins with it.
    """

    def __init__(self, tables: Iterable[models.QuerySet], longest: int, taken: Iterable[str] = ()) -> None:
        self._tables = list(tables)
        self._longest = longest
        self._taken = set(taken)
        self._next: dict[str, int] = {}

    def take(self, slug: str) -> None:
        """Remember that `slug` is given away."""
        self._taken.add(slug)

    def look_up(self, bases: Iterable[str]) -> None:
        """Ask at once which of these are taken, ahead of `free`."""
        wanted = {self._cut(base) for base in bases} - self._taken
        for table in self._tables if wanted else ():
            self._taken.update(table.filter(among("slug", wanted)).values_list("slug", flat=True))

    def free(self, *bases: str) -> str:
        """The first of `bases` (looked up before) that is free, or else the last of them with a number."""
        for base in map(self._cut, bases):
            if base not in self._taken:
                self._taken.add(base)
                return base
        return self._numbered(self._cut(bases[-1]))

    def _numbered(self, base: str) -> str:
        if base not in self._next:
            self._next[base] = 2
            for table in self._tables:
                self._taken.update(table.filter(Q(slug__startswith=f"{base}-")).values_list("slug", flat=True))
        while (slug := f"{base}-{self._next[base]}") in self._taken:
            self._next[base] += 1
        self._taken.add(slug)
        return slug

    def _cut(self, base: str) -> str:
        """`base` with room for a number of seven digits."""
        return base[: self._longest - 8].rstrip("-")
