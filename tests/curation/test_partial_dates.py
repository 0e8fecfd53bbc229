"""Dates of which only the year or the month is known."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from curation.partial_dates import in_words, parse_partial_date, year_of
from initiatives.models import InitiativeVersion
from tests.factories import a_draft


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        (None, ""),
        (2012, "2012"),
        (" 2012 ", "2012"),
        ("2019-11", "2019-11"),
        ("2019-11-05", "2019-11-05"),
        ("11-2019", "2019-11"),
        ("5-11-2019", "2019-11-05"),
        ("november 2019", "2019-11"),
        ("5 november 2019", "2019-11-05"),
        ("mrt. 2020", "2020-03"),
        ("March 2020", "2020-03"),
    ],
)
def test_it_understands_what_people_type(typed: object, kept: str) -> None:
    assert parse_partial_date(typed) == kept


@pytest.mark.parametrize(
    "typed", ["abc", "19", "20199", "2019-13", "2019-00", "2019-02-30", "31-2-2019", "2019/11/05/1", "٢٠١٩", "0999"]
)
def test_it_refuses_what_is_no_date(typed: str) -> None:
    with pytest.raises(ValidationError):
        parse_partial_date(typed)


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_is_refused(typed: str) -> None:
    try:
        kept = parse_partial_date(typed)
    except ValidationError:
        return
    assert parse_partial_date(kept) == kept


@given(st.dates())
def test_every_day_of_our_era_survives_at_each_precision(day: object) -> None:
    iso = str(day)
    if not "1000" <= iso[:4] <= "2999":
        return
    for kept in (iso, iso[:7], iso[:4]):
        assert parse_partial_date(kept) == kept
        assert year_of(kept) == int(iso[:4])


def test_it_is_said_in_words_as_precisely_as_it_is_known() -> None:
    assert [in_words(date) for date in ("", "2019", "2019-11", "2019-11-05")] == [
        "",
        "2019",
        "november 2019",
        "5 november 2019",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "values",
    [
        {"started": "abc"},
        {"started": "2019-13"},
        {"started": "2019", "ended": "2018"},
        {"started": "2019-05", "ended": "2019-04"},
        {"bonding": "Wel.", "not_found": ["bonding"]},
        {"uncertain": ["started"], "not_found": ["started"]},
        {"uncertain": ["kleur"]},
    ],
)
def test_the_database_refuses_what_the_forms_refuse(values: dict[str, object]) -> None:
    draft = a_draft()

    with pytest.raises(IntegrityError), transaction.atomic():
        InitiativeVersion.objects.filter(pk=draft.pk).update(**values)


@pytest.mark.django_db
@pytest.mark.parametrize("ended", ["2019", "2019-05", "2019-05-02", "2020"])
def test_an_end_is_compared_as_precisely_as_both_are_known(ended: str) -> None:
    draft = a_draft()

    assert InitiativeVersion.objects.filter(pk=draft.pk).update(started="2019-05", ended=ended) == 1
