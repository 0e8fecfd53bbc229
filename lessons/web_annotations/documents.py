"""Evidence as annotations: the body is the lesson and how words bear on it, the target where they were marked.

Who did so is told by role alone.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from accounts.models import User
from lessons.models import Evidence, Lesson, Passage, Stance

CONTENT_TYPE = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
_LANGUAGE = "nl"
Document = dict[str, Any]


def collection(lesson: Lesson, title: str, evidence: Iterable[Evidence]) -> Document:
    """All the evidence of a lesson, on one page."""
    address = f"{settings.SITE_URL}{reverse('lesson_annotations', args=[lesson.slug])}"
    items = [_annotation(each) for each in evidence]
    return {
        "@context": _context(),
        "id": address,
        "type": "AnnotationCollection",
        "label": title,
        "total": len(items),
        "first": _page(f"{address}#1", address, items),
    }


def page(passage: Passage, evidence: Iterable[Evidence]) -> Document:
    """All that one passage bears on."""
    address = address_of(passage)
    return {"@context": _context(), **_page(address, "", [_annotation(each) for each in evidence])}


def address_of(passage: Passage) -> str:
    return f"{settings.SITE_URL}{reverse('passage_annotations', args=[passage.pk])}"


def _page(address: str, of: str, items: list[Document]) -> Document:
    part_of = {"partOf": of} if of else {}
    return {"id": address, "type": "AnnotationPage", **part_of, "startIndex": 0, "items": items}


def _context() -> list[Any]:
    """The context of the standard, and a few terms of our own."""
    ours = f"{settings.SITE_URL}{reverse('about')}#"
    terms = {name: f"{ours}{name}" for name in ("stance", "passageState", "role")}
    return ["http://www.w3.org/ns/anno.jsonld", terms]


def _annotation(evidence: Evidence) -> Document:
    place = evidence.passage.place
    state = {"passageState": place.state} if place else {}
    return {
        "id": f"{address_of(evidence.passage)}#onderbouwing-{evidence.pk}",
        "type": "Annotation",
        "motivation": "linking",
        "created": _moment(evidence.at),
        "modified": _moment(max(filter(None, (evidence.accepted_at, evidence.at, place.at if place else None)))),
        "creator": _creator(evidence.by),
        "generator": {"id": settings.SITE_URL, "type": "Software", "name": "wijk"},
        "stance": evidence.stance,
        **state,
        "body": _bodies(evidence),
        "target": _target(evidence.passage),
    }


def _bodies(evidence: Evidence) -> list[Document]:
    lesson = f"{settings.SITE_URL}{evidence.lesson.get_absolute_url()}"
    bodies = [
        {"type": "SpecificResource", "source": lesson, "purpose": "linking"},
        _text("tagging", str(Stance(evidence.stance).label)),
    ]
    return [*bodies, _text("commenting", evidence.note)] if evidence.note else bodies


def _text(purpose: str, text: str) -> Document:
    return {"type": "TextualBody", "purpose": purpose, "value": text, "format": "text/plain", "language": _LANGUAGE}


def _target(passage: Passage) -> Document:
    """The words in the version in which they were marked; without a place when words were removed from it."""
    version = passage.version
    target = {
        "type": "SpecificResource",
        "source": f"{settings.SITE_URL}{version.get_absolute_url()}",
        "state": {"type": "TimeState", "sourceDate": _moment(version.published_at or passage.at)},
    }
    if passage.start is None:
        return target
    quote = {"type": "TextQuoteSelector", "exact": passage.exact, "prefix": passage.prefix, "suffix": passage.suffix}
    position = {"type": "TextPositionSelector", "start": passage.start, "end": passage.end}
    return target | {"selector": [quote, position]}


def _creator(person: User | None) -> Document:
    if person is None:
        return {"id": settings.SITE_URL, "type": "Organization", "name": "wijk"}
    return {"type": "Person"} if person.erased_at else {"type": "Person", "role": person.role}


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
