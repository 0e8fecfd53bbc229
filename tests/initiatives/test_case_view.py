"""The page of a case: permanent addresses, what is known and what is not, and what surrounds it."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from initiatives import workflow
from initiatives.models import Initiative, InitiativeVersion
from tests.factories import a_case, a_draft, a_lesson_draft, a_publication

pytestmark = pytest.mark.django_db


def renew(case: Initiative, **fields: object) -> InitiativeVersion:
    """A next published version of `case`, with other values in `fields`."""
    draft = workflow.open_draft(case, by=None)
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save()
    return workflow.publish(draft, by=None)


def test_it_shows_a_published_case(client: Client) -> None:
    a_case(slug="soep", title="Soep op dinsdag", body="<p>Het ruikt naar prei.</p>")

    response = client.get("/initiatieven/soep/")

    assert response.status_code == 200
    assert "<p>Het ruikt naar prei.</p>" in response.content.decode()
    assert not response.cookies


def test_a_draft_does_not_exist_for_visitors(client: Client) -> None:
    a_draft(slug="concept")

    assert client.get("/initiatieven/concept/").status_code == 404
    assert client.get("/initiatieven/concept/v1/").status_code == 404


def test_readers_see_nothing_of_a_draft_on_top_of_what_is_published(client: Client, fatma: User) -> None:
    case = a_case(slug="soep", title="Soep")
    draft = workflow.open_draft(case, by=fatma)
    draft.title = "Geheim"
    draft.save()

    assert "Geheim" not in client.get("/initiatieven/soep/").content.decode()
    assert "Geheim" not in client.get("/initiatieven/").content.decode()
    assert client.get("/initiatieven/soep/v2/").status_code == 404


def test_each_version_keeps_its_address_and_an_old_one_says_that_there_is_a_newer(client: Client) -> None:
    case = a_case(slug="soep", title="Soep", themes=["ontmoeting"], sources=["https://voorbeeld.nl/bron"])
    renew(case, title="Soep en brood")

    old, new = client.get("/initiatieven/soep/v1/"), client.get("/initiatieven/soep/v2/")

    assert (old.context["version"].title, old.context["is_current"]) == ("Soep", False)
    assert (new.context["version"].title, new.context["is_current"]) == ("Soep en brood", True)
    assert [row.tag.slug for row in new.context["version"].theme_rows.all()] == ["ontmoeting"]
    assert [source.url for source in new.context["version"].sources.all()] == ["https://voorbeeld.nl/bron"]
    assert client.get("/initiatieven/soep/").context["version"].number == 2
    assert client.get("/initiatieven/soep/v3/").status_code == 404


def test_a_case_called_facet_keeps_its_versions(client: Client) -> None:
    a_case(slug="facet")

    assert client.get("/initiatieven/facet/v1/").context["version"].number == 1


def test_a_former_address_redirects_for_good(client: Client, carla: User) -> None:
    case = a_case(slug="oud")
    workflow.change_slug(case, "nieuw", by=carla)

    assert client.get("/initiatieven/oud/").headers["Location"] == "/initiatieven/nieuw/"
    response = client.get("/initiatieven/oud/v1/")
    assert (response.status_code, response.headers["Location"]) == (301, "/initiatieven/nieuw/v1/")


def test_the_former_address_of_a_draft_tells_nothing(client: Client, carla: User) -> None:
    draft = a_draft(slug="oud")
    workflow.change_slug(draft.record, "nieuw", by=carla)

    assert client.get("/initiatieven/oud/").status_code == 404


def test_a_withdrawn_case_says_so_with_the_reason(client: Client, carla: User) -> None:
    case = a_case(slug="weg")
    workflow.withdraw(case, by=carla, reason="Op verzoek van de bewoners.")

    for address in ("/initiatieven/weg/", "/initiatieven/weg/v1/"):
        response = client.get(address)
        assert response.status_code == 410
        assert "Op verzoek van de bewoners." in response.content.decode()


def test_known_uncertain_unknown_and_not_found_are_told_apart(client: Client) -> None:
    a_case(
        slug="soep",
        started="2019-11",
        themes=["ontmoeting"],
        bridging="Verschillende groepen koken samen.",
        uncertain=["started", "bridging"],
        not_found=["community_work", "linking"],
    )

    context = client.get("/initiatieven/soep/").context

    states = {fact.name: fact.state for fact in context["facts"]}
    assert states["municipality"] == states["themes"] == "known"
    assert states["started"] == "uncertain"
    assert states["community_work"] == "not_found"
    assert states["visited"] == states["phase"] == states["target_groups"] == "unknown"
    assert {connection.name: connection.state for connection in context["connections"]} == {
        "bonding": "unknown",
        "bridging": "uncertain",
        "linking": "not_found",
    }


def test_a_case_of_a_former_municipality_names_both(client: Client) -> None:
    a_case(slug="bolsward", municipality="GM0683")

    [place] = client.get("/initiatieven/bolsward/").context["facts"][0].items

    assert (place.text, place.url) == ("Wymbritseradiel", "/gemeenten/sudwest-fryslan/")
    assert "Súdwest-Fryslân" in place.note


def test_cases_that_share_most_are_alike(client: Client) -> None:
    a_case(slug="soep", themes=["ontmoeting", "eten"], accommodations=[("", "buurthuis", "publiek")])
    a_case(slug="brood", themes=["ontmoeting", "eten"], municipality="GM0363")
    a_case(slug="thee", themes=["ontmoeting"], municipality="GM0363")
    a_case(slug="fiets", themes=["sport"])

    alike = client.get("/initiatieven/soep/").context["alike"]

    assert [case.card.entry.slug for case in alike] == ["brood", "thee"]
    assert [value.slug for value in alike[0].shared] == ["ontmoeting", "eten"]


def test_publications_and_lessons_about_it_are_on_its_page(client: Client) -> None:
    from lessons import workflow as lesson_workflow

    case = a_case(slug="soep")
    a_publication(title="Bundel één", slug="bundel-een", kind="bundle", initiatives=[case])
    lesson = a_lesson_draft(title="Eten verbindt", slug="eten-verbindt")
    lesson.initiative_rows.create(initiative=case)
    lesson_workflow.publish(lesson, by=None)

    html = client.get("/initiatieven/soep/").content.decode()

    assert "/publicaties/bundel-een/" in html
    assert "/lessen/eten-verbindt/" in html


def test_the_citation_names_the_permanent_address(client: Client) -> None:
    a_case(slug="soep", title="Soep")

    assert client.get("/initiatieven/soep/").context["citation"].endswith("/initiatieven/soep/v1/")


def test_what_people_wrote_is_shown_as_text(client: Client) -> None:
    attack = "<script>alert(1)</script>"
    a_case(
        slug="aanval",
        title=attack,
        summary=attack,
        neighbourhood=attack,
        bonding=attack,
        actors=[(attack, "gemeente")],
        accommodations=[(attack, "buurthuis", "")],
    )

    for address in ("/initiatieven/aanval/", "/initiatieven/", "/initiatieven/?weergave=tabel", "/"):
        assert attack not in client.get(address).content.decode()


def test_its_number_of_queries_is_fixed(client: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    rich = {
        "themes": ["ontmoeting", "eten", "armoede"],
        "actors": [(f"Groep {number}", "gemeente") for number in range(12)],
        "accommodations": [(f"Zaal {number}", "buurthuis", "publiek") for number in range(12)],
        "sources": [f"https://voorbeeld.nl/{number}" for number in range(12)],
        "target_groups": ["kinderen", "ouderen"],
        "community_work": ["opbouwwerker"],
    }
    a_case(slug="rijk", **rich)
    for _ in range(5):
        a_case(**rich)
    client.get("/initiatieven/rijk/")

    with django_assert_max_num_queries(9):
        client.get("/initiatieven/rijk/")
