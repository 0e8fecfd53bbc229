"""Finding cases by words: PostgreSQL's Dutch full text over the search document of each entry."""

import re

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, Q

from curation.rich_text import fold
from initiatives.projection import TEXT_CONFIGURATION
from initiatives.querysets import CatalogueEntryQuerySet

LONGEST_QUERY = 500
_MINUS_BEFORE_NOTHING = re.compile(r"-(?![\w\"])")  # PostgreSQL has room for 32 of them, and fails on more


def matching(entries: CatalogueEntryQuerySet, words: str) -> CatalogueEntryQuerySet:
    """Entries in which `words` occur; quotation marks, minus and `or` work as on the web."""
    return entries.filter(condition(words))


def condition(words: str) -> Q:
    return Q(search=_query(words))


def by_relevance(entries: CatalogueEntryQuerySet, words: str) -> CatalogueEntryQuerySet:
    """Title above summary above body; ties by date."""
    return entries.annotate(rank=SearchRank(F("search"), _query(words))).order_by("-rank", "-first_published_at", "-pk")


def _query(words: str) -> SearchQuery:
    plain = _MINUS_BEFORE_NOTHING.sub(" ", fold(words[:LONGEST_QUERY]))
    return SearchQuery(plain, search_type="websearch", config=TEXT_CONFIGURATION)
