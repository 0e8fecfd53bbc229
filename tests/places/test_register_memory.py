"""The register that a process keeps is always the one that the database holds, and costs one query a request."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from pytest_django import DjangoAssertNumQueries

from changes.log import look
from places.models import RegisterEdition
from places.register import forget_register, register
from places.register_files import DATA_FOLDER
from places.workflow import load_register

pytestmark = pytest.mark.django_db

DAY = date(2026, 12, 31)


@pytest.fixture(autouse=True)
def _loaded() -> None:
    load_register()
    register(DAY)


@pytest.fixture
def _in_request() -> Iterator[None]:
    """As in a web request, apart from closing the connection that the test itself needs."""
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    request_started.send(sender=None)
    yield
    request_finished.send(sender=None)
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The project's files with one difference."""
    copy = Path(shutil.copytree(DATA_FOLDER, tmp_path / "register"))
    file = copy / "municipalities.csv"
    file.write_text(
        file.read_text(encoding="utf-8").replace("Amsterdam,Amsterdam", "Amsterdam,Mokum"), encoding="utf-8"
    )
    return copy


def _amsterdam() -> str:
    return str(register(DAY).municipality("GM0363"))


def test_it_is_read_once(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    look()
    forget_register()

    with django_assert_num_queries(6):  # the log of changes, the edition and four tables
        first = register(DAY)
    with django_assert_num_queries(1):
        second = register(DAY)

    assert first is second
    assert len(first.current()) == 342


def test_each_day_has_its_own(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    register(DAY)

    with django_assert_num_queries(1):
        assert len(register(date(2027, 1, 1)).current()) == 341
    assert register().on == register(None).on


def test_a_load_is_noticed(folder: Path) -> None:
    assert _amsterdam() == "Amsterdam"

    load_register(folder)

    assert _amsterdam() == "Mokum"


def test_a_load_that_changes_nothing_costs_nothing() -> None:
    before = register(DAY)

    load_register()

    assert register(DAY) is before


def test_a_load_that_is_rolled_back_leaves_no_trace(folder: Path) -> None:
    savepoint = transaction.savepoint()
    load_register(folder)
    during = _amsterdam()
    transaction.savepoint_rollback(savepoint)

    assert (during, _amsterdam()) == ("Mokum", "Amsterdam")


def test_it_is_empty_until_it_is_loaded() -> None:
    RegisterEdition.objects.all().delete()

    empty = register(DAY)

    assert empty.current() == ()
    assert empty.provinces() == ()
    assert not empty.resolve("Heerlen").is_known
    assert empty.suggestions("Heerlen") == []


@pytest.mark.usefixtures("_in_request")
def test_in_a_request_it_looks_once(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        assert register(DAY) is register(DAY)


@pytest.mark.usefixtures("_in_request")
def test_the_next_request_looks_again(folder: Path) -> None:
    before = _amsterdam()
    load_register(folder)

    during = _amsterdam()
    request_finished.send(sender=None)
    request_started.send(sender=None)

    assert (before, during, _amsterdam()) == ("Amsterdam", "Amsterdam", "Mokum")
