"""The catalogue at /initiatieven/: what the contract promises programs, and what people may ask."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from initiatives import facets, workflow
from initiatives.models import Theme
from initiatives.vocabulary_workflow import merge_terms, save_term
from places.register import register
from publications.workflow import change_slug
from tests.factories import a_case, a_draft, a_publication

pytestmark = pytest.mark.django_db


def total(response: HttpResponse) -> int:
    [found] = re.findall(r'data-total="(\d+)"', response.content.decode())
    return int(found)


def slugs(response: HttpResponse) -> list[str]:
    return re.findall(r'data-slug="([^"]+)"', response.content.decode())


def counts(response: HttpResponse, facet: str) -> dict[str, int]:
    found = re.findall(rf'data-facet="{facet}"\s+data-value="([^"]+)"\s+data-count="(\d+)"', response.content.decode())
    return {value: int(number) for value, number in found}


def test_it_shows_published_cases_and_no_drafts(client: Client) -> None:
    a_case(slug="gepubliceerd")
    a_draft(slug="concept")

    response = client.get("/initiatieven/")

    assert (total(response), slugs(response)) == (1, ["gepubliceerd"])


def test_it_sets_no_cookie(client: Client) -> None:
    response = client.get("/initiatieven/")

    assert not response.cookies


@pytest.mark.parametrize(
    "query",
    [
        "gemeente=heerlen",
        "gemeente=GM0917",
        "gemeente=gemeente+Heerlen",
        "provincie=limburg",
        "thema=ontmoeting",
        "thema=ontmoeting&thema=armoede",
        "actor=welzijn",
        "accommodatie=buurthuis",
        "toegang=publiek",
        "doelgroep=kinderen",
        "verbinding=bonding",
        "functie=opbouwwerker",
        "jaar_van=2012&jaar_tot=2012",
        "q=soep",
        "q=%22soep+op+dinsdag%22",
        "bundel=bundel-1",
    ],
)
def test_each_filter_finds_the_case_it_describes(client: Client, query: str) -> None:
    case = a_case(
        slug="gezocht",
        title="Soep op dinsdag",
        municipality="GM0917",
        themes=["ontmoeting"],
        actors=[("Welzijn Heerlen", "welzijn")],
        accommodations=[("De Kamer", "buurthuis", "publiek")],
        target_groups=["kinderen"],
        community_work=["opbouwwerker"],
        bonding="Onder elkaar.",
        started="2012-05",
    )
    a_case(slug="ander", title="Iets heel anders", municipality="GM0363")
    a_publication(slug="bundel-1", kind="bundle", initiatives=[case])

    response = client.get(f"/initiatieven/?{query}")

    assert (total(response), slugs(response)) == (1, ["gezocht"])


def test_bundles_without_a_number_stand_after_those_with_one(client: Client) -> None:
    case = a_case()
    for slug, number in (("los", None), ("deel-2", 2), ("deel-1", 1)):
        a_publication(slug=slug, kind="bundle", initiatives=[case], number_in_series=number)

    result = client.get("/initiatieven/").context["result"]

    assert [item.value.slug for item in result.every_value(facets.BUNDLE)] == ["deel-1", "deel-2", "los"]


def test_a_province_is_found_by_its_dutch_and_its_frisian_name(client: Client) -> None:
    a_case(slug="sneek", municipality="GM1900")
    a_case(slug="nes", municipality="GM1970")
    a_case(slug="heerlen", municipality="GM0917")

    assert total(client.get("/initiatieven/?provincie=friesland")) == 2
    assert total(client.get("/initiatieven/?provincie=fryslan")) == 2


def test_a_case_written_under_a_former_municipality_is_found_under_its_successor(client: Client) -> None:
    a_case(slug="bolsward", municipality="GM0683")

    assert slugs(client.get("/initiatieven/?gemeente=sudwest-fryslan")) == ["bolsward"]
    assert slugs(client.get("/initiatieven/?gemeente=wunseradiel")) == ["bolsward"]


def test_a_question_without_end_is_cut_before_it_fills_every_link(client: Client) -> None:
    a_case()

    assert len(client.get("/initiatieven/?weergave=kaart&q=" + "a" * 10_000).content) < 200_000


@pytest.mark.parametrize("begin", ["gemeente=", "ook=gemeente."])
def test_a_hundred_values_can_be_chosen_and_no_more(client: Client, begin: str) -> None:
    places = [place.slug for place in register().current()]
    asked = "&".join(["doelgroep=jongeren", *(f"{begin}{slug}" for slug in places[:200])])

    response = client.get(f"/initiatieven/?{asked}")

    result = response.context["result"]
    assert len(result.chips) == 100
    assert result.problems
    assert len(response.content) < 1_000_000


def test_what_it_does_not_know_is_said_and_left_out(client: Client) -> None:
    a_case()

    response = client.get("/initiatieven/?thema=bestaat-niet&jaar_van=abc&sorteer=kleur&weergave=taart&pagina=x")

    assert response.status_code == 200
    assert total(response) == 1
    assert len(response.context["result"].problems) == 5
    assert "bestaat-niet" in response.content.decode()


def test_a_filter_goes_on_under_a_former_address(client: Client) -> None:
    bundle = a_publication(slug="bundel-oud", kind="bundle", initiatives=[a_case(slug="gezocht", themes=["eten"])])
    a_case(slug="ander")
    theme = Theme.objects.get(slug="eten")
    theme.slug = "tafelen"
    save_term(theme, by=None)
    change_slug(bundle, "bundel-nieuw", by=None)

    response = client.get("/initiatieven/?thema=eten&bundel=bundel-oud")

    assert slugs(response) == ["gezocht"]
    assert str(response.context["result"].address) == "?thema=tafelen&bundel=bundel-nieuw"


def test_a_merged_and_renamed_term_is_found_by_all_its_addresses(client: Client) -> None:
    a_case(slug="gezocht", themes=["eten"])
    a_case(slug="ander")
    merged, kept = Theme.objects.get(slug="eten"), Theme.objects.get(slug="ontmoeting")
    merged.slug = "tafelen"
    save_term(merged, by=None)
    merge_terms(merged, into=kept, by=None)

    assert slugs(client.get("/initiatieven/?thema=eten")) == ["gezocht"]
    assert slugs(client.get("/initiatieven/?thema=tafelen")) == ["gezocht"]


def test_known_values_of_a_facet_stay_beside_an_unknown_one(client: Client) -> None:
    a_case(slug="wel", themes=["ontmoeting"])
    a_case(slug="niet")

    response = client.get("/initiatieven/?thema=ontmoeting&thema=bestaat-niet")

    assert slugs(response) == ["wel"]


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "q=%ED%A0%80",
        "q=" + "a" * 10_000,
        "q=" + "-" * 200,
        "q=" + "%EF%BC%8D+(" * 100,
        "q=%27%29%3B+DROP+TABLE--",
        "q=%26+%7C+%21+%28",
        "q=%F0%9F%8F%A1+%E2%80%AE",
        "thema=%00",
        "gemeente=%00%ED%A0%80",
        "gemeente=" + "a" * 5_000,
        "provincie=%F0%9F%8F%A1",
        "jaar_van=99999999999999999999",
        "jaar_tot=-1",
        "jaar_van=%00",
        "pagina=0",
        "pagina=-1",
        "pagina=%00",
        "pagina=%D9%A3",
        "sorteer=%00",
        "weergave=%00",
        "onbekend=1",
        "thema=ontmoeting%27",
    ],
)
def test_nonsense_never_breaks_it(client: Client, query: str) -> None:
    a_case()

    assert client.get(f"/initiatieven/?{query}").status_code == 200
    assert client.get(f"/initiatieven/facet/thema/?{query}").status_code == 200


@pytest.mark.parametrize("page", ["2", "999", "99999999999999999999999"])
def test_a_page_past_the_end_does_not_exist(client: Client, page: str) -> None:
    a_case()

    assert client.get(f"/initiatieven/?pagina={page}").status_code == 404


def test_it_shows_twenty_a_page(client: Client) -> None:
    for number in range(21):
        a_case(slug=f"zaak-{number}")

    first, second = client.get("/initiatieven/"), client.get("/initiatieven/?pagina=2")

    assert (total(first), len(slugs(first)), len(slugs(second))) == (21, 20, 1)
    assert len(set(slugs(first) + slugs(second))) == 21


def test_it_sorts_as_people_expect(client: Client) -> None:
    a_case(slug="a", title="Óost west", municipality="GM0363")
    a_case(slug="b", title="’t Anker", municipality="GM0518")
    a_case(slug="c", title="Zuid", municipality="GM0014")

    assert slugs(client.get("/initiatieven/?sorteer=titel")) == ["b", "a", "c"]
    assert slugs(client.get("/initiatieven/?sorteer=gemeente")) == ["a", "b", "c"]
    assert slugs(client.get("/initiatieven/?sorteer=nieuwste")) == ["c", "b", "a"]


def test_words_in_the_title_come_before_words_in_the_story(client: Client) -> None:
    a_case(slug="verhaal", title="Iets anders", body="<p>Hier staat een moestuin.</p>")
    a_case(slug="titel", title="De moestuin")

    assert slugs(client.get("/initiatieven/?q=moestuin")) == ["titel", "verhaal"]


def test_counts_beside_values_leave_out_the_choices_of_their_own_facet(client: Client) -> None:
    a_case(themes=["ontmoeting"], municipality="GM0917")
    a_case(themes=["armoede"], municipality="GM0917")
    a_case(themes=["armoede"], municipality="GM0363")

    response = client.get("/initiatieven/?thema=ontmoeting")

    assert counts(response, "thema") | {} == counts(response, "thema")
    assert (counts(response, "thema")["ontmoeting"], counts(response, "thema")["armoede"]) == (1, 2)
    assert counts(response, "gemeente")["heerlen"] == 1


def test_a_small_facet_shows_values_without_results_disabled(client: Client) -> None:
    a_case(accommodations=[("", "buurthuis", "publiek")])

    html = client.get("/initiatieven/").content.decode()

    assert counts(client.get("/initiatieven/"), "toegang") == {"publiek": 1, "commercieel": 0, "buiten": 0}
    assert re.search(r'value="commercieel"[^>]*\bdisabled\b', html)


def test_a_large_facet_shows_ten_and_all_of_them_on_a_page_of_its_own(client: Client) -> None:
    a_case(themes=["ontmoeting"])

    assert len(counts(client.get("/initiatieven/"), "thema")) == 10
    assert len(counts(client.get("/initiatieven/facet/thema/"), "thema")) == 30
    assert len(counts(client.get("/initiatieven/facet/gemeente/"), "gemeente")) == 342
    assert client.get("/initiatieven/facet/kleur/").status_code == 404


def test_with_htmx_all_values_of_a_facet_come_in_place(client: Client) -> None:
    part = client.get("/initiatieven/facet/thema/", headers={"HX-Request": "true"})

    assert b"<html" not in part.content
    assert len(counts(part, "thema")) == 30


def test_when_nothing_is_found_it_says_what_to_drop(client: Client) -> None:
    a_case(themes=["ontmoeting"], municipality="GM0917")
    a_case(themes=["ontmoeting"], municipality="GM0917")
    a_case(themes=["armoede"], municipality="GM0363")

    response = client.get("/initiatieven/?thema=ontmoeting&gemeente=amsterdam")

    ways = response.context["result"].relaxations
    assert total(response) == 0
    assert [(str(way.without), way.count) for way in ways] == [("?thema=ontmoeting", 2), ("?gemeente=amsterdam", 1)]


@pytest.mark.parametrize("query", ["", "weergave=tabel", "sorteer=titel", "thema=eten&sorteer=gemeente&weergave=tabel"])
def test_headings_of_the_table_sort_it_and_say_how_it_is_sorted(client: Client, query: str) -> None:
    a_case(slug="een", themes=["eten"])

    html = client.get(f"/initiatieven/?{query}&weergave=tabel").content.decode()

    table = html[html.index("<table") : html.index("</thead>")]
    headings = re.findall(r'<th scope="col"( aria-sort="\w+")?><a [^>]*sorteer=(\w+)', table)
    directions = {"titel": "ascending", "gemeente": "ascending", "nieuwste": "descending"}
    current = (re.findall(r"sorteer=(\w+)", query) or ["nieuwste"])[0]
    assert headings == [
        (f' aria-sort="{direction}"' if name == current else "", name) for name, direction in directions.items()
    ]


def test_the_map_counts_provinces_and_outlines_the_chosen_one(client: Client) -> None:
    a_case(municipality="GM0917")
    a_case(municipality="GM0935")
    a_case(municipality="GM0363")

    context = client.get("/initiatieven/?weergave=kaart&provincie=limburg").context

    provinces = {province.slug: province for province in context["provinces"]}
    assert {slug: province.count for slug, province in provinces.items()} == {"limburg": 2, "noord-holland": 1}
    assert provinces["limburg"].url == "?weergave=kaart"
    assert provinces["noord-holland"].url == "?provincie=limburg&provincie=noord-holland&weergave=kaart"
    assert len(context["map"].selected_outlines) == 1


@pytest.mark.parametrize(
    "query",
    [
        "thema=bestaat-niet&gemeente=GM0917&provincie=friesland&q=a++b",
        "weergave=matrix&kolommen=thema&rijen=gemeente&ook=thema.eten&zoals=GM0917&w_provincie=3",
        "jaar_van=2012&sorteer=titel&pagina=1&functie=opbouwwerker&verbinding=bonding-niet-bekend",
    ],
)
def test_its_address_says_the_same_again(client: Client, query: str) -> None:
    result = client.get(f"/initiatieven/?{query}").context["result"]

    again = client.get(f"/initiatieven/{result.address}").context["result"]

    assert again.problems == []
    assert str(again.address) == str(result.address)
    assert again.selection == result.selection


@pytest.mark.parametrize("display", ["lijst", "kaart", "tabel"])
def test_each_display_shows_the_same_result(client: Client, display: str) -> None:
    a_case(slug="een")
    a_case(slug="twee", municipality=None, online=True)

    response = client.get(f"/initiatieven/?weergave={display}")

    assert total(response) == 2
    assert sorted(set(slugs(response))) == ["een", "twee"]


def test_with_htmx_it_gives_the_part_alone(client: Client) -> None:
    a_case()

    part = client.get("/initiatieven/", headers={"HX-Request": "true"})
    restored = client.get("/initiatieven/", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})

    assert b"<html" not in part.content
    assert b"<html" in restored.content
    assert "HX-Request" in part.headers["Vary"]


@pytest.mark.parametrize("query", ["", "thema=ontmoeting&gemeente=heerlen", "q=initiatief", "weergave=kaart"])
def test_its_number_of_queries_is_fixed(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, query: str
) -> None:
    """A look at what has changed, and the rows; what was read to count with stays for the next request."""
    a_case(themes=["ontmoeting"], municipality="GM0917", title="Een initiatief")
    client.get(f"/initiatieven/?{query}")

    with django_assert_num_queries(2):
        client.get(f"/initiatieven/?{query}")
    for _ in range(5):
        a_case(themes=["ontmoeting", "armoede"], municipality="GM0917", title="Meer initiatieven")
    client.get(f"/initiatieven/?{query}")
    with django_assert_num_queries(2):
        client.get(f"/initiatieven/?{query}")


def test_after_a_write_only_that_is_read(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    a_case(title="Een")
    client.get("/initiatieven/")
    a_case(title="Twee")

    with django_assert_num_queries(3):
        assert total(client.get("/initiatieven/")) == 2


def test_withdrawing_takes_a_case_out_at_once_and_restoring_brings_it_back(client: Client) -> None:
    case = a_case()

    workflow.withdraw(case, by=None, reason="Op verzoek van de makers.")
    assert total(client.get("/initiatieven/")) == 0

    workflow.restore(case, by=None)
    assert total(client.get("/initiatieven/")) == 1


def test_it_takes_no_post(client: Client) -> None:
    assert client.post("/initiatieven/").status_code == 405
