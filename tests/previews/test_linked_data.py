"""What pages tell other programs: Open Graph and JSON-LD, whatever people have written."""

import json
import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from lxml import html

from lessons import workflow
from lessons.models import Lesson
from media.intake import take_attachment
from media.models import SOUNDS
from publications.models import Kind
from tests.factories import a_case, a_lesson, a_publication, a_recording, an_infographic
from tests.media.pictures import an_mp3, upload

pytestmark = pytest.mark.django_db

HOSTILE = "</script><script>alert(1)</script> \u2028 & \"'<!-- ]]>"


def head_of(client: Client, address: str) -> Any:
    return html.fromstring(client.get(address).content).find("head")


def nodes(client: Client, address: str) -> list[dict[str, Any]]:
    [block] = head_of(client, address).xpath("//script[@type='application/ld+json']")
    said = json.loads(block.text)
    assert said["@context"] == "https://schema.org"
    return said["@graph"]


def node(client: Client, address: str, kind: str) -> dict[str, Any]:
    [found] = [each for each in nodes(client, address) if each["@type"] == kind]
    return found


def open_graph(client: Client, address: str) -> dict[str, str]:
    marks = head_of(client, address).xpath("//meta[starts-with(@property, 'og:')]")
    return {mark.get("property"): mark.get("content") for mark in marks}


def test_a_case_is_an_article_about_a_project_in_a_place(client: Client) -> None:
    a_case(
        slug="soep",
        title="Soep",
        neighbourhood="Mariarade",
        started="2012-05",
        themes=["eten"],
        sources=["https://krant.example/"],
    )

    said = node(client, "/initiatieven/soep/", "Article")

    assert said["@id"] == f"{settings.SITE_URL}/initiatieven/soep/v1/"
    assert said["about"]["foundingDate"] == "2012-05"
    assert said["about"]["location"]["name"] == "Mariarade"
    assert said["about"]["location"]["containedInPlace"]["identifier"] == "GM0917"
    assert [source["url"] for source in said["citation"]] == ["https://krant.example/"]
    assert len(said["keywords"]) == 1


def test_what_is_not_known_is_left_out(client: Client) -> None:
    a_case(slug="soep", municipality=None, online=True)

    said = node(client, "/initiatieven/soep/", "Article")

    assert {"description", "keywords", "citation"}.isdisjoint(said)
    assert set(said["about"]) == {"@type", "name", "location"}
    assert said["about"]["location"] == {"@type": "VirtualLocation"}


@pytest.mark.parametrize(
    ("kind", "type_"),
    [
        (Kind.BUNDLE, "Book"),
        (Kind.PODCAST_SERIES, "PodcastSeries"),
        (Kind.PODCAST_EPISODE, "PodcastEpisode"),
        (Kind.FILM, "VideoObject"),
        (Kind.ARTICLE, "Article"),
        (Kind.INFOGRAPHIC, "CreativeWork"),
    ],
)
def test_each_kind_of_publication_is_what_it_is(client: Client, kind: Kind, type_: str) -> None:
    a_publication(slug="werk", kind=kind, issued="2020-03", makers=["Cinedoc"], initiatives=[a_case(slug="soep")])

    said = node(client, "/publicaties/werk/", type_)

    assert (said["datePublished"], said["creator"]) == ("2020-03", [{"name": "Cinedoc"}])
    assert [about["url"] for about in said["about"]] == [f"{settings.SITE_URL}/initiatieven/soep/"]


def test_an_episode_and_its_series_lead_to_each_other(client: Client) -> None:
    series = a_publication(slug="reeks", kind=Kind.PODCAST_SERIES)
    a_publication(slug="deel", kind=Kind.PODCAST_EPISODE, series=series, number_in_series=2)

    episode = node(client, "/publicaties/deel/", "PodcastEpisode")

    assert episode["partOfSeries"]["url"] == f"{settings.SITE_URL}/publicaties/reeks/"
    assert episode["episodeNumber"] == 2
    [part] = node(client, "/publicaties/reeks/", "PodcastSeries")["hasPart"]
    assert part["url"] == f"{settings.SITE_URL}/publicaties/deel/"


WORDS = "WEBVTT\n\n00:00.000 --> 00:04.000\nHier koken buren."


def test_a_recording_of_our_own_is_there_to_be_played(client: Client) -> None:
    sound = take_attachment(upload(an_mp3(), "koken.mp3"), by=None, kinds=SOUNDS)
    a_recording(slug="koken", file=sound, transcript=WORDS, seconds=750, speakers=["Fatma"])

    said = node(client, "/publicaties/koken/", "PodcastEpisode")

    media = said["associatedMedia"]
    assert (media["encodingFormat"], media["duration"]) == ("audio/mpeg", "PT750S")
    assert client.get(urlsplit(media["contentUrl"]).path).status_code == 200
    words = client.get(urlsplit(media["caption"]["contentUrl"]).path)
    assert words.headers["Content-Type"].startswith(media["caption"]["encodingFormat"])
    assert said["contributor"] == [{"name": "Fatma"}]


def test_a_recording_elsewhere_is_not_said_to_be_ours(client: Client) -> None:
    a_recording(slug="film", kind=Kind.FILM, address="https://films.example/1", issued="2020")

    said = node(client, "/publicaties/film/", "VideoObject")

    assert "contentUrl" not in said
    assert said["uploadDate"] == "2020"


def test_the_site_can_be_searched_and_its_lists_be_taken_along(client: Client) -> None:
    assert "{words}" in node(client, "/", "WebSite")["potentialAction"]["target"]["urlTemplate"]

    files = [
        file for place in ("/initiatieven/", "/publicaties/") for file in node(client, place, "Dataset")["distribution"]
    ]
    assert len(files) == 5
    for file in files:
        answer = client.get(urlsplit(file["contentUrl"]).path)
        assert answer.headers["Content-Type"].startswith(file["encodingFormat"])


def test_the_way_to_a_page_leads_there(client: Client) -> None:
    a_lesson(slug="les", title="Les")

    steps = node(client, "/lessen/les/", "BreadcrumbList")["itemListElement"]

    assert [urlsplit(step["item"]).path for step in steps] == ["/", "/lessen/", "/lessen/les/"]
    assert [step["position"] for step in steps] == [1, 2, 3]


@pytest.mark.parametrize("room", ["/initiatieven/", "/lessen/", "/publicaties/"])
def test_a_selection_is_shared_as_it_is(client: Client, room: str) -> None:
    marks = open_graph(client, f"{room}?thema=eten&q=%3Cb%3E&bestaat=niet")

    assert marks["og:url"] == f"{settings.SITE_URL}{room}?q=%3Cb%3E&thema=eten"
    assert "<b>" in marks["og:title"]
    assert open_graph(client, room)["og:url"] == f"{settings.SITE_URL}{room}"


@pytest.mark.parametrize("address", ["/initiatieven/soep/", "/lessen/soep/", "/publicaties/soep/"])
def test_hostile_text_stays_text(client: Client, address: str) -> None:
    a_case(slug="soep", title=HOSTILE, summary=HOSTILE, neighbourhood=HOSTILE)
    a_lesson(slug="soep", title=HOSTILE, statement=HOSTILE, drawn_by=HOSTILE)
    a_publication(slug="soep", title=HOSTILE, summary=HOSTILE, makers=[HOSTILE], genre=HOSTILE[:40])

    page = client.get(address).content.decode()

    assert "<script>alert" not in page
    assert nodes(client, address)[0]["name"] == HOSTILE
    assert open_graph(client, address)["og:title"] == HOSTILE


def test_a_page_has_a_picture_of_its_own_that_is_there(client: Client) -> None:
    a_case(slug="soep")
    a_lesson(slug="soep")
    a_publication(slug="soep")

    rooms = ("/initiatieven/soep/", "/lessen/soep/", "/publicaties/soep/", "/themas/eten/", "/gemeenten/heerlen/", "/")
    pictures = [open_graph(client, room)["og:image"] for room in rooms]

    assert len(set(pictures)) == 5  # a municipality has that of the site
    for picture in pictures:
        assert picture.startswith(settings.SITE_URL)
        assert client.get(urlsplit(picture).path).headers["Content-Type"] == "image/png"


def test_the_picture_of_an_infographic_is_its_own(client: Client) -> None:
    an_infographic({"kind": "title", "heading": "Buren"}, slug="cijfers")

    picture = open_graph(client, "/publicaties/cijfers/")["og:image"]

    assert urlsplit(picture).path == "/publicaties/cijfers/v1/infographic-1200x630.png"
    assert client.get(urlsplit(picture).path).headers["Content-Type"] == "image/png"


def test_an_earlier_version_has_its_own_address_and_words(client: Client) -> None:
    a_lesson(slug="les", title="Eerst")
    draft: Any = workflow.open_draft(Lesson.objects.get(slug="les"), by=None)
    draft.title = "Later"
    draft.save()
    workflow.publish(draft, by=None)

    old, new = open_graph(client, "/lessen/les/v1/"), open_graph(client, "/lessen/les/")

    assert (old["og:title"], urlsplit(old["og:url"]).path) == ("Eerst", "/lessen/les/v1/")
    assert (new["og:title"], urlsplit(new["og:url"]).path) == ("Later", "/lessen/les/")
    assert old["og:image"] != new["og:image"]


def test_no_page_has_an_inline_script(client: Client) -> None:
    a_case(slug="soep")

    for address in ("/", "/initiatieven/", "/initiatieven/soep/", "/themas/eten/"):
        scripts = re.findall(r"<script(?![^>]*\bsrc=)([^>]*)>", client.get(address).content.decode())
        assert scripts == [' type="application/ld+json"']
        assert "'unsafe-inline'" not in client.get(address).headers["Content-Security-Policy"]
