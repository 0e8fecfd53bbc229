"""What all tests share: the database's housekeeping and the folder of reference material beside the checkout."""

from pathlib import Path

import psutil
import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

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
