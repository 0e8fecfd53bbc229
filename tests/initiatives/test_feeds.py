"""A feed for every question: well-formed Atom with the newest cases, under addresses that stay."""

from xml.etree import ElementTree as ET

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from curation.workflow import open_draft
from initiatives import feeds, workflow
from tests.factories import a_case

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def _feed(client: Client, query: str = "") -> ET.Element:
    response = client.get(f"/initiatieven/atom.xml?{query}")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(response.content)  # noqa: S314 - our own


def _text(element: ET.Element, name: str) -> str:
    found = element.find(f"{ATOM}{name}")
    assert found is not None
    return found.text or ""


def _ids(feed: ET.Element) -> list[str]:
    return [_text(entry, "id") for entry in feed.findall(f"{ATOM}entry")]


def _links(feed: ET.Element) -> dict[str, str]:
    return {link.attrib["rel"]: link.attrib["href"] for link in feed.findall(f"{ATOM}link")}


def test_it_has_the_newest_cases_of_the_question_first(client: Client) -> None:
    a_case(slug="eerst", themes=["eten"])
    a_case(slug="ander")
    a_case(slug="laatst", themes=["eten"], title="Soep & <brood>", summary="Samen eten.")

    feed = _feed(client, "thema=eten&thema=bestaat-niet&weergave=tabel&sorteer=titel&pagina=7")

    at = f"{settings.SITE_URL}/initiatieven/"
    assert _ids(feed) == [f"{at}laatst/", f"{at}eerst/"]
    assert _links(feed) == {"alternate": f"{at}?thema=eten", "self": f"{at}atom.xml?thema=eten"}
    entry = feed.find(f"{ATOM}entry")
    assert entry is not None
    assert _text(entry, "title") == "Soep & <brood>"
    assert "Samen eten." in _text(entry, "summary")


def test_it_has_no_more_than_fifty(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "MOST", 3)
    for number in range(5):
        a_case(slug=f"zaak-{number}")

    assert [address.split("/")[-2] for address in _ids(_feed(client))] == ["zaak-4", "zaak-3", "zaak-2"]


def test_a_new_version_is_an_update_under_the_same_id(client: Client) -> None:
    case = a_case(slug="zaak")
    before = _feed(client)

    draft = open_draft(case, by=None)
    workflow.publish(draft, by=None)
    after = _feed(client)

    [old], [new] = before.findall(f"{ATOM}entry"), after.findall(f"{ATOM}entry")
    assert _text(old, "id") == _text(new, "id")
    assert _text(old, "published") == _text(new, "published")
    assert _text(old, "updated") < _text(new, "updated") == _text(after, "updated")


def test_an_empty_feed_does_not_seem_new_each_time(client: Client) -> None:
    assert _text(_feed(client), "updated") == _text(_feed(client), "updated")


@pytest.mark.parametrize(
    "query", ["q=%01%02%EF%BF%BE", "q=%00", "q=%ED%A0%80", "q=" + "%3C" * 300, "gemeente=%01", "zoals=%00&ook=."]
)
def test_nonsense_never_breaks_it(client: Client, query: str) -> None:
    a_case(title="Vreemd \ufffe teken")

    assert _text(_feed(client, query), "title")


def test_its_number_of_queries_is_fixed(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for _ in range(4):
        a_case(themes=["eten"])
    _feed(client)

    with django_assert_num_queries(2):
        assert len(_ids(_feed(client))) == 4


def test_the_page_leads_to_it_for_programs_and_people(client: Client) -> None:
    a_case(themes=["eten"])

    html = client.get("/initiatieven/?thema=eten&weergave=kaart").content.decode()

    assert '<link rel="alternate" type="application/atom+xml"' in html
    assert html.count('href="/initiatieven/atom.xml?thema=eten"') == 2
