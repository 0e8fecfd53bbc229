"""The forms of a download, and what its file is called."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.text import slugify
from django.utils.translation import override

from initiatives.downloads.geojson import geojson
from initiatives.downloads.rows import Question
from initiatives.downloads.tables import csv_table, xlsx_table

LONGEST_NAME = 80


@dataclass(frozen=True)
class Format:
    """`write` gives the file in pieces."""

    ending: str
    content_type: str
    write: Callable[[Question], Iterator[bytes]]


FORMATS = {
    each.ending: each
    for each in (
        Format("csv", "text/csv; charset=utf-8; header=present", csv_table),
        Format("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx_table),
        Format("geojson", "application/geo+json", geojson),
    )
}


def in_language(language: str | None, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces, each made in this language: that of the request has been left when they are asked for."""
    while True:
        with override(language):
            piece = next(pieces, None)
        if piece is None:
            return
        yield piece


def file_name(question: Question, form: Format) -> str:
    """With the filter, as far as there is room, and the date: wijk-initiatieven-heerlen-2026-11-23.csv."""
    words = [slugify(text) for text in question.slugs]
    named = "-".join(["wijk-initiatieven", *filter(None, words)])[:LONGEST_NAME].rstrip("-")
    return f"{named}-{question.at:%Y-%m-%d}.{form.ending}"
