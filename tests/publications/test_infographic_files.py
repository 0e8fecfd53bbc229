"""Infographics elsewhere: as files, within pages of others, and for programs that ask how to show them."""

import io
from typing import Any
from xml.etree import ElementTree

import pikepdf
import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.test import Client
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PIL import Image

from lessons import workflow as lessons
from publications.infographics.files import FORMS
from publications.models import Publication
from tests.factories import a_case, a_lesson, a_publication, an_infographic, an_infographic_draft

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script> ] #strong[x] {{ 7 }} & \" ' \u202eאב 😀 \\u{41} $x$ @y `z` //"
COUNT: dict[str, Any] = {"kind": "figure", "question": {"measure": "count", "of": "initiatives"}, "scheme": "door"}
BARS: dict[str, Any] = {"kind": "bars", "question": {"measure": "top", "of": "initiatives", "facet": "thema"}}
MAP: dict[str, Any] = {"kind": "map", "question": {"measure": "top", "of": "initiatives", "facet": "gemeente"}}
SIZES = {"infographic-1200x630.png": (1200, 630), "infographic-1080x1080.png": (1080, 1080)}
SIZES["infographic-1080x1920.png"] = (1080, 1920)


@pytest.fixture
def infographic() -> Publication:
    a_case(municipality="GM0917", themes=["ontmoeting"])
    title = {"kind": "title", "heading": "Buren", "words": "Wat zij doen", "width": 8}
    sign = {"kind": "pictogram", "pictogram": "heart", "width": 4}
    return an_infographic(title, sign, COUNT, BARS, MAP, slug="beeld", title="Buren in beeld")


def taken(client: Client, name: str, slug: str = "beeld") -> bytes:
    response = client.get(f"/publicaties/{slug}/{name}")
    assert response.status_code == 200
    assert response["Content-Type"] == FORMS[name].content_type
    return response.content


def words_of(pdf: pikepdf.Pdf) -> str:
    """All alternative texts of a PDF."""
    return " ".join(
        str(each["/Alt"]) for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/Alt" in each
    )


def test_the_pdf_is_tagged_and_says_in_words_what_is_drawn(client: Client, infographic: Publication) -> None:
    with pikepdf.open(io.BytesIO(taken(client, "infographic.pdf"))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in pdf.Root
        assert str(pdf.Root.Lang) == "nl"
        assert str(pdf.docinfo["/Title"]) == "Buren in beeld"
        assert len(pdf.pages) == 1
        assert "Heerlen" in words_of(pdf)


def test_the_drawing_has_a_title_and_brings_its_letters_along(client: Client, infographic: Publication) -> None:
    drawing = ElementTree.fromstring(taken(client, "infographic.svg"))  # noqa: S314 - ours

    assert drawing.get("role") == "img"
    assert drawing.findtext("{http://www.w3.org/2000/svg}title") == "Buren in beeld"
    assert not list(drawing.iter("{http://www.w3.org/2000/svg}text"))
    assert not list(drawing.iter("{http://www.w3.org/2000/svg}script"))


@pytest.mark.parametrize("name", SIZES)
def test_announcements_have_the_size_that_they_say(client: Client, infographic: Publication, name: str) -> None:
    with Image.open(io.BytesIO(taken(client, name))) as picture:
        assert picture.size == SIZES[name]
        assert len(picture.getcolors(2**20) or []) > 10


def test_the_whole_picture_is_sixteen_hundred_wide(client: Client, infographic: Publication) -> None:
    with Image.open(io.BytesIO(taken(client, "infographic.png"))) as picture:
        assert picture.width == 1600
        assert picture.height > 800


@pytest.mark.parametrize("name", FORMS)
def test_a_file_is_the_same_whenever_it_is_made(client: Client, infographic: Publication, name: str) -> None:
    once = taken(client, name)
    folder = f"editions/{infographic.published_version_id}"
    for kept in default_storage.listdir(folder)[1]:
        default_storage.delete(f"{folder}/{kept}")

    assert taken(client, name) == once


def test_what_is_not_public_any_more_is_not_in_a_file_either(client: Client) -> None:
    lesson = a_lesson(title="Houd vol")
    an_infographic({"kind": "lesson", "lesson": lesson, "heading": "Houd vol"}, COUNT, slug="beeld")
    with_it = taken(client, "infographic.svg")

    lessons.withdraw(lesson, by=None, reason="Op verzoek.")

    without = taken(client, "infographic.svg")
    assert len(without) < len(with_it)


@pytest.mark.parametrize("name", FORMS)
def test_drafts_and_other_publications_have_no_such_files(client: Client, name: str) -> None:
    an_infographic_draft(COUNT, slug="schets")
    a_publication(slug="boek", kind="bundle")
    an_infographic(slug="leeg")

    for slug in ("schets", "boek", "leeg", "nergens"):
        assert client.get(f"/publicaties/{slug}/{name}").status_code == 404


def test_whatever_people_write_comes_out_as_text(client: Client) -> None:
    said = {"heading": HOSTILE, "words": f"{HOSTILE}\n{HOSTILE}", "attribution": HOSTILE}
    a_case()
    tiles: list[dict[str, Any]] = [{"kind": kind, "pictogram": "house", **said} for kind in ("title", "text")]
    tiles.append({"kind": "link", "url": "https://voorbeeld.nl/?]#", **said})
    figures = [each | {"heading": HOSTILE, "alternative_text": HOSTILE} for each in (COUNT, BARS, MAP)]
    an_infographic(*tiles, *figures, slug="beeld", title=HOSTILE[:150], makers=[HOSTILE])

    for name in FORMS:
        assert taken(client, name)
    with pikepdf.open(io.BytesIO(taken(client, "infographic.pdf"))) as pdf:
        assert "#strong[x]" in words_of(pdf)


@example("Meervoudigepersoonlijkheidsstoornissenbehandelingscentrum" * 3)
@example("\\")
@example("]#")
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=60))
@hypothesis_settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_title_can_be_announced(client: Client, title: str) -> None:
    publication = an_infographic({"kind": "title", "heading": title}, {"kind": "text", "words": title}, title=title)

    for name in ("infographic.pdf", "infographic-1200x630.png"):
        assert taken(client, name, publication.slug)


def test_forty_tiles_of_all_sizes_fit_on_one_page(client: Client) -> None:
    tiles = [COUNT | {"width": 2 + place % 11, "height": 1 + place % 5} for place in range(40)]
    an_infographic(*tiles, slug="beeld")

    with pikepdf.open(io.BytesIO(taken(client, "infographic.pdf"))) as pdf:
        assert len(pdf.pages) == 1


# ---------------------------------------------------------------- within pages of others
def test_others_may_frame_what_is_made_for_it_and_nothing_else(client: Client, infographic: Publication) -> None:
    framed = client.get("/publicaties/beeld/inbedden/")
    page = client.get("/publicaties/beeld/")

    assert framed.status_code == 200
    assert "frame-ancestors *" in framed["Content-Security-Policy"]
    assert "X-Frame-Options" not in framed
    assert not framed.cookies
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "DENY"


def test_a_version_keeps_an_address_of_its_own_to_be_framed(client: Client, infographic: Publication) -> None:
    assert client.get("/publicaties/beeld/v1/inbedden/").status_code == 200
    assert client.get("/publicaties/beeld/v2/inbedden/").status_code == 404


def test_programs_learn_how_to_show_an_infographic(client: Client, infographic: Publication) -> None:
    address = f"{settings.SITE_URL}/publicaties/beeld/"
    said = client.get("/oembed/", {"url": address, "maxwidth": "500", "maxheight": "400"}).json()

    assert (said["version"], said["type"], said["title"]) == ("1.0", "rich", "Buren in beeld")
    assert (said["width"], said["height"]) == (500, 400)
    assert f'src="{address}inbedden/"' in said["html"]
    thumbnail = client.get(said["thumbnail_url"].removeprefix(settings.SITE_URL))
    assert thumbnail["Content-Type"] == "image/png"
    assert "oembed/?url=" in client.get("/publicaties/beeld/").content.decode()


@pytest.mark.parametrize(
    "address", ["", "x", "/publicaties/beeld/", "http://[", "https://elders.nl/publicaties/beeld/"]
)
def test_programs_that_ask_for_anything_else_are_told_so(
    client: Client, infographic: Publication, address: str
) -> None:
    assert client.get("/oembed/", {"url": address}).status_code == 404
    assert client.get("/oembed/", {"url": f"{settings.SITE_URL}/lessen/"}).status_code == 404
    assert client.get("/oembed/", {"url": f"{settings.SITE_URL}/publicaties/weg/"}).status_code == 404
    assert client.get("/oembed/", {"url": address, "format": "xml"}).status_code == 501


def test_a_nonsense_size_is_left_alone(client: Client, infographic: Publication) -> None:
    address = f"{settings.SITE_URL}/publicaties/beeld/v1/"
    said = client.get("/oembed/", {"url": address, "maxwidth": "-1e9", "maxheight": "٣"}).json()

    assert said["width"] == 960
    assert said["height"] > 200
