"""The pictures that stand for pages: what is in them fits, they are made once, and go when words go."""

import io
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image

from accounts.models import User
from curation.kept_files import forget
from curation.passages import Passage
from initiatives.models import Initiative, InitiativeVersion
from lessons import workflow
from lessons.models import Lesson
from previews import subjects
from previews.pictures import SQUARE, WIDE, Preview, Shape, drawable, picture_of
from publications.models import Kind, PublicationVersion
from tests.factories import a_case, a_draft, a_lesson, a_publication
from workspace.consent.workflow import remove_words

pytestmark = pytest.mark.django_db

TITLES = {
    "long": "Goede plekken zijn onmisbaar voor ontmoeting tussen groepen die elkaar anders nooit zouden spreken, " * 2,
    "one word": "Hottentottententententoonstelling" * 6,
    "accents": "Égalité è Ŵőrst Żółć",
    "emoji": "Samen eten 🍲👩‍👩‍👧‍👦❤️",
    "right to left": "مرحبا بالعالم שלום עולם",
    "markup": "#[1] $x$ *a* _b_ `c` @d <e> </script> \\ ]",
    "not to be drawn": "\u200b🍲漢字\ufdd0",
    "control": "Regel\x00een\nregel\u2028twee\u202e",
}


def drawn(title: str, shape: Shape = WIDE) -> Image.Image:
    preview = Preview("previews/test", "soep", "Initiatief", title[:200], "Heerlen", "nl", "sun", shape=shape)
    return Image.open(io.BytesIO(picture_of(preview))).convert("RGB")


@pytest.mark.parametrize("name", TITLES)
def test_every_title_fits_its_place(name: str) -> None:
    image = drawn(TITLES[name])
    ground = image.getpixel((5, 5))

    assert image.size == (1200, 630)
    title = image.crop((60, 94, 760, 424))
    assert title.getcolors(1 << 20) is not None
    assert len({pixel for _count, pixel in title.getcolors(1 << 20) or []}) > 1  # there is something
    for margin in ((0, 0, 55, 630), (764, 0, 780, 630), (60, 428, 760, 440), (60, 610, 760, 630)):
        assert image.crop(margin).getcolors() == [((margin[2] - margin[0]) * (margin[3] - margin[1]), ground)]


@pytest.mark.parametrize("name", TITLES)
def test_every_title_fits_a_square_one_too(name: str) -> None:
    image = drawn(TITLES[name], SQUARE)
    ground = image.getpixel((5, 5))

    assert image.size == (1400, 1400)
    assert len({pixel for _count, pixel in image.crop((80, 130, 1320, 530)).getcolors(1 << 20) or []}) > 1
    for margin in ((0, 0, 75, 690), (1325, 0, 1400, 690), (80, 534, 1320, 565), (80, 660, 1320, 698)):
        assert image.crop(margin).getcolors() == [((margin[2] - margin[0]) * (margin[3] - margin[1]), ground)]


def test_the_square_one_and_the_wide_one_stay_beside_each_other(client: Client) -> None:
    series = a_publication(slug="reeks", title="Stemmen uit de soep", kind=Kind.PODCAST_SERIES)
    folder = subjects.folder_of(PublicationVersion, series.published_version_id or 0)
    addresses = ("/publicaties/reeks/v1/podcastbeeld.png", "/publicaties/reeks/v1/deelbeeld.png")

    made = [client.get(address).content for address in addresses]
    kept = [default_storage.listdir(where)[1] for where in (folder, f"{folder}/square")]

    assert [client.get(address).content for address in addresses] == made
    assert [default_storage.listdir(where)[1] for where in (folder, f"{folder}/square")] == kept
    assert [len(names) for names in kept] == [1, 1]
    subjects.forget({PublicationVersion: [series.published_version_id or 0]})
    assert not any(default_storage.listdir(where)[1] for where in (folder, f"{folder}/square"))


def test_what_cannot_be_drawn_is_left_out_and_the_rest_stays() -> None:
    assert drawable("Samen eten 🍲👩‍👩‍👧") == "Samen eten"
    assert drawable("Regel\x00een\nregel\u2028twee") == "Regeleen regel twee"
    assert drawable("é e\u0301 漢字 שלום") == "é e\u0301 שלום"
    assert drawable("x" * 70).replace("\u200b", "") == "x" * 70


def test_it_is_made_once_and_the_same_for_everybody(client: Client) -> None:
    case = a_case(slug="soep")
    address, folder = (
        "/initiatieven/soep/v1/deelbeeld.png",
        _folder(case),
    )

    first = client.get(address)
    [name] = default_storage.listdir(folder)[1]
    kept_at = default_storage.get_modified_time(f"{folder}/{name}")
    again = client.get(address, headers={"Accept-Language": "en"})

    assert first.content == again.content == client.get("/initiatieven/soep/deelbeeld.png").content
    assert default_storage.get_modified_time(f"{folder}/{name}") == kept_at
    assert not first.cookies
    assert first.headers["Cache-Control"] == "public, max-age=86400, s-maxage=600"


def test_who_has_it_is_told_so_without_it_being_made(client: Client) -> None:
    case = a_case(slug="soep")
    etag = client.get("/initiatieven/soep/deelbeeld.png").headers["ETag"]
    folder = _folder(case)
    forget(folder)

    answer = client.get("/initiatieven/soep/deelbeeld.png", headers={"If-None-Match": etag})

    assert (answer.status_code, answer.content) == (304, b"")
    assert default_storage.listdir(folder)[1] == []


def test_a_new_version_has_a_new_picture_and_the_old_one_stays(client: Client) -> None:
    a_lesson(slug="les", title="Eerst")
    before = client.get("/lessen/les/deelbeeld.png").content
    draft: Any = workflow.open_draft(Lesson.objects.get(slug="les"), by=None)
    draft.title = "Later"
    draft.save()
    workflow.publish(draft, by=None)

    assert client.get("/lessen/les/deelbeeld.png").content != before
    assert client.get("/lessen/les/v1/deelbeeld.png").content == before


def test_what_visitors_may_not_see_has_no_picture(client: Client) -> None:
    a_draft(slug="concept")
    a_lesson(slug="weg")
    workflow.withdraw(Lesson.objects.get(slug="weg"), by=None, reason="Op verzoek.")

    assert client.get("/initiatieven/concept/deelbeeld.png").status_code == 404
    assert client.get("/lessen/weg/v1/deelbeeld.png").status_code == 410
    assert client.get("/themas/bestaat-niet/deelbeeld.png").status_code == 404


def test_words_that_are_removed_at_request_go_from_it(client: Client, carla: User) -> None:
    case = a_case(slug="soep", title="Soep van Truus Vos")
    before = client.get("/initiatieven/soep/deelbeeld.png").content

    remove_words(Passage("Truus Vos"), case, besides=(), by=carla, reason="Op verzoek.")

    assert default_storage.listdir(_folder(case))[1] == []
    assert client.get("/initiatieven/soep/deelbeeld.png").content != before


def test_a_former_address_leads_to_the_new_one(client: Client) -> None:
    workflow.change_slug(a_lesson(slug="oud"), "nieuwer", by=None)

    moved = client.get("/lessen/oud/v1/deelbeeld.png")

    assert (moved.status_code, moved.headers["Location"]) == (301, "/lessen/nieuwer/v1/deelbeeld.png")


def _folder(case: Initiative) -> str:
    return subjects.folder_of(InitiativeVersion, case.published_version_id or 0)
