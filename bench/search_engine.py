"""The limit of searching: Tantivy in this process, over the same records, doing the same work."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import tantivy
from django.db.models import F

from curation.rich_text import text_of
from initiatives.models import CatalogueEntry

FIELDS = {"title": 8.0, "summary": 3.0, "body": 1.0}
BEST = 20
FRAGMENT = 240


def analyser() -> Any:
    """Words without case or accents, cut to a stem by the Dutch rules that it has."""
    filters = (tantivy.Filter.lowercase(), tantivy.Filter.ascii_fold(), tantivy.Filter.stemmer("dutch"))
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for step in filters:
        builder = builder.filter(step)
    return builder.build()


class Engine:
    """An index in `folder`, made anew when it does not hold as many cases as the catalogue."""

    def __init__(self, folder: Path) -> None:
        number = CatalogueEntry.objects.count()
        self._index = self._open(folder)
        if self._index.searcher().num_docs != number:
            shutil.rmtree(folder)
            self._index = self._open(folder)
            self._fill()
        self._searcher = self._index.searcher()

    def search(self, words: str) -> tuple[int, list[str], dict[str, Any]]:
        """What a page of results takes: how many, fragments of the best twenty with the words marked, and counts."""
        query, _problems = self._index.parse_query_lenient(
            words, list(FIELDS), field_boosts=FIELDS, conjunction_by_default=True
        )
        found = self._searcher.search(query, BEST)
        cutter = tantivy.SnippetGenerator.create(self._searcher, query, self._index.schema, "body")
        cutter.set_max_num_chars(FRAGMENT)
        fragments = [cutter.snippet_from_doc(self._searcher.doc(address)).to_html() for _score, address in found.hits]
        counts = self._searcher.aggregate(query, {"counts": {"terms": {"field": "facet", "size": 2000}}})
        return found.count, fragments, counts

    def _open(self, folder: Path) -> Any:
        folder.mkdir(exist_ok=True)
        schema = tantivy.SchemaBuilder()
        for name in FIELDS:
            schema.add_text_field(name, stored=True, tokenizer_name="folded")
        schema.add_unsigned_field("facet", fast=True)
        index = tantivy.Index(schema.build(), path=str(folder), reuse=True)
        index.register_tokenizer("folded", analyser())
        return index

    def _fill(self) -> None:
        print("Giving the same records to Tantivy …", flush=True)
        writer = self._index.writer(heap_size=200_000_000, num_threads=1)
        for title, summary, body, codes in _records():
            document = tantivy.Document(title=title, summary=summary, body=text_of(body))
            for code in codes:
                document.add_unsigned("facet", code)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()


def _records() -> Iterator[tuple[str, str, str, list[int]]]:
    entries = CatalogueEntry.objects.annotate(body=F("version__body")).order_by("pk")
    return entries.values_list("title", "summary", "body", "facets").iterator(chunk_size=2000)
