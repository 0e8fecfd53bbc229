"""A download as GeoJSON (RFC 7946): each case a point in the middle of its municipality."""

import json
from collections.abc import Iterator
from itertools import islice

from django.utils.translation import gettext as _

from initiatives.downloads.rows import BATCH, Question


def geojson(question: Question) -> Iterator[bytes]:
    """A collection that says what was asked, when, and what its points are; a case on the internet has no point."""
    head = {
        "vraag": question.address,
        "filters": question.filters,
        "gedownload": question.at.isoformat(timespec="seconds"),
        "aantal": question.total,
        "punten": _("The middle of the municipality, not the address of the initiative."),
    }
    yield f'{{"type":"FeatureCollection",{_json(head)[1:-1]},"features":['.encode()
    features = _features(question)
    between = ""
    while batch := list(islice(features, BATCH)):
        yield (between + ",\n".join(batch)).encode()
        between = ",\n"
    yield b"]}\n"


def _features(question: Question) -> Iterator[str]:
    lying = _("middle of the municipality")
    for version, card in question.cards():
        properties = question.row(version, card)
        middle = question.place_of(card.entry).middle
        point = {"type": "Point", "coordinates": middle} if middle else None
        properties["punt"] = lying if point else ""
        yield _json({"type": "Feature", "id": properties["adres"], "geometry": point, "properties": properties})


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
