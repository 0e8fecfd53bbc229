"""Searching with PostgreSQL's own Dutch, as a site without a search of its own would: what ours is held against."""

from django.db import connection

from curation.rich_text import text_of
from initiatives.models import CatalogueEntry, InitiativeVersion

FIRST = 10
_WEIGHED = " || ".join(f"setweight(to_tsvector('dutch', %s), '{weight}')" for weight in "ABC")


class Stock:
    """The published cases as search documents: title above what is near it above the rest."""

    def __init__(self) -> None:
        versions = InitiativeVersion.objects.with_everything().filter(pk__in=CatalogueEntry.objects.values("version"))
        with connection.cursor() as cursor:
            cursor.execute("CREATE TEMPORARY TABLE stock (slug text, search tsvector)")
            for version in versions:
                cursor.execute(f"INSERT INTO stock VALUES (%s, {_WEIGHED})", [version.record.slug, *_texts(version)])

    def find(self, words: str) -> list[str]:
        """The addresses of the ten best."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT slug FROM stock, websearch_to_tsquery('dutch', %s) AS asked"
                " WHERE search @@ asked ORDER BY ts_rank(search, asked) DESC, slug LIMIT %s",
                [words, FIRST],
            )
            return [slug for (slug,) in cursor.fetchall()]


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
