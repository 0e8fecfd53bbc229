"""Writing, and reading what was written."""

import time
from dataclasses import dataclass, field
from uuid import uuid4

from django.db import connection, transaction

from bench import marks
from bench.asking import Writer
from bench.figures import Series
from bench.questions import search_page
from bench.server import Server
from initiatives.models import CatalogueEntry

CONNECTIONS = 8


@dataclass
class Written:
    """Times of publishing, of one bare statement, of the next read, and who did not see what was written."""

    publish: Series = field(default_factory=Series)
    bare: Series = field(default_factory=Series)
    read: Series = field(default_factory=Series)
    unseen: list[str] = field(default_factory=list)


def write_and_read(server: Server, writer: Writer, slugs: list[str]) -> Written:
    """Publish each of the cases at `slugs` anew with a title of its own, by turns with a bare insert of its row.

    Afterwards each is published once more under the title that it had.
    """
    written = Written()
    titles = dict(CatalogueEntry.objects.filter(slug__in=slugs).values_list("slug", "title"))
    for slug in slugs:
        word = f"meting{uuid4().hex[:12]}"
        took = writer.ask(do="publish", slug=slug, title=f"{titles[slug][:150]} {word}")["took"]
        written.publish.add([took], took / 1000)
        _read(server, slug, word, written)
        took = _insert_bare(slug)
        written.bare.add([took], took / 1000)
    for slug in slugs:
        writer.ask(do="publish", slug=slug, title=titles[slug])
    return written


def _read(server: Server, slug: str, word: str, written: Written) -> None:
    """Ask for the case, and search for the word that is new in it, over connections that any worker may answer."""
    for number in range(CONNECTIONS):
        path = search_page(word) if number % 2 else f"/initiatieven/{slug}/"
        begun = time.perf_counter()
        page = server.get(path)[2]
        took = 1000 * (time.perf_counter() - begun)
        written.read.add([took], took / 1000)
        is_seen = marks.slugs(page)[:1] == [slug] if number % 2 else word in page
        if not is_seen:
            written.unseen.append(path)


def _insert_bare(slug: str) -> float:
    """The milliseconds that one statement takes which writes the row of a case into the catalogue, commit included.

    It is the row that is there, taken out just before, so that table and indexes are those of the site.
    """
    table = connection.ops.quote_name(CatalogueEntry._meta.db_table)
    with connection.cursor() as cursor:
        with transaction.atomic():
            cursor.execute(f"DELETE FROM {table} WHERE slug = %s RETURNING *", [slug])
            row = cursor.fetchone()
            names = ", ".join(connection.ops.quote_name(column.name) for column in cursor.description)
        statement = f"INSERT INTO {table} ({names}) VALUES ({', '.join(['%s'] * len(row))})"
        begun = time.perf_counter()
        cursor.execute(statement, row)
        return 1000 * (time.perf_counter() - begun)
