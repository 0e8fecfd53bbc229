"""Queries over the dictionary."""

from collections.abc import Iterable
from typing import Self

from django.contrib.postgres.search import TrigramSimilarity
from django.db import models
from django.db.models import Q


class WordQuerySet(models.QuerySet):
    def related_to(self, keys: Iterable[str]) -> Self:
        """Words of which one is a form of, and those that are compounded of it."""
        wanted = sorted(keys)
        return self.filter(Q(keys__overlap=wanted) | Q(parts__overlap=wanted))

    def looking_like(self, word: str, limit: int = 60) -> Self:
        """Words that share most groups of three letters with `word`."""
        alike = self.filter(word__trigram_similar=word).annotate(likeness=TrigramSimilarity("word", word))
        return alike.order_by("-likeness", "pk")[:limit]

    def starting_with(self, letters: str) -> Self:
        return self.filter(word__gte=letters, word__lt=letters + "\U0010ffff")


class FindableQuerySet(models.QuerySet):
    def of_kind(self, kind: str, keys: Iterable[object] | None = None) -> Self:
        """All of a kind, or those with these keys."""
        found = self.filter(kind=kind)
        return found if keys is None else found.filter(key__in=[str(key) for key in keys])
