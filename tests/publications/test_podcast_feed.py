"""The feed of a podcast series: apps read it, it keeps to the schema, and it promises no sound that is not there."""

import io
import re
import uuid
from pathlib import Path
from typing import Any

import feedparser
import pytest
from django.conf import settings
from django.test import Client
from lxml import etree
from PIL import Image

from media.intake import take_attachment
from media.models import SOUNDS
from publications import workflow
from publications.harvest import load_publications
from publications.models import Kind, Publication
from tests.factories import a_publication, a_recording
from tests.media.pictures import an_mp3, upload

pytestmark = pytest.mark.django_db
PODCAST = "https://podcastindex.org/namespace/1.0"
ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
NOT_IN_SCHEMA = {"guid", "medium"}  # younger than the schema
SAID = "WEBVTT\n\n00:00.000 --> 00:05.000\n<v Fatma>Welkom.\n"


@pytest.fixture
def series() -> Publication:
    return a_publication(slug="reeks", kind=Kind.PODCAST_SERIES, title="Reeks <&> ☕", makers=["Fatma", "Jan & Co"])


@pytest.fixture
def episode(series: Publication) -> Publication:
    return a_recording(
        slug="aflevering",
        title="Koken ]]> met 'Fatma'",
        series=series,
        number_in_series=4,
        issued="2021-09-16",
        file=take_attachment(upload(an_mp3(), "a.mp3"), by=None, kinds=SOUNDS),
        transcript=SAID,
        seconds=751,
        chapters=[(0, "Begin")],
        speakers=["Fatma", "Jan \x0b"],
    )


def feed(client: Client, slug: str = "reeks") -> bytes:
    response = client.get(f"/publicaties/{slug}/feed.xml")
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("application/rss+xml")
    return response.content


def read(content: bytes) -> Any:
    parsed = feedparser.parse(content)
    assert not parsed.bozo, parsed.get("bozo_exception")
    return parsed


def test_apps_read_it(client: Client, series: Publication, episode: Publication) -> None:
    parsed = read(feed(client))
    item = parsed.entries[0]

    assert parsed.version == "rss20"
    assert parsed.feed.title == "Reeks <&> ☕"
    assert item.title == "Koken ]]> met 'Fatma'"
    assert item.itunes_duration == "751"
    assert item.itunes_episode == "4"
    assert item.published_parsed[:3] == (2021, 9, 16)
    assert not item.guidislink


def test_the_enclosure_is_the_sound_itself(client: Client, episode: Publication) -> None:
    (enclosure,) = read(feed(client)).entries[0].enclosures

    sound: Any = client.get(enclosure.href.removeprefix(settings.SITE_URL))
    assert enclosure.href.startswith(settings.SITE_URL)
    assert (sound.status_code, sound.headers["Content-Type"]) == (200, enclosure.type)
    assert len(sound.getvalue()) == int(enclosure.length)


def test_what_goes_along_is_there(client: Client, episode: Publication) -> None:
    item = etree.fromstring(feed(client)).find("channel/item")
    assert item is not None

    for tag in (*item.iter(f"{{{PODCAST}}}transcript"), *item.iter(f"{{{PODCAST}}}chapters")):
        response = client.get(tag.get("url", "").removeprefix(settings.SITE_URL))
        assert response.status_code == 200
        assert response.headers["Content-Type"].split(";")[0] == tag.get("type")
    assert [tag.get("type") for tag in item.iter(f"{{{PODCAST}}}transcript")] == ["text/vtt", "text/plain"]
    assert [tag.text for tag in item.iter(f"{{{PODCAST}}}person")] == ["Fatma", "Jan \N{REPLACEMENT CHARACTER}"]


def test_it_keeps_to_the_schema_of_podcasting(client: Client, episode: Publication, shared: Path) -> None:
    schema = etree.XMLSchema(etree.parse(shared / "yardsticks/podcast/podcast-wrapper.xsd"))
    tags = [tag for tag in etree.fromstring(feed(client)).iter(f"{{{PODCAST}}}*") if _name(tag) not in NOT_IN_SCHEMA]
    wrapper = etree.Element(f"{{{PODCAST}}}test-wrapper")
    wrapper.extend(tags)

    assert {_name(tag) for tag in tags} == {"locked", "person", "transcript", "chapters", "episode"}
    assert schema.validate(wrapper), schema.error_log


def _name(tag: Any) -> str:
    return str(etree.QName(tag).localname)


def test_its_picture_is_one_that_apps_take(client: Client, series: Publication) -> None:
    href = read(feed(client)).feed.image.href

    response = client.get(href.removeprefix(settings.SITE_URL))

    picture = Image.open(io.BytesIO(response.content))
    assert (response.status_code, response.headers["Content-Type"]) == (200, "image/png")
    assert (picture.size, picture.format, picture.mode) == ((1400, 1400), "PNG", "RGB")
    bundle = a_publication(kind=Kind.BUNDLE)
    assert client.get(f"{bundle.get_absolute_url()}v1/podcastbeeld.png").status_code == 404


def test_what_is_elsewhere_is_told_of_and_promises_no_sound(client: Client, series: Publication) -> None:
    a_recording(slug="elders", series=series, address="https://podcast.voorbeeld.nl/1")
    a_publication(slug="onbekend", series=series, kind=Kind.PODCAST_EPISODE, issued="2021")

    entries = read(feed(client)).entries

    assert {entry.link.split("/")[-2] for entry in entries} == {"elders", "onbekend"}
    assert not any(entry.enclosures for entry in entries)
    assert not any("published" in entry for entry in entries)
    assert all(not re.search(r"\.(mp3|m4a|ogg|wav)", entry.summary) for entry in entries)


def test_it_knows_itself_by_a_mark_that_a_new_address_does_not_change(client: Client, series: Publication) -> None:
    def mark(slug: str) -> str:
        return str(etree.fromstring(feed(client, slug)).findtext(f"channel/{{{PODCAST}}}guid"))

    before = mark("reeks")
    workflow.change_slug(series, "andere-reeks", by=None)

    assert uuid.UUID(before).version == 5
    assert mark("andere-reeks") == before
    assert client.get("/publicaties/reeks/feed.xml").headers["Location"] == "/publicaties/andere-reeks/feed.xml"


def test_drafts_and_withdrawn_episodes_are_not_in_it(client: Client, episode: Publication) -> None:
    workflow.open_draft(episode, by=None)
    assert len(read(feed(client)).entries) == 1

    workflow.withdraw(Publication.objects.get(pk=episode.pk), by=None, reason="op verzoek")
    assert read(feed(client)).entries == []


def test_the_real_series_is_honest(client: Client) -> None:
    load_publications()

    parsed = read(feed(client, "podcastserie-wij-in-de-wijk"))

    assert len(parsed.entries) == 2
    assert not any(entry.enclosures for entry in parsed.entries)


def test_it_is_the_same_until_something_is_published(client: Client, episode: Publication) -> None:
    assert feed(client) == feed(client)
    assert read(feed(client)).feed.updated_parsed[0] >= 2024
