"""The administration as a site: what holds for every page of it."""

import pytest
from django.test import Client

from accounts.models import User
from tests.administration import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(bram: User) -> Client:
    return signed_in(bram)


@pytest.mark.parametrize(
    "address",
    [
        "initiatives/initiative/?q=%00",
        "initiatives/initiative/?thema=%00",
        "initiatives/actor/?soort=a%00",
        "publications/publication/?soort=%00",
        "places/municipality/?province__code__exact=%00",
    ],
)
def test_a_sign_that_no_text_holds_is_not_understood(administrator: Client, address: str) -> None:
    assert administrator.get(f"/beheer/{address}").status_code == 400
