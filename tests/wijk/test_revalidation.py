"""Pages that a visitor has already: 304 as long as nothing has changed, and never longer."""

import gzip
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from initiatives.models import Theme
from initiatives.vocabulary_workflow import save_term
from initiatives.workflow import withdraw
from tests.factories import a_case, a_lesson, a_person, a_publication
from wijk import revalidation
from wijk.kept_answers import KeptAnswers

pytestmark = pytest.mark.django_db

PAGES = (
    "/",
    "/initiatieven/",
    "/initiatieven/?q=soep",
    "/initiatieven/soep/",
    "/lessen/",
    "/themas/",
    "/gemeenten/heerlen/",
)


@pytest.fixture(autouse=True)
def _keeping_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(revalidation, "answers", KeptAnswers(most_bytes=1_000_000))


def again(client: Client, address: str, first: Any) -> Any:
    return client.get(address, headers={"If-None-Match": first.headers["ETag"]})


@pytest.mark.parametrize("address", PAGES)
def test_a_page_that_is_the_same_is_not_sent_again(client: Client, address: str) -> None:
    a_case(slug="soep", title="Soep op dinsdag")
    first = client.get(address)

    second = again(client, address, first)
    by_date = client.get(address, headers={"If-Modified-Since": first.headers["Last-Modified"]})

    assert (first.status_code, second.status_code, by_date.status_code) == (200, 304, 304)
    assert second.content == b""
    assert second.headers["ETag"] == first.headers["ETag"]
    assert "Cookie" in first.headers["Vary"]


@pytest.mark.parametrize("date", ["Fri, 31 Dec 2199 23:59:59 GMT", "gisteren", "-1", ""])
def test_a_date_to_come_or_none_at_all_is_no_question(client: Client, date: str) -> None:
    assert client.get("/", headers={"If-Modified-Since": date}).status_code == 200


def test_every_kind_of_change_shows_at_once(client: Client) -> None:
    case = a_case(slug="soep")
    theme = Theme.objects.get(slug="armoede")
    theme.name = "Rondkomen"
    changes = (
        lambda: a_case(slug="brood"),
        lambda: withdraw(case, by=None, reason="Op verzoek."),
        lambda: save_term(theme, by=None),
        lambda: a_lesson(slug="les"),
        lambda: a_publication(slug="bundel"),
    )
    for change in changes:
        before = client.get("/")
        change()
        assert again(client, "/", before).status_code == 200


def test_language_and_part_are_pages_of_their_own(client: Client) -> None:
    dutch = client.get("/initiatieven/")

    part = client.get("/initiatieven/", headers={"If-None-Match": dutch.headers["ETag"], "HX-Request": "true"})
    client.post("/taal/", {"language": "en"})
    english = again(client, "/initiatieven/", dutch)

    assert (part.status_code, english.status_code) == (200, 200)


def test_who_is_signed_in_gets_each_page_anew(client: Client) -> None:
    visitor = client.get("/")
    client.force_login(a_person())

    response = again(client, "/", visitor)

    assert response.status_code == 200
    assert "ETag" not in response.headers


@pytest.mark.parametrize("address", ["/initiatieven/bestaat-niet/", "/account/inloggen/", "/healthz"])
def test_what_is_not_a_public_page_is_not_marked(client: Client, address: str) -> None:
    response = client.get(address)

    assert "ETag" not in response.headers


def test_a_page_that_was_just_made_for_another_visitor_is_not_made_again(
    client: Client, django_assert_num_queries: Any
) -> None:
    a_case(slug="soep")
    for address in PAGES:
        first = client.get(address)
        with django_assert_num_queries(1):  # the look at the log
            second = Client().get(address)
        assert second.content == first.content
        assert dict(second.headers) == dict(first.headers)


def test_what_is_kept_ends_with_the_next_change(client: Client) -> None:
    case = a_case(slug="soep", title="Soep op dinsdag")
    assert b"Soep op dinsdag" in client.get("/initiatieven/").content

    withdraw(case, by=None, reason="Op verzoek.")

    assert b"Soep op dinsdag" not in Client().get("/initiatieven/").content


def test_compressed_and_plain_answers_are_kept_apart(client: Client) -> None:
    plain = client.get("/over/")
    for _time in range(2):
        packed = client.get("/over/", headers={"Accept-Encoding": "gzip"})
        assert packed.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.content) == plain.content
        assert "Content-Encoding" not in client.get("/over/").headers


def test_a_message_for_one_visitor_does_not_reach_another(client: Client) -> None:
    client.get("/")
    client.force_login(a_person())
    client.post("/account/uitloggen/")
    told = client.get("/").content  # says that one has signed out

    assert told != Client().get("/").content == client.get("/").content


def test_pages_for_another_name_of_the_site_are_their_own(client: Client) -> None:
    here = client.get("/", headers={"Host": "127.0.0.1"})
    there = client.get("/", headers={"Host": "localhost"})
    nowhere = client.get("/", headers={"Host": "boef.example"})

    assert here.headers["ETag"] != there.headers["ETag"]
    assert nowhere.status_code == 400


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.integers(0, 40)), max_size=60))
def test_kept_answers_never_take_more_than_they_may(asked: list[tuple[str, int]]) -> None:
    answers = KeptAnswers(most_bytes=100)
    sizes: dict[str, int] = {}
    for key, size in asked:
        if answers.get(key) is None:
            answers.keep(key, HttpResponse(b"x" * size))
            sizes[key] = size
        kept = answers.get(key)
        assert kept is not None
        assert len(kept.content) == sizes[key]
        held = [found for name in sizes if (found := answers.get(name))]
        assert sum(len(each.content) for each in held) == answers.size <= 100
        answers.get(key)


def test_what_is_kept_of_one_address_is_not_given_at_another_that_is_written_alike(client: Client) -> None:
    """A query may come as bytes that no browser sends; made fit to read they look like those of another query."""
    in_bytes = client.get("/zoeken/", QUERY_STRING="q=tu\xc3\xa9in")
    same_signs = client.get("/zoeken/?q=tu%C3%83%C2%A9in")

    assert (in_bytes.status_code, same_signs.status_code) == (200, 200)
    assert in_bytes.content != same_signs.content
    assert in_bytes.headers["ETag"] != same_signs.headers["ETag"]
