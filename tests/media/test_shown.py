"""Pictures and files on the page of a case and on its card."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from initiatives import projection
from initiatives.belongings import belongings_of
from initiatives.models import Initiative, InitiativeAttachment, InitiativePicture
from media import intake
from media.models import Consent, Licence, Picture
from media.removal import remove
from tests.factories import a_case
from tests.media.pictures import a_jpeg, a_pdf, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Initiative:
    """With two pictures, of which the second stands first, and a file."""
    found = a_case(slug="tuin")
    for number in range(2):
        InitiativePicture.objects.create(
            version=found.published_version,
            picture=intake.take(upload(a_jpeg((800 + number, 400))), by=None),
            position=1 - number,
            alternative_text=f"Beeld {number} <b>",
            caption=f"Bijschrift {number}",
            credit="F. Otograaf",
            licence=Licence.CC_BY,
            consent=Consent.NOBODY,
        )
    file = intake.take_attachment(upload(a_pdf(), "verslag.pdf"), by=None)
    InitiativeAttachment.objects.create(version=found.published_version, file=file, title="Verslag van het bezoek")
    projection.project([found.pk])
    return found


def images_in(html: str) -> list[str]:
    return re.findall(r"<img [^>]*>", html)


def test_the_page_shows_them_in_order_with_what_is_said_of_them(client: Client, case: Initiative) -> None:
    html = client.get(case.get_absolute_url()).content.decode()

    first, second, *_others = images_in(html)
    assert 'alt="Beeld 1 &lt;b&gt;"' in first
    assert 'width="801" height="400"' in first
    assert 'alt="Beeld 0 &lt;b&gt;"' in second
    assert 'loading="lazy"' in second
    for word in ("Bijschrift 0", "F. Otograaf", "CC BY 4.0", "Verslag van het bezoek", "image/avif", "320w"):
        assert word in html
    assert "style=" not in first + second
    for address in re.findall(r"/media/[^\s\"]+", html):
        assert client.get(address).status_code == 200


def test_what_is_read_in_one_statement_is_what_the_rows_say(
    case: Initiative, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    version = case.published_version
    assert version is not None
    version.record = case
    with django_assert_num_queries(1):
        belongings = belongings_of(version)

    names = ("position", "alternative_text", "caption", "credit", "licence", "licence_address", "is_decorative")
    rows = list(version.pictures.in_order().select_related("picture"))
    for read, row in zip(belongings.pictures, rows, strict=True):
        assert [getattr(read, name) for name in names] == [getattr(row, name) for name in names]
        for name in ("key", "width", "height", "widths", "format", "is_removed"):
            assert getattr(read.picture, name) == getattr(row.picture, name)
    [read_file], [file_row] = belongings.attachments, version.attachments.select_related("file")
    assert read_file.file.get_absolute_url() == file_row.file.get_absolute_url()
    assert (read_file.title, read_file.file.size) == (file_row.title, file_row.file.size)


def test_the_first_stands_on_the_card(client: Client, case: Initiative) -> None:
    first = InitiativePicture.objects.in_order().first()
    assert first is not None

    html = client.get("/initiatieven/").content.decode()

    [image] = images_in(html)
    assert first.picture.key in image
    assert 'alt=""' in image


def test_more_pictures_take_no_more_queries(client: Client) -> None:
    def queries() -> int:
        client.get("/initiatieven/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/initiatieven/")
        return len(captured)

    cases = [a_case() for _number in range(5)]
    before = queries()
    for number, each in enumerate(cases):
        picture = intake.take(upload(a_jpeg((60 + number, 40))), by=None)
        InitiativePicture.objects.create(version=each.published_version, picture=picture, consent=Consent.NOBODY)
    projection.project([each.pk for each in cases])

    assert queries() == before
    assert len(images_in(client.get("/initiatieven/").content.decode())) == 5


def test_a_removed_picture_leaves_its_place_and_no_address(client: Client, case: Initiative) -> None:
    for picture in Picture.objects.all():
        remove(picture, by=None)

    page = client.get(case.get_absolute_url()).content.decode()
    catalogue = client.get("/initiatieven/").content.decode()

    assert page.count('class="removed"') == 2
    assert images_in(page) == images_in(catalogue) == []
    assert "Beeld 0" not in page
    assert "Bijschrift" not in page
    assert "/media/beeld/" not in page + catalogue
    assert 'class="tile' in catalogue


def test_the_projection_made_anew_says_the_same(case: Initiative) -> None:
    before = case.entry.picture_id  # type: ignore[attr-defined]

    projection.rebuild()

    case.entry.refresh_from_db()  # type: ignore[attr-defined]
    assert before == case.entry.picture_id is not None  # type: ignore[attr-defined]
