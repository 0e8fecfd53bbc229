"""Searching with PostgreSQL's own Dutch, as a site without a search of its own would: what ours is held against."""

from collections.abc import Iterator

from django.db import connection

from curation.rich_text import text_of
from initiatives.models import CatalogueEntry, InitiativeVersion
from search.models import Findable

FIRST = 10
_WEIGHED = " || ".join(f"setweight(to_tsvector('dutch', %s), '{weight}')" for weight in "ABC")


class Stock:
    """All that is public as search documents: title above what is near it above the rest."""

    def __init__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("CREATE TEMPORARY TABLE stock (kind text, slug text, search tsvector)")
            for row in _documents():
                cursor.execute(f"INSERT INTO stock VALUES (%s, %s, {_WEIGHED})", row)

    def find(self, words: str, kind: str) -> list[str]:
        """The addresses of the ten best of a kind."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT slug FROM stock, websearch_to_tsquery('dutch', %s) AS asked"
                " WHERE kind = %s AND search @@ asked ORDER BY ts_rank(search, asked) DESC, slug LIMIT %s",
                [words, kind, FIRST],
            )
            return [slug for (slug,) in cursor.fetchall()]


def _documents() -> Iterator[list[str]]:
    """Kind, address and three texts of each."""
    versions = InitiativeVersion.objects.with_everything().filter(pk__in=CatalogueEntry.objects.values("version"))
    for version in versions:
        yield ["case", version.record.slug, *_texts(version)]
    for row in Findable.objects.order_by("pk"):
        slug = row.address.rstrip("/").rpartition("/")[2]
        yield [row.kind, slug, row.title, row.summary, f"{row.text} {row.folded}"]


def _texts(version: InitiativeVersion) -> tuple[str, str, str]:
    near = [version.summary, str(version.municipality or ""), version.neighbourhood]
    near += [" ".join([row.tag.name, *row.tag.synonyms]) for row in version.theme_rows.all()]
    near += [row.tag.name for row in version.keyword_rows.all()]
    far = [text_of(version.body), version.bonding, version.bridging, version.linking]
    far += [str(row.actor) for row in version.involvements.all()]
    far += [str(row) for row in version.accommodations.all()]
    far += [row.term.name for row in version.target_group_rows.all()]
    far += [row.term.name for row in version.community_work_rows.all()]
    return version.title, " ".join(near), " ".join(far)
