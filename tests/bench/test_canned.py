"""Canned pages: the same page, without asking for its data again."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from bench.canned import QUERIES
from tests.factories import a_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def canned(settings: Settings) -> Callable[[str], Any]:
    """Asks the server for canned data; one client is one server."""
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "bench.canned.CannedPages"]
    return Client().get


@pytest.mark.parametrize("path", ["/", "/initiatieven/", "/initiatieven/?thema=groen", "/initiatieven/de-tuin/"])
def test_the_second_answer_is_the_first_again_without_queries(path: str, canned: Callable[[str], Any]) -> None:
    a_case(slug="de-tuin", title="De tuin", themes=["groen"])
    first = canned(path)

    second = canned(path)

    assert second.headers[QUERIES] == "0"
    assert QUERIES not in first.headers
    assert second.content == first.content


def test_it_shows_old_data_on_purpose(canned: Callable[[str], Any]) -> None:
    canned("/initiatieven/")
    a_case(slug="de-tuin")

    assert b"de-tuin" not in canned("/initiatieven/").content


def test_other_addresses_are_other_pages(canned: Callable[[str], Any]) -> None:
    canned("/initiatieven/")
    a_case(slug="de-tuin", themes=["groen"])

    assert b"de-tuin" in canned("/initiatieven/?thema=groen").content
