"""Queries over the dictionary."""

from collections.abc import Iterable
from typing import Self

from django.contrib.postgres.search import TrigramSimilarity
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length

from search.documents import IN_TITLE


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

    def shortest_first(self) -> models.QuerySet:
        """The words themselves, those first to which the fewest letters must be added."""
        return self.order_by(Length("word"), "word").values_list("word", flat=True)


class IndexedQuerySet(models.QuerySet):
    """Over rows with marked `words`; see `search.documents`."""

    def titled(self, before: Iterable[str], forms: Iterable[str]) -> Self:
        """Those whose title has all words of `before` and any of `forms`."""
        having_any = [IN_TITLE + word for word in forms]
        return self.filter(words__contains=[IN_TITLE + word for word in before], words__overlap=having_any)


class FindableQuerySet(IndexedQuerySet):
    def of_kind(self, kind: str, keys: Iterable[object] | None = None) -> Self:
        """All of a kind, or those with these keys."""
        found = self.filter(kind=kind)
        return found if keys is None else found.filter(key__in=[str(key) for key in keys])
