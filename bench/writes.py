"""Writing, and reading what was written."""

import time
from dataclasses import dataclass, field
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Max

from bench import marks
from bench.asking import Writer
from bench.figures import Series
from bench.questions import search_page
from bench.server import Server
from initiatives import workflow
from initiatives.models import CatalogueEntry, Initiative

CONNECTIONS = 8
_PUBLISH = """
WITH version AS (
    UPDATE initiatives_initiativeversion
       SET status = 'published', number = %s, published_at = now(), changed_at = now()
     WHERE id = %s RETURNING id, record_id, published_at
), record AS (
    UPDATE initiatives_initiative SET published_version_id = version.id FROM version
     WHERE initiatives_initiative.id = %s
), trace AS (
    INSERT INTO curation_statuschange (record_type_id, record_id, version_number, action, reason)
    SELECT %s, record_id, %s, 'publish', '' FROM version
)
UPDATE initiatives_catalogueentry SET version_id = version.id, published_at = version.published_at,
       words = tsvector_to_array(to_tsvector('dutch', %s)), {renewed}
  FROM version WHERE initiative_id = version.record_id
"""


@dataclass
class Written:
    """Times of publishing, of one bare statement, of the next read, and who did not see what was written."""

    publish: Series = field(default_factory=Series)
    bare: Series = field(default_factory=Series)
    read: Series = field(default_factory=Series)
    unseen: list[str] = field(default_factory=list)


def write_and_read(server: Server, writer: Writer, slugs: list[str]) -> Written:
    """Publish each of the cases at `slugs` anew with a title of its own, by turns with one bare statement that does.

    Afterwards each is published once more under the title that it had.
    """
    written = Written()
    titles = dict(CatalogueEntry.objects.filter(slug__in=slugs).values_list("slug", "title"))
    for slug in slugs:
        word = f"meting{uuid4().hex[:12]}"
        took = writer.ask(do="publish", slug=slug, title=f"{titles[slug][:150]} {word}")["took"]
        written.publish.add([took], took / 1000)
        _read(server, slug, word, written)
        took = _publish_bare(slug)
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


def _publish_bare(slug: str) -> float:
    """The milliseconds of one statement that writes what a publication writes, commit included.

    It gives the open version its number, points the case at it, leaves the trace and writes the row of the catalogue
    anew, with a word that is new and all others stemmed by the database, and with the indexes and triggers of the
    site. What else is written is known beforehand.
    """
    record = Initiative.objects.get(slug=slug)
    draft = workflow.open_draft(record, by=None)
    entry = CatalogueEntry.objects.filter(slug=slug).values().get()
    number = record.versions.aggregate(last=Max("number"))["last"] + 1
    columns = [name for name in entry if name not in {"initiative_id", "version_id", "published_at", "words"}]
    renewed = ", ".join(f"{connection.ops.quote_name(name)} = %s" for name in columns)
    record_type = ContentType.objects.get_for_model(Initiative).pk
    said = f"{entry['title']} {uuid4().hex} {entry['summary']} {entry['text']}"
    values = [number, draft.pk, record.pk, record_type, number, said, *map(entry.get, columns)]
    with connection.cursor() as cursor:
        begun = time.perf_counter()
        cursor.execute(_PUBLISH.format(renewed=renewed), values)
        return 1000 * (time.perf_counter() - begun)
