"""Finding cases by words: PostgreSQL's Dutch full text over the search document of each entry."""

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, Q

from curation.rich_text import fold
from initiatives.projection import TEXT_CONFIGURATION
from initiatives.querysets import CatalogueEntryQuerySet

LONGEST_QUERY = 500


def matching(entries: CatalogueEntryQuerySet, words: str) -> CatalogueEntryQuerySet:
    """Entries in which `words` occur; quotation marks, minus and `or` work as on the web."""
    return entries.filter(condition(words))


def condition(words: str) -> Q:
    return Q(search=_query(words))


def by_relevance(entries: CatalogueEntryQuerySet, words: str) -> CatalogueEntryQuerySet:
    """Title above summary above body; ties by date."""
    return entries.annotate(rank=SearchRank(F("search"), _query(words))).order_by("-rank", "-first_published_at", "-pk")


def _query(words: str) -> SearchQuery:
    return SearchQuery(fold(words[:LONGEST_QUERY]), search_type="websearch", config=TEXT_CONFIGURATION)
