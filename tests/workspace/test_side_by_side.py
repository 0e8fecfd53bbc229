"""Cases side by side: the same conditions for each, what they share, and what is not known of which."""

import csv
import io
from typing import Any

import pytest
from lxml import html

from accounts.models import User
from initiatives import workflow as cases
from initiatives.models import Initiative
from tests.administration import signed_in
from tests.factories import a_case, a_draft

pytestmark = pytest.mark.django_db

ADDRESS = "/werkplek/naast-elkaar/"


@pytest.fixture(autouse=True)
def some_cases() -> None:
    a_case(
        slug="eettafel",
        title="De eettafel",
        municipality="GM0917",
        themes=["ontmoeting", "eten"],
        started="2012",
        bonding="Buren leren elkaar kennen.",
        accommodations=[("De Haard", "buurthuis", "publiek")],
    )
    a_case(
        slug="moestuin",
        title="De moestuin",
        municipality="GM0917",
        themes=["ontmoeting", "groen"],
        uncertain=["started"],
        started="2015",
        not_found=["accommodations", "bonding"],
    )
    a_case(slug="koor", title="Het koor", municipality=None, online=True)


def page(user: User, *slugs: str, more: str = "") -> Any:
    query = "&".join(f"casus={slug}" for slug in slugs)
    response = signed_in(user).get(f"{ADDRESS}?{query}{more}")
    assert response.status_code == 200
    return html.fromstring(response.content)


def row(document: Any, name: str) -> tuple[str, list[str], list[str]]:
    """The verdict of a condition, and the state and the words of each side."""
    (line,) = document.xpath(f'//tr[@data-condition="{name}"]')
    verdict = line.get("class").removeprefix("sides__")
    cells = line.xpath("./td")
    return (
        verdict,
        [each.get("data-state") for each in cells],
        [" ".join(each.text_content().split()) for each in cells],
    )


def test_every_condition_says_what_is_known_of_each(fatma: User) -> None:
    document = page(fatma, "eettafel", "moestuin", "koor")

    assert document.xpath("//thead//th/@data-slug") == ["eettafel", "moestuin", "koor"]
    assert row(document, "started")[1] == ["known", "uncertain", "unknown"]
    assert row(document, "accommodations")[1] == ["known", "not_found", "unknown"]
    assert row(document, "bonding")[1] == ["known", "not_found", "unknown"]
    assert row(document, "urbanity")[1] == ["known", "known", "online"]
    names = document.xpath("//tr/@data-condition")
    assert len(names) == len(set(names)) == 17


def test_differences_are_seen_at_once(fatma: User) -> None:
    document = page(fatma, "eettafel", "moestuin")

    assert row(document, "municipality")[0] == "same"
    assert row(document, "themes")[0] == "differs"
    assert len(document.xpath('//tr[@data-condition="themes"]//strong')) == 2
    assert len(document.xpath('//tr[@data-condition="themes"]//li')) == 4
    assert document.xpath('//tr[@data-condition="themes"]/th//text()')  # told in words too, not by colour alone


def test_only_the_differences(fatma: User) -> None:
    document = page(fatma, "eettafel", "moestuin", more="&alleen=verschillen")

    assert "municipality" not in document.xpath("//tr/@data-condition")
    assert set(document.xpath("//tbody/tr/@class")) == {"sides__differs"}


def test_what_cannot_be_shown_is_named(fatma: User, carla: User) -> None:
    a_draft(slug="concept", title="Nog niet af")
    cases.withdraw(Initiative.objects.get(slug="koor"), by=carla, reason="Op verzoek.")
    document = page(fatma, "eettafel", "moestuin", "koor", "concept", "bestaat-niet", "eettafel")

    assert document.xpath("//thead//th/@data-slug") == ["eettafel", "moestuin"]
    for slug in ("koor", "concept", "bestaat-niet"):
        assert slug in document.text_content()
    assert "Nog niet af" not in document.text_content()


def test_no_more_than_eight(fatma: User) -> None:
    slugs = [a_case().slug for _ in range(9)]

    assert page(fatma, *slugs).xpath("//thead//th/@data-slug") == slugs[:8]


def test_one_is_not_enough_and_others_are_found_by_their_words(fatma: User) -> None:
    document = page(fatma, "eettafel", more="&zoek=moestuin")
    (offered,) = document.xpath("//*[@data-offered]")

    assert not document.xpath("//table")
    assert offered.get("data-offered") == "moestuin"
    assert "casus=eettafel&casus=moestuin" in offered.xpath(".//a/@href")[0]


@pytest.mark.parametrize(
    "query", ["", "zoek=%00", "casus=%00", "casus=", "casus=a/../b", "zoek=" + "x" * 500, "alleen=onzin"]
)
def test_nonsense_is_left_out(fatma: User, query: str) -> None:
    assert signed_in(fatma).get(f"{ADDRESS}?{query}").status_code == 200


def test_the_file_says_the_same(fatma: User) -> None:
    answer: Any = signed_in(fatma).get("/werkplek/naast-elkaar.csv?casus=eettafel&casus=moestuin")
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode())))

    assert rows[0] == ["", "De eettafel (v1)", "De moestuin (v1)"]
    assert len(rows) == 18
    assert all(all(each) for each in rows[1:])
