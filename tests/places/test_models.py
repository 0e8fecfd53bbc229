"""The database refuses what cannot be, and the form would say why."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from places.models import Municipality, MunicipalityName, Province, RegisterEdition, Succession
from places.workflow import load_register

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _loaded() -> None:
    load_register()


def _municipality(**values: Any) -> Municipality:
    name = {"code": "GM9001", "name": "Nieuw", "display_name": "Nieuw", "sort_name": "nieuw", "slug": "nieuw-9001"}
    return Municipality(**(name | values))


@transaction.atomic
def _save(row: Any) -> None:
    row.save(force_insert=True)
    connection.check_constraints()


def _is_refused(row: Any, constraint: str) -> None:
    with pytest.raises(ValidationError):
        row.validate_constraints()
    with pytest.raises(IntegrityError, match=constraint):
        _save(row)


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"code": "9001"}, "municipality_code_form"),
        ({"urbanity": 6, "urbanity_year": 2022}, "municipality_urbanity_known"),
        ({"urbanity": 5}, "municipality_urbanity_dated"),
        ({"population": 5}, "municipality_population_dated"),
        ({"latitude": 52.0}, "municipality_point_on_earth"),
        ({"latitude": 152.0, "longitude": 5.0}, "municipality_point_on_earth"),
        ({"tile_column": 99}, "municipality_tile_complete"),
        ({"tile_column": 19, "tile_row": 1}, "municipality_tile_unique"),
        ({"slug": "heerlen"}, "municipality_slug_unique"),
        ({"successor_id": "GM0363"}, "municipality_successor_of_abolished"),
        ({"successor_id": "GM9001", "abolished_on": date(2000, 1, 1)}, "municipality_successor_of_abolished"),
        ({"established_on": date(2000, 1, 1), "abolished_on": date(2000, 1, 1)}, "municipality_lives_forward"),
    ],
)
def test_a_municipality_that_cannot_be_is_refused(values: dict[str, Any], constraint: str) -> None:
    _is_refused(_municipality(**values), constraint)


def test_a_municipality_needs_no_figures() -> None:
    row = _municipality()

    row.validate_constraints()
    row.save(force_insert=True)

    assert Municipality.objects.get(code="GM9001").urbanity is None
    assert str(row) == "Nieuw"


def test_the_rest_of_the_register_is_refused_likewise() -> None:
    name = MunicipalityName.objects.filter(name="Den Bosch").get()

    _is_refused(Province(code="21", name="X", sort_name="x", slug="x"), "province_code_form")
    _is_refused(Succession(municipality_id="GM0140", successor_id="GM0140"), "succession_to_another")
    _is_refused(Succession(municipality_id="GM0140", successor_id="GM0080"), "succession_unique")
    _is_refused(
        MunicipalityName(municipality_id=name.municipality_id, name="Den Bosch", normalised="den bosch", kind="alias"),
        "municipality_name_unique",
    )
    _is_refused(
        MunicipalityName(municipality_id="GM0363", name="Mokum", normalised="mokum", kind="nickname"),
        "municipality_name_kind_known",
    )
    _is_refused(RegisterEdition(id=2), "register_edition_single")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("sudwest", {"GM1900"}),
        ("gemeente Den Bosch", {"GM0796"}),
        ("gm0363", {"GM0363"}),
        ("tenseradi", {"GM0140"}),
        ("\x00zzz", set()),
    ],
)
def test_called_finds_names_in_any_spelling(text: str, codes: set[str]) -> None:
    assert set(Municipality.objects.called(text).values_list("code", flat=True)) == codes


def test_in_dutch_order_agrees_with_the_order_in_memory() -> None:
    ordered = Municipality.objects.in_dutch_order()
    provinces = [province.name for province in Province.objects.in_dutch_order()]

    assert [row.code for row in ordered] == [
        row.code for row in sorted(ordered, key=lambda row: (row.sort_name, row.code))
    ]
    assert provinces == sorted(provinces)
