"""The start of the workspace and its list: whose cases, in which state, and in how many queries."""

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from initiatives import workflow
from tests.administration import signed_in
from tests.factories import a_case, a_draft

pytestmark = pytest.mark.django_db

LIST = "/werkplek/initiatieven/"


def slugs(person: User, query: str = "") -> list[str]:
    return sorted(case.slug for case in signed_in(person).get(f"{LIST}{query}").context["page"])


def test_the_start_counts_my_cases_by_state(fatma: User) -> None:
    a_draft(by=fatma)
    a_case(by=fatma)
    workflow.open_draft(a_case(by=fatma), by=fatma)
    workflow.withdraw(a_case(by=fatma), by=None, reason="Op verzoek")
    a_draft()

    counts = signed_in(fatma).get("/werkplek/").context["counts"]

    assert {name: count for name, _, count in counts} == {
        "concept": 2,
        "beoordeling": 0,
        "gepubliceerd": 2,
        "ingetrokken": 1,
        "terzijde": 0,
    }


def test_the_list_is_narrowed_by_state_owner_and_words(fatma: User, carla: User) -> None:
    a_draft(slug="tuin", title="Tuin", by=fatma)
    a_case(slug="soep", title="Soep", by=fatma)
    a_draft(slug="ander", title="Ander", municipality="GM0344")

    assert slugs(fatma) == ["soep", "tuin"]
    assert slugs(carla) == ["ander", "soep", "tuin"]
    assert slugs(carla, "?staat=concept") == ["ander", "tuin"]
    assert slugs(carla, f"?van={fatma.email}") == ["soep", "tuin"]
    assert slugs(carla, "?van=mij") == []
    assert slugs(carla, "?q=utrecht") == ["ander"]
    assert slugs(carla, "?q=SOEP") == ["soep"]
    assert slugs(carla, "?staat=onzin&q=%00") == ["ander", "soep", "tuin"]


@pytest.mark.parametrize("page", ["2", "999999999999"])
def test_a_page_that_is_not_there(carla: User, page: str) -> None:
    a_draft()

    assert signed_in(carla).get(f"{LIST}?pagina={page}").status_code in {200, 404}


@pytest.mark.parametrize(("address", "most"), [("/werkplek/", 16), (LIST, 8)])
def test_the_number_of_queries_is_fixed(
    fatma: User, address: str, most: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(12):
        a_draft(by=fatma)
        a_case(by=fatma)
    client = signed_in(fatma)

    with django_assert_max_num_queries(most):
        response = client.get(address)

    assert response.status_code == 200
