"""Places like mine as a filter: the same places in the same order as a search through the table of municipalities."""

import csv
import math
import re
from pathlib import Path

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from initiatives import index
from initiatives.catalogue import Result
from initiatives.facets import MUNICIPALITY, THEME
from initiatives.hits import HitsInDatabase
from places.register import register
from tests.factories import a_case

pytestmark = pytest.mark.django_db

TABLE = Path(__file__).resolve().parents[2] / "places" / "data" / "municipalities.csv"
# Those of the table that exist today, with what the table says of them; none of them took in another since it was made.
ROWS = {row["code"]: row for row in csv.DictReader(TABLE.open(encoding="utf-8"))}
WEIGHTS = st.tuples(st.integers(0, 10), st.integers(0, 10), st.integers(0, 10)).filter(any)


def _closeness(here: dict[str, str], there: dict[str, str], weights: tuple[int, int, int]) -> float:
    """The definition a second time: the weighted mean of what is known of both."""
    parts = []
    if here["population"] and there["population"]:
        ratio = int(here["population"]) / int(there["population"])
        parts.append((weights[0], math.exp(-abs(math.log(ratio)))))
    if here["urbanity"] and there["urbanity"]:
        parts.append((weights[1], 1 - abs(int(here["urbanity"]) - int(there["urbanity"])) / 4))
    parts.append((weights[2], float(here["province_code"] == there["province_code"])))
    total = sum(weight for weight, _value in parts)
    return sum(weight * value for weight, value in parts) / total if total else 0.0


def _query(slug: str, weights: tuple[int, int, int], number: int) -> QueryDict:
    names = ("w_inwoners", "w_stedelijkheid", "w_provincie")
    asked = "&".join(f"{name}={weight}" for name, weight in zip(names, weights, strict=True))
    return QueryDict(f"zoals={slug}&zoals_aantal={number}&{asked}")


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data(), WEIGHTS, st.integers(1, 100))
def test_it_narrows_to_the_nearest_by_brute_force(data: st.DataObject, weights: tuple, number: int) -> None:
    places = {place.code: place for place in register().current() if place.code in ROWS}
    unchanged = {code for code, place in places.items() if str(place.population or "") == ROWS[code]["population"]}
    here = data.draw(st.sampled_from(sorted(unchanged)))

    [found] = Result(_query(places[here].slug, weights, number)).selection.further["zoals"]

    slugs = {place.slug: code for code, place in places.items()}
    nearest = [slugs[value.slug] for value in found]
    closeness = {code: _closeness(ROWS[here], ROWS[code], weights) for code in places if code != here}
    assert len(nearest) == len(set(nearest)) == number
    assert here not in nearest
    for code, best in zip(nearest, sorted(closeness.values(), reverse=True), strict=False):
        if code in unchanged:
            assert closeness[code] == pytest.approx(best)


def test_cases_in_such_places_are_found_and_counted_and_others_are_not(client: Client) -> None:
    a_case(slug="maastricht", municipality="GM0935", themes=["ontmoeting"])
    a_case(slug="sittard", municipality="GM1883", themes=["ontmoeting", "eten"])
    a_case(slug="zelf", municipality="GM0917", themes=["ontmoeting"])
    a_case(slug="urk", municipality="GM0184", themes=["eten"])

    result = client.get("/initiatieven/?zoals=heerlen").context["result"]

    assert {card.entry.slug for card in result.cards} == {"maastricht", "sittard"}
    counts = {item.value.slug: item.count for item in result.every_value(THEME)}
    assert (counts["ontmoeting"], counts["eten"]) == (2, 1)
    counts = {item.value.slug: item.count for item in result.every_value(MUNICIPALITY)}
    assert (counts["maastricht"], counts["heerlen"], counts["urk"]) == (1, 0, 0)


def test_the_database_and_the_process_count_alike() -> None:
    for municipality in ("GM0935", "GM1883", "GM0917", "GM0184"):
        a_case(municipality=municipality, themes=["ontmoeting"])

    for query in ("zoals=heerlen", "zoals=heerlen&gemeente=maastricht&thema=ontmoeting", "ook=thema.ontmoeting"):
        result = Result(QueryDict(query))
        values = index.current_values()
        counted = HitsInDatabase(result.selection, None, values).counts
        assert result.total == counted.total
        assert {value: counted.of(value) for value in result.counts.by_value} == dict(result.counts.by_value)


def test_more_weight_changes_which_are_near() -> None:
    by_province = Result(QueryDict("zoals=heerlen&w_inwoners=0&w_stedelijkheid=0&w_provincie=10&zoals_aantal=30"))

    [found] = by_province.selection.further["zoals"]

    assert {by_province.values.register.resolve(value.slug).municipality.province.slug for value in found} == {
        "limburg"
    }


def test_the_address_says_only_what_is_not_as_usual() -> None:
    result = Result(QueryDict("w_provincie=1&zoals=GM0917&w_inwoners=7&zoals_aantal=20&weergave=tabel"))

    assert str(result.address) == "?zoals=heerlen&w_inwoners=7&weergave=tabel"
    assert [str(chip.without) for chip in result.chips] == ["?weergave=tabel"]


@pytest.mark.parametrize(
    ("query", "problems"),
    [
        ("zoals=nergens", 1),
        ("zoals=%00", 1),
        ("zoals=niet-bekend", 1),
        ("zoals=" + "a" * 5000, 1),
        ("zoals=heerlen&w_inwoners=11", 1),
        ("zoals=heerlen&w_inwoners=-1&w_provincie=x&w_stedelijkheid=%00&zoals_aantal=0", 4),
        ("zoals=heerlen&zoals_aantal=99999999999999999999", 1),
        ("zoals=heerlen&w_inwoners=0&w_provincie=0&w_stedelijkheid=0", 1),
        ("ook=thema.bestaat-niet&ook=kleur.rood&ook=.&ook=%00", 4),
        ("w_inwoners=3", 0),
    ],
)
def test_what_it_does_not_understand_is_said_and_left_out(client: Client, query: str, problems: int) -> None:
    a_case(municipality="GM0935")

    response = client.get(f"/initiatieven/?{query}")

    assert response.status_code == 200
    assert len(response.context["result"].problems) == problems
    assert re.search(r'data-total="1"', response.content.decode())


def test_a_further_value_narrows_beside_the_choices_of_its_own_facet(client: Client) -> None:
    a_case(slug="beide", themes=["ontmoeting", "eten"])
    a_case(slug="een", themes=["ontmoeting"])
    a_case(slug="ander", themes=["eten"])

    result = client.get("/initiatieven/?thema=ontmoeting&ook=thema.eten").context["result"]

    assert [card.entry.slug for card in result.cards] == ["beide"]
    assert [str(chip.without) for chip in result.chips] == ["?ook=thema.eten", "?thema=ontmoeting"]


def test_when_nothing_is_found_it_says_what_each_of_them_keeps_away(client: Client) -> None:
    a_case(municipality="GM0184", themes=["ontmoeting"])
    a_case(municipality="GM0935", themes=["eten"])

    result = client.get("/initiatieven/?zoals=heerlen&ook=thema.ontmoeting").context["result"]

    assert [(str(way.without), way.count) for way in result.relaxations] == [
        ("?zoals=heerlen", 1),
        ("?ook=thema.ontmoeting", 1),
    ]
