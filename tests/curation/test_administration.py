"""The administration as a site: what holds for every page of it."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.db.models.signals import pre_save
from django.test import Client

from accounts.models import User
from initiatives.models import Initiative
from tests.administration import errors_of, filled_form, signed_in

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
        "places/municipality/a%00/change/",
        "places/province/%00/history/",
        "curation/merge/?at__year=-1",
        "curation/statuschange/?at__year=99999999999999999999",
        "curation/statuschange/?at__month=x",
    ],
)
def test_a_sign_that_no_text_holds_is_not_understood(administrator: Client, address: str) -> None:
    assert administrator.get(f"/beheer/{address}").status_code == 400


@pytest.mark.parametrize("key", ["abc", "-1", "9" * 40, "\x00"])
def test_rows_that_cannot_be_are_not_merged(administrator: Client, key: str) -> None:
    data = {"action": "merge", "_selected_action": [key, "1"]}

    assert administrator.post("/beheer/initiatives/theme/", data).status_code == 400


@pytest.mark.django_db(transaction=True)
def test_who_comes_second_with_an_address_reads_so_and_keeps_what_was_typed(carla: User) -> None:
    add = "/beheer/initiatives/initiativeversion/add/"
    client, first = signed_in(carla), []
    data = filled_form(client.get(add)) | {"title": "Buurttuin", "slug": "buurttuin", "online": "on"}

    def let_somebody_else_be_first(**_kwargs: object) -> None:
        if not first:
            first.append(True)
            with ThreadPoolExecutor() as pool:
                pool.submit(one_more_case).result()

    def one_more_case() -> None:
        Initiative.objects.create(slug="buurttuin")
        connection.close()

    pre_save.connect(let_somebody_else_be_first, sender=Initiative)
    try:
        response = client.post(add, data)
    finally:
        pre_save.disconnect(let_somebody_else_be_first, sender=Initiative)

    assert list(errors_of(response)) == ["slug"]
    assert response.context["adminform"].form["title"].value() == "Buurttuin"
    assert Initiative.objects.count() == 1


def test_administrators_hear_that_mail_goes_nowhere(administrator: Client, carla: User, settings: Any) -> None:
    settings.EMAIL_FILE_PATH = "/ergens/mail"

    assert b"data-mail-folder" in administrator.get("/beheer/").content
    assert b"data-mail-folder" not in signed_in(carla).get("/beheer/").content

    settings.EMAIL_FILE_PATH = None
    assert b"data-mail-folder" not in administrator.get("/beheer/").content
