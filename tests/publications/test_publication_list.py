"""The list of publications: exact counts by an oracle, orders, files and feeds, and how little it asks."""

import csv
import io
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.db import connection, transaction
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from initiatives.models import Theme
from media.intake import take
from places.register import register
from publications import workflow
from publications.browsing import index
from publications.browsing.facets import SLUGS
from publications.browsing.listing import PublicationResult
from publications.models import Kind, Publication, PublicationVersion, ThemeInPublication
from tests.factories import a_case, a_publication, a_publication_draft
from tests.media.pictures import a_jpeg, upload

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
THEMES = ("ontmoeting", "armoede")
PLACES = ("GM0363", "GM0917", "GM0683", None)
ISSUED = ("", "2019", "2020-03", "2021-11-05")


def listed(client: Client, query: str = "") -> list[str]:
    return [card.publication.slug for card in client.get(f"/publicaties/{query}").context["result"].cards]


# ------------------------------------------------------------ counts

made = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(list(Kind)),
        "themes": st.lists(st.sampled_from(THEMES), unique=True),
        "issued": st.sampled_from(ISSUED),
        "about": st.sets(st.integers(0, len(PLACES) - 1), max_size=2),
        "is_withdrawn": st.booleans(),
    }
)
asked = st.fixed_dictionaries(
    {},
    optional={
        "soort": st.sets(st.sampled_from(sorted(SLUGS.values())), min_size=1, max_size=2),
        "thema": st.sets(st.sampled_from(THEMES), min_size=1),
        "provincie": st.sets(st.sampled_from(("fryslan", "limburg", "noord-holland")), min_size=1, max_size=2),
        "jaar_van": st.sampled_from(("2019", "2020", "2022")).map(lambda year: {year}),
        "jaar_tot": st.sampled_from(("2018", "2019", "2020")).map(lambda year: {year}),
    },
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(made, max_size=6), st.lists(asked, max_size=4))
def test_counts_equal_the_oracle(drawn: list, questions: list) -> None:
    with transaction.atomic():
        _check(drawn, questions)
        transaction.set_rollback(True)


def _check(drawn: list, questions: list) -> None:
    stood = [a_case(municipality=place, online=place is None) for place in PLACES]
    PublicationResult(QueryDict(""))  # whatever is kept from here on must notice what follows
    for said in drawn:
        record = a_publication(
            kind=said["kind"],
            themes=said["themes"],
            issued=said["issued"],
            initiatives=[stood[number] for number in said["about"]],
        )
        if said["is_withdrawn"]:
            workflow.withdraw(record, by=None, reason="Op verzoek.")
    described = [_described(said) for said in drawn if not said["is_withdrawn"]]

    for chosen in [{}, *questions]:
        query = QueryDict(mutable=True)
        for name, values in chosen.items():
            query.setlist(name, sorted(values))
        result = PublicationResult(query)
        found = {(value.facet.name, value.slug): number for value, number in result.counts.by_value.items() if number}
        assert (result.total, found) == _oracle(described, chosen)
        assert len(result.cards) == result.total


def _described(said: Mapping[str, Any]) -> dict[str, set[str]]:
    places = register()
    today = [places.today(code) for number in said["about"] if (code := PLACES[number])]
    provinces = [places.province_of(code) for code in today if code]
    return {
        "soort": {SLUGS[said["kind"]]},
        "thema": set(said["themes"]),
        "gemeente": {places.municipality(code).slug for code in today if code},
        "provincie": {province.slug for province in provinces if province},
        "jaar": {said["issued"][:4]} - {""},
    }


def _oracle(described: list, chosen: Mapping[str, set[str]]) -> tuple[int, dict[tuple[str, str], int]]:
    total, counts = 0, dict[tuple[str, str], int]()
    for has in described:
        misses = {name for name, wanted in chosen.items() if not _answers(has, name, wanted)}
        total += not misses
        for facet in ("soort", "thema", "gemeente", "provincie"):
            for slug in has[facet] if misses <= {facet} else ():
                counts[facet, slug] = counts.get((facet, slug), 0) + 1
    return total, counts


def _answers(has: Mapping[str, set[str]], name: str, wanted: set[str]) -> bool:
    if name in {"jaar_van", "jaar_tot"}:
        [bound] = wanted
        return any(year >= bound if name == "jaar_van" else year <= bound for year in has["jaar"])
    return bool(has[name] & wanted)


# ------------------------------------------------------------ what it answers


def test_it_shows_what_is_published_the_newest_first(client: Client) -> None:
    a_publication(slug="ongedateerd")
    a_publication(slug="film", kind=Kind.FILM, issued="2020")
    a_publication(slug="artikel", kind=Kind.ARTICLE, issued="2021-03", title="’t Anker")
    a_publication(slug="ook", kind=Kind.ARTICLE, issued="2021-03", title="Boom")
    a_publication_draft(slug="concept")

    assert listed(client) == ["ook", "artikel", "film", "ongedateerd"]
    assert listed(client, "?sorteer=titel")[:2] == ["artikel", "ook"]
    assert listed(client, "?soort=film") == ["film"]
    assert 'data-total="1"' in client.get("/publicaties/?soort=film").content.decode()


def test_every_kind_has_an_address_and_its_own_name_is_understood(client: Client) -> None:
    for kind in Kind:
        a_publication(slug=SLUGS[kind], kind=kind)

    for kind in Kind:
        assert listed(client, f"?soort={SLUGS[kind]}") == listed(client, f"?soort={kind.value}") == [SLUGS[kind]]


@pytest.mark.parametrize("query", ["soort=gedicht", "soort=%00", "soort=%ED%A0%80", "jaar_van=abc", "thema=niet"])
def test_a_value_it_does_not_know_is_said_and_left_out(client: Client, query: str) -> None:
    a_publication(slug="artikel")

    response = client.get(f"/publicaties/?{query}")

    assert (response.status_code, listed(client, f"?{query}")) == (200, ["artikel"])
    assert len(response.context["result"].problems) == 1


def test_words_find_publications_and_say_where_they_stand(client: Client) -> None:
    a_publication(slug="in-de-tekst", title="Iets anders", summary="Wie samen kookt, kent elkaar.")
    a_publication(slug="in-de-titel", title="Koken verbindt")
    a_publication(slug="niet", title="Wandelen")

    result = client.get("/publicaties/?q=koken").context["result"]

    assert [card.publication.slug for card in result.cards] == ["in-de-titel", "in-de-tekst"]
    assert [piece.text for piece in result.cards[0].finding.title if piece.is_marked] == ["Koken"]


def test_when_nothing_is_found_it_says_which_filter_to_drop(client: Client) -> None:
    a_publication(kind=Kind.FILM, issued="2019")

    result = client.get("/publicaties/?soort=film&jaar_van=2021").context["result"]

    assert [(str(way.without), way.count) for way in result.relaxations] == [("?soort=film", 1)]


def test_a_page_holds_twenty_and_there_is_none_past_the_end(client: Client) -> None:
    for _number in range(21):
        a_publication()

    assert len(listed(client, "?pagina=2")) == 1
    assert client.get("/publicaties/?pagina=3").status_code == 404


def test_a_facet_stands_in_full_at_an_address_of_its_own(client: Client) -> None:
    a_publication(kind=Kind.FILM, themes=["eten"])

    page = client.get("/publicaties/facet/thema/?soort=film")

    assert {item.value.slug: item.count for item in page.context["items"]}["eten"] == 1
    assert page.context["others"] == [("soort", "film")]
    assert client.get("/publicaties/facet/kleur/").status_code == 404


def test_it_shows_the_cover_of_what_has_one(client: Client, carla: User) -> None:
    draft = a_publication_draft(slug="boek")
    picture = take(upload(a_jpeg()), by=carla)
    draft.covers.create(picture=picture, is_decorative=True, credit="Ans", licence="cc-by", consent="nobody")
    workflow.publish(draft, by=None)

    [card] = client.get("/publicaties/").context["result"].cards

    assert card.picture == picture
    assert picture.key in client.get("/publicaties/").content.decode()


# ------------------------------------------------------------ taking it along


def test_the_files_hold_the_whole_result_and_no_formula(client: Client) -> None:
    a_publication(slug="film", kind=Kind.FILM, title="=1+1", issued="2020", makers=["Ans", "Bo"], themes=["eten"])
    for _number in range(20):
        a_publication(kind=Kind.FILM)
    a_publication(slug="artikel", kind=Kind.ARTICLE)

    table = client.get("/publicaties/publicaties.csv?soort=film&pagina=2")
    said = client.get("/publicaties/publicaties.json?soort=film").json()

    rows = {row["slug"]: row for row in csv.DictReader(io.StringIO(table.content.decode()))}
    assert len(rows) == said["aantal"] == len(said["publicaties"]) == 21
    assert (rows["film"]["titel"], rows["film"]["makers"], rows["film"]["verschenen"]) == ("'=1+1", "Ans|Bo", "2020")
    assert next(row for row in said["publicaties"] if row["slug"] == "film")["titel"] == "=1+1"
    assert rows["film"]["vraag"] == said["vraag"]
    assert said["vraag"].endswith("/publicaties/?soort=film")


def test_the_feed_tells_of_one_kind_and_theme_and_is_well_formed(client: Client) -> None:
    a_publication(slug="film", kind=Kind.FILM, title="Buren \x08 & <b>zo</b>", themes=["eten"])
    a_publication(slug="artikel", kind=Kind.ARTICLE, themes=["eten"])

    response = client.get("/publicaties/atom.xml?soort=film&thema=eten")

    [entry] = ET.fromstring(response.content).iter(f"{ATOM}entry")  # noqa: S314 - our own
    assert entry.find(f"{ATOM}id").text.endswith("/publicaties/film/")
    assert entry.find(f"{ATOM}title").text == "Buren \ufffd & <b>zo</b>"
    assert [category.get("term") for category in entry.iter(f"{ATOM}category")] == [Theme.objects.get(slug="eten").name]
    assert response.headers["ETag"]


def test_the_page_leads_to_the_feeds(client: Client) -> None:
    page = client.get("/publicaties/?thema=eten").content.decode()

    assert 'href="/publicaties/atom.xml?thema=eten"' in page
    assert all(f'href="/publicaties/atom.xml?soort={slug}"' in page for slug in SLUGS.values())


# ------------------------------------------------------------ how little it asks


def test_publications_are_read_in_three_queries_and_then_kept() -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            index.current()
        return len([query for query in seen if "changes_change" not in query["sql"]])

    a_publication(slug="film", initiatives=[a_case()])
    PublicationResult(QueryDict(""))
    Publication.objects.filter(slug="film").update(slug="anders")

    assert (queries(), queries()) == (2 + 3, 0)  # the values of all facets, of which bundles are some, and ours


@pytest.mark.parametrize(
    ("address", "number"),
    [
        ("/publicaties/", 3),
        ("/publicaties/?thema=eten&sorteer=titel&pagina=2", 3),
        ("/publicaties/?zoals=heerlen", 3),
        ("/publicaties/?q=samen", 4),
        ("/publicaties/facet/thema/", 1),
        ("/publicaties/atom.xml", 3),
        ("/publicaties/publicaties.csv", 3),
    ],
)
def test_the_number_of_queries_is_fixed_among_500(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, address: str, number: int
) -> None:
    case = a_case(municipality="GM0935")
    series = a_publication(slug="reeks", kind=Kind.PODCAST_SERIES, themes=["eten"])
    first = a_publication(themes=["eten"], summary="Samen koken.", initiatives=[case], series=series)
    _many_like(first, 498)
    client.get(address)

    with django_assert_num_queries(number):
        assert client.get(address).status_code == 200
    assert PublicationResult(QueryDict("")).total == 500


def _many_like(publication: Publication, number: int) -> None:
    """Published like it, straight into the tables."""
    version: Any = publication.published_version
    theme = version.theme_rows.get().tag
    records = Publication.objects.bulk_create(Publication(slug=f"veel-{each}") for each in range(number))
    said = {"kind": version.kind, "series": version.series, "status": "published", "published_at": version.published_at}
    versions = PublicationVersion.objects.bulk_create(
        PublicationVersion(record=record, title=f"Samen {record.slug}", number=1, **said) for record in records
    )
    ThemeInPublication.objects.bulk_create(ThemeInPublication(tag=theme, content_object=each) for each in versions)
    for record, each in zip(records, versions, strict=True):
        record.published_version = each
    Publication.objects.bulk_update(records, ["published_version"])


def test_a_page_that_is_still_the_same_is_not_sent_again(client: Client) -> None:
    a_publication(slug="film", kind=Kind.FILM)
    etag = client.get("/publicaties/?soort=film").headers["ETag"]

    assert client.get("/publicaties/?soort=film", headers={"If-None-Match": etag}).status_code == 304

    a_publication(slug="nog-een", kind=Kind.FILM)
    assert client.get("/publicaties/?soort=film", headers={"If-None-Match": etag}).status_code == 200
