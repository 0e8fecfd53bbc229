"""Counts of facets against an oracle: plain Python over all published cases."""

from collections.abc import Iterable, Mapping

import pytest
from django.db import transaction
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from initiatives import workflow
from initiatives.catalogue import Result
from initiatives.facets import FACETS
from initiatives.models import InitiativeVersion
from places.register import register
from tests.factories import a_case, a_publication

pytestmark = pytest.mark.django_db

MUNICIPALITIES = ("GM0363", "GM0917", "GM1900", "GM1970", "GM1696", "GM0402")
THEMES = ("ontmoeting", "armoede", "groen")
KINDS = ("gemeente", "welzijn")
ACCOMMODATIONS = ("buurthuis", "moestuin")
GROUPS = ("kinderen", "ouderen")
WORK = ("opbouwwerker", "sociaal-makelaar")

cases = st.fixed_dictionaries(
    {
        "municipality": st.sampled_from([*MUNICIPALITIES, None]),
        "themes": st.lists(st.sampled_from(THEMES), unique=True),
        "actors": st.lists(st.sampled_from(KINDS), unique=True).map(lambda kinds: [(kind, kind) for kind in kinds]),
        "accommodations": st.lists(st.sampled_from(ACCOMMODATIONS), unique=True).flatmap(
            lambda kinds: st.tuples(
                *(st.tuples(st.just(""), st.just(kind), st.sampled_from(["", "publiek", "buiten"])) for kind in kinds)
            )
        ),
        "target_groups": st.lists(st.sampled_from(GROUPS), unique=True),
        "community_work": st.lists(st.sampled_from(WORK), unique=True),
        "bonding": st.sampled_from(["", "Onder elkaar."]),
        "linking": st.sampled_from(["", "Met de gemeente."]),
        "started": st.sampled_from(["", "2012", "2019-11"]),
    }
)
QUESTIONS = {
    "thema": THEMES,
    "provincie": ("fryslan", "friesland", "limburg", "noord-holland"),
    "gemeente": ("amsterdam", "heerlen", "GM1900", "hilversum", "wijdemeren"),
    "actor": KINDS,
    "accommodatie": ACCOMMODATIONS,
    "toegang": ("publiek", "buiten"),
    "doelgroep": GROUPS,
    "verbinding": ("bonding", "linking"),
    "functie": WORK,
    "bundel": ("bundel-a",),
}
questions = st.dictionaries(
    st.sampled_from(sorted(QUESTIONS)), st.sets(st.integers(0, 4), min_size=1, max_size=2), max_size=4
).map(lambda chosen: {name: {QUESTIONS[name][n % len(QUESTIONS[name])] for n in at} for name, at in chosen.items()})


def _values_of(version: InitiativeVersion, bundled: set[int]) -> dict[str, set[str]]:
    """What a reader would say the case has, by facet."""
    places = register()
    today = places.today(version.municipality_id) if version.municipality_id else None
    province = places.province_of(today) if today else None
    return {
        "thema": {theme.slug for theme in version.themes.all()},
        "provincie": {province.slug} if province else set(),
        "gemeente": {places.municipality(today).slug} if today else set(),
        "actor": {row.actor.kind.slug for row in version.involvements.all() if row.actor.kind},
        "accommodatie": {row.kind.slug for row in version.accommodations.all() if row.kind},
        "toegang": {row.access for row in version.accommodations.all() if row.access},
        "doelgroep": {group.slug for group in version.target_groups.all()},
        "verbinding": {name for name in ("bonding", "bridging", "linking") if getattr(version, name)},
        "functie": {work.slug for work in version.community_work.all()},
        "bundel": {"bundel-a"} if version.record_id in bundled else set(),
    }


def _oracle(
    everything: Iterable[Mapping[str, set[str]]], chosen: Mapping[str, set[str]]
) -> tuple[int, dict[tuple[str, str], int]]:
    counts: dict[tuple[str, str], int] = {}
    total = 0
    for has in everything:
        total += all(has[name] & wanted for name, wanted in chosen.items())
        for facet in FACETS:
            if all(has[name] & wanted for name, wanted in chosen.items() if name != facet.name):
                for slug in has[facet.name]:
                    counts[facet.name, slug] = counts.get((facet.name, slug), 0) + 1
    return total, counts


def _query(chosen: Mapping[str, Iterable[str]]) -> QueryDict:
    query = QueryDict(mutable=True)
    for name, slugs in chosen.items():
        query.setlist(name, sorted(slugs))
    return query


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(cases, max_size=8), st.lists(questions, min_size=1, max_size=4), st.data())
def test_counts_equal_the_oracle(descriptions: list, asked: list, data: st.DataObject) -> None:
    with transaction.atomic():
        _check(descriptions, asked, data)
        transaction.set_rollback(True)


def _check(descriptions: list, asked: list, data: st.DataObject) -> None:
    made = [a_case(online=case["municipality"] is None, **case) for case in descriptions]
    bundled = {case.pk for case in made if data.draw(st.booleans())}
    a_publication(slug="bundel-a", kind="bundle", initiatives=[case for case in made if case.pk in bundled])
    withdrawn = [case for case in made if data.draw(st.booleans())][:2]
    for case in withdrawn:
        workflow.withdraw(case, by=None, reason="Op verzoek.")
    kept = [case for case in made if case not in withdrawn]
    described = [
        _values_of(InitiativeVersion.objects.with_everything().get(pk=case.published_version_id), bundled)
        for case in kept
    ]

    for chosen in asked:
        result = Result(_query(chosen))
        resolved = {facet.name: {value.slug for value in values} for facet, values in result.chosen.items()}
        total, counts = _oracle(described, resolved)
        found = {key: number for key, number in ((k, v) for k, v in _by_name(result).items()) if number}
        assert (result.total, found) == (total, counts)
        assert len(result.cards) == total


def _by_name(result: Result) -> dict[tuple[str, str], int]:
    return {(value.facet.name, value.slug): number for value, number in result.counts.by_value.items()}
