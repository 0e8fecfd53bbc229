"""The sitemap: every public page is in it once, and nothing that visitors may not see."""

from datetime import datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from initiatives import workflow
from tests.factories import a_case, a_draft, a_lesson, a_publication
from wijk import sitemap

pytestmark = pytest.mark.django_db

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def places(client: Client, address: str) -> list[str]:
    root = ET.fromstring(client.get(address).content)  # noqa: S314 - our own
    return [urlsplit(place.text or "").path for place in root.iter(f"{SPACE}loc")]


def everything(client: Client) -> list[str]:
    return [place for page in places(client, "/sitemap.xml") for place in places(client, page)]


def test_every_public_record_is_in_it_and_no_other(client: Client) -> None:
    a_case(slug="zaak")
    a_lesson(slug="les")
    a_publication(slug="boek")
    a_draft(slug="concept")
    workflow.withdraw(a_case(slug="weg"), by=None, reason="Op verzoek.")

    found = everything(client)

    assert {
        "/",
        "/initiatieven/zaak/",
        "/lessen/les/",
        "/publicaties/boek/",
        "/themas/eten/",
        "/gemeenten/urk/",
    } <= set(found)
    assert {"/initiatieven/concept/", "/initiatieven/weg/"}.isdisjoint(found)
    assert len(found) == len(set(found))
    assert all(client.get(place).status_code == 200 for place in found if not place.startswith("/gemeenten/"))


@pytest.mark.parametrize("number", ["0", "2", "9" * 15, "9" * 30])
@pytest.mark.parametrize("name", ["lessen", "paginas"])
def test_there_is_no_page_past_the_end(client: Client, name: str, number: str) -> None:
    a_lesson(slug="les")

    assert client.get(f"/sitemap/{name}/1.xml").status_code == 200
    assert client.get(f"/sitemap/{name}/{number}.xml").status_code == 404


def test_a_long_list_is_several_pages(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "ON_A_PAGE", 2)
    for slug in ("een", "twee", "drie"):
        a_lesson(slug=slug)

    assert [page for page in places(client, "/sitemap.xml") if "lessen" in page] == [
        "/sitemap/lessen/1.xml",
        "/sitemap/lessen/2.xml",
    ]
    assert places(client, "/sitemap/lessen/1.xml") == ["/lessen/een/", "/lessen/twee/"]
    assert places(client, "/sitemap/lessen/2.xml") == ["/lessen/drie/"]


@pytest.mark.parametrize("address", ["lessen/2", "lessen/0", "themas/2", "kleuren/1"])
def test_a_page_that_is_not_there_is_404(client: Client, address: str) -> None:
    a_lesson()

    assert client.get(f"/sitemap/{address}.xml").status_code == 404


def test_it_says_when_a_page_changed_and_is_not_sent_twice(client: Client) -> None:
    lesson = a_lesson(slug="les")

    response = client.get("/sitemap/lessen/1.xml")

    [moment] = ET.fromstring(response.content).iter(f"{SPACE}lastmod")  # noqa: S314 - our own
    assert datetime.fromisoformat(moment.text or "") == lesson.published_version.published_at
    again = client.get("/sitemap/lessen/1.xml", headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304


def test_robots_are_led_to_it_and_away_from_what_is_signed_in(client: Client) -> None:
    said = client.get("/robots.txt")

    lines = said.content.decode().splitlines()
    assert said.headers["Content-Type"].startswith("text/plain")
    assert any(line.startswith("Sitemap: http") and line.endswith("/sitemap.xml") for line in lines)
    assert {"Disallow: /werkplek/", "Disallow: /beheer/"} <= set(lines)
