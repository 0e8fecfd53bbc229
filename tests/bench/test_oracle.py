"""The oracle that the site's counts are held against, on cases small enough to count by hand."""

import pytest

from bench.oracle import Oracle, Question
from initiatives import workflow
from tests.factories import a_case

pytestmark = pytest.mark.django_db


def test_facets_narrow_each_other_and_leave_their_own_choices_out() -> None:
    a_case(themes=["groen"], target_groups=["kinderen"])
    a_case(themes=["groen", "armoede"], target_groups=["ouderen"])
    a_case(themes=["armoede"], target_groups=["kinderen"])

    total, counts = Oracle().count(Question({"thema": ["groen"], "doelgroep": ["kinderen"]}))

    assert total == 1
    assert counts["thema", "groen"] == 1
    assert counts["thema", "armoede"] == 1
    assert counts["doelgroep", "kinderen"] == 1
    assert counts["doelgroep", "ouderen"] == 1
    assert counts["gemeente", "heerlen"] == counts["provincie", "limburg"] == 1


def test_alternatives_and_years() -> None:
    a_case(themes=["groen"], started="2012")
    a_case(themes=["armoede"], started="2019-11")
    a_case(themes=["armoede"])

    oracle = Oracle()

    assert oracle.count(Question({"thema": ["groen", "armoede"]}))[0] == 3
    assert oracle.count(Question({"thema": ["groen", "armoede"]}, first_year=2015))[0] == 1
    assert oracle.count(Question(last_year=2015))[0] == 1


def test_what_changed_is_read_again() -> None:
    case = a_case(themes=["groen"])
    oracle = Oracle()

    workflow.withdraw(case, by=None, reason="dubbel")
    oracle.read([case.pk])
    gone = oracle.count(Question())[0]
    workflow.restore(case, by=None)
    oracle.read([case.pk])

    assert gone == 0
    assert oracle.count(Question())[0] == 1
