"""The register as the files have it, before and after the merger of 1 January 2027, without a database."""

from datetime import date

import pytest

from places.register import Register
from places.register_files import read_register
from places.rows import RegisterRows

BEFORE_MERGER = date(2026, 12, 31)
AFTER_MERGER = date(2027, 1, 1)


@pytest.fixture(scope="session")
def rows() -> RegisterRows:
    return read_register()


@pytest.fixture(scope="session")
def before(rows: RegisterRows) -> Register:
    """The register on the last day before Wijdemeren joins Hilversum."""
    return Register(rows, BEFORE_MERGER)


@pytest.fixture(scope="session")
def after(rows: RegisterRows) -> Register:
    """The register on the first day without Wijdemeren."""
    return Register(rows, AFTER_MERGER)
