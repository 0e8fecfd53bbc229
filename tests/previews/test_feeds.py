"""Every feed as programs read it: without complaint, whatever people typed, and the same until something changes."""

from datetime import datetime
from typing import Any

import feedparser
import pytest
from django.conf import settings
from django.test import Client

from publications.models import Kind
from tests.factories import a_case, a_lesson, a_publication

pytestmark = pytest.mark.django_db

HOSTILE = "Soep ]]> <b>&amp; \x0b\ufffe#{} مرحبا 🍲"
FEEDS = (
    *("/publicaties/atom.xml", "/publicaties/atom.xml?soort=film", "/publicaties/atom.xml?soort=film&thema=eten"),
    *("/initiatieven/atom.xml", "/initiatieven/atom.xml?thema=eten", "/lessen/feed/?thema=eten"),
    "/themas/eten/feed/",
)


@pytest.fixture(autouse=True)
def something_in_each() -> None:
    case = a_case(title=HOSTILE, summary=HOSTILE, themes=["eten"])
    lesson = a_lesson(title=HOSTILE, statement=HOSTILE, themes=["eten"])
    a_publication(title=HOSTILE, summary=HOSTILE, kind=Kind.FILM, themes=["eten"], initiatives=[case], lessons=[lesson])


@pytest.mark.parametrize("address", FEEDS)
def test_a_feed_is_read_without_complaint(client: Client, address: str) -> None:
    response = client.get(address)

    parsed: Any = feedparser.parse(response.content)
    assert (response.status_code, parsed.bozo, parsed.version) == (200, False, "atom10")
    assert parsed.entries
    assert parsed.feed.title
    for entry in parsed.entries:
        assert "Soep ]]>" in entry.title
        assert entry.link.startswith(settings.SITE_URL)
        assert client.get(entry.link.removeprefix(settings.SITE_URL)).status_code == 200
        assert datetime.fromisoformat(entry.updated).utcoffset() is not None
    assert len({entry.id for entry in parsed.entries}) == len(parsed.entries)
    assert any(link.rel == "self" and link.href == f"{settings.SITE_URL}{address}" for link in parsed.feed.links)
    assert client.get(address).content == response.content
