"""The list of publications as a file: CSV, or JSON with the question and the day beside the rows."""

import json
from collections.abc import Iterator, Mapping

from django.conf import settings
from django.utils import timezone

from initiatives.downloads.rows import Value
from initiatives.downloads.tables import QUESTION_COLUMNS, csv_lines
from publications.browsing.facets import SLUGS
from publications.browsing.listing import PublicationCard, PublicationResult
from publications.models import Kind

COLUMNS = ("slug", "titel", "soort", "verschenen", "makers", "samenvatting", "themas", "reeks", "adres", "versie")


def csv_of(result: PublicationResult) -> bytes:
    """A row a publication; the question and the day in the last columns, as in the tables of cases."""
    asked: list[Value] = [_address(result), timezone.localdate().isoformat()]
    return b"".join(csv_lines([*COLUMNS, *QUESTION_COLUMNS], ([*row.values(), *asked] for row in _rows(result))))


def json_of(result: PublicationResult) -> bytes:
    said = {
        "vraag": _address(result),
        "gedownload": timezone.localdate().isoformat(),
        "aantal": result.total,
        "publicaties": list(_rows(result)),
    }
    return json.dumps(said, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def _address(result: PublicationResult) -> str:
    """Where a browser shows the same result."""
    return f"{settings.SITE_URL}{result.list_url}{result.address.question}"


def _rows(result: PublicationResult) -> Iterator[Mapping[str, Value]]:
    return (_row(card) for card in result.everything())


def _row(card: PublicationCard) -> dict[str, Value]:
    version, series = card.version, card.version.series
    return {
        "slug": card.publication.slug,
        "titel": version.title,
        "soort": SLUGS[Kind(version.kind)],
        "verschenen": version.issued,
        "makers": list(version.makers),
        "samenvatting": version.summary,
        "themas": card.theme_labels,
        "reeks": series.slug if series and series.is_public else "",
        "adres": f"{settings.SITE_URL}{card.publication.get_absolute_url()}",
        "versie": version.number or 0,
    }
