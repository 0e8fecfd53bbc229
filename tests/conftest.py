"""What all tests share: the database's housekeeping and the folder of reference material beside the checkout."""

from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from django.apps import apps
from django.db import connection
from django.db.models.signals import post_migrate
from pytest_django import DjangoDbBlocker

from accounts.models import User
from accounts.roles import Role
from changes.log import leave_request
from initiatives.harvest import load_vocabulary
from places.workflow import load_register
from tests.factories import a_person

ROOT = Path(__file__).resolve().parent.parent
CLEANING = 8_420_001  # any number, as long as all runs use the same


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: DjangoDbBlocker
) -> None:
    """Before a test database is made, drop those of runs that were killed."""
    with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [CLEANING])
        cursor.execute("SELECT datname FROM pg_database WHERE datname ~ '^test_wijk_[0-9]+'")
        for (name,) in cursor.fetchall():
            if not psutil.pid_exists(int(name.split("_")[2])):
                cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of facts and data beside the checkout, which a clone elsewhere does not have."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("There is no folder ../shared beside this checkout.")
    return folder


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Every test database has the register of places and the vocabulary that the site ships with."""
    with django_db_blocker.unblock():
        _log_changes_at_once()
        _let_the_trail_be_emptied()
        load_shipped_data()
        _number_from_ten_thousand()
    # A test that really commits ends by emptying all tables, after which Django sends this signal for each app.
    *_, last_app = apps.get_app_configs()
    post_migrate.connect(load_shipped_data, sender=last_app)


def _log_changes_at_once() -> None:
    """Most tests never commit, which is when changes get their place in the log: here they get it at once."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER changes_in_order ON changes_change")
        cursor.execute(
            "CREATE CONSTRAINT TRIGGER changes_in_order AFTER INSERT ON changes_change DEFERRABLE INITIALLY IMMEDIATE"
            " FOR EACH ROW EXECUTE FUNCTION changes_give_position()"
        )


def _let_the_trail_be_emptied() -> None:
    """A test that really commits ends by emptying all tables. test_trail.py holds the trail to refusing it."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE trail_entry DISABLE TRIGGER trail_is_not_emptied")


def _number_from_ten_thousand() -> None:
    """Rows get numbers as in a house long in use: an address or a name in a page may not write them “12.346”."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT format('ALTER SEQUENCE %I.%I RESTART WITH 12345', schemaname, sequencename) FROM pg_sequences"
            " WHERE coalesce(last_value, 0) < 12345"
        )
        for (statement,) in cursor.fetchall():
            cursor.execute(statement)


def load_shipped_data(**_signal: object) -> None:
    load_register()
    load_vocabulary()


@pytest.fixture(autouse=True)
def _no_request_goes_on() -> Iterator[None]:
    """A request whose answer a test did not read to its end would go on for the next test, with an old look."""
    yield
    leave_request()


@pytest.fixture
def carla() -> User:
    """Carla curates: an editor."""
    return a_person(Role.EDITOR, name="Carla")


@pytest.fixture
def rik() -> User:
    """Rik reads: somebody of a municipality."""
    return a_person(Role.READER, name="Rik")


@pytest.fixture
def fatma() -> User:
    """Fatma contributes: a researcher."""
    return a_person(Role.RESEARCHER, name="Fatma")


@pytest.fixture
def bram() -> User:
    """Bram looks after the site: an administrator."""
    return a_person(Role.ADMINISTRATOR, name="Bram")
