"""A bundle that a reader makes of their own collection: in its order, with a foreword, of what is public, for whom."""

import io
import json
import zipfile
from typing import Any

import pikepdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from initiatives import workflow as cases
from initiatives.models import Initiative, InitiativePicture
from jobs.doing import do_waiting
from jobs.models import Job, JobFile
from media.intake import take
from media.models import Licence
from publications.collection_bundles import views
from shelf import collecting
from shelf.collecting import Said
from shelf.collection_views import SHARED
from shelf.models import Collection, Item
from shelf.secret_addresses import token_of
from tests.administration import signed_in
from tests.factories import a_case, a_lesson, a_person
from tests.media.pictures import a_jpeg, upload
from workspace.consent.workflow import remove_picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(rik: User) -> Client:
    return signed_in(rik)


@pytest.fixture
def collection(rik: User) -> Collection:
    made = collecting.make(rik, "Eten", "Voor het overleg.")
    for record in (a_case(slug="soep", title="Soep"), a_lesson(slug="samen", title="Samen"), a_case(slug="brood")):
        collecting.put(made, record)
    return made


def address_of(collection: Collection) -> str:
    return f"/mijn/verzamelingen/{collection.pk}/bundel/"


def said_by(response: Any) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        found: dict[str, Any] = json.loads(archive.read("bundle.json"))
    return found


def test_it_has_the_order_the_notes_and_the_foreword_of_its_maker(reader: Client, collection: Collection) -> None:
    first = Item.objects.filter(collection=collection).in_order()[0]
    collecting.arrange(collection, {first.pk: Said(2, "Let op de *keuken*.")})
    reader.post(address_of(collection), {"foreword": "Beste mensen,\n\nDit **moeten** we lezen."})

    book = said_by(reader.get(f"{address_of(collection)}bundel.zip"))

    assert [chapter["slug"] for chapter in book["chapters"]] == ["samen", "soep", "brood"]
    assert book["chapters"][1]["remark"] == [{"kind": "paragraph", "runs": [{"text": "Let op de *keuken*."}]}]
    assert (book["title"], book["subtitle"]) == ("Eten", "Voor het overleg.")
    words = [run["text"] for block in book["foreword"]["blocks"] for run in block["runs"]]
    assert words == ["Beste mensen,", "Dit ", "moeten", " we lezen."]


def test_what_is_not_public_is_in_none_of_its_forms(client: Client, reader: Client, collection: Collection) -> None:
    collecting.share(collection)
    cases.withdraw(Initiative.objects.get(slug="soep"), by=None, reason="Op verzoek.")

    page = reader.get(address_of(collection))

    assert page.context["left_out"] == 1
    assert [each.slug for each in page.context["chapters"]] == ["samen", "brood"]
    shared = f"/mijn/gedeeld/{token_of(collection.nonce or '', SHARED)}/"
    for response in (reader.get(f"{address_of(collection)}bundel.zip"), client.get(f"{shared}bundel.zip")):
        assert [each["slug"] for each in said_by(response)["chapters"]] == ["samen", "brood"]
    assert [each["slug"] for each in client.get(f"{shared}lezen/").context["book"]["chapters"]] == ["samen", "brood"]


@pytest.mark.parametrize(("ending", "begins"), [("pdf", b"%PDF"), ("epub", b"PK")])
def test_it_is_a_file_to_take_along(reader: Client, collection: Collection, ending: str, begins: bytes) -> None:
    response = reader.get(f"{address_of(collection)}bundel.{ending}")

    assert response.content.startswith(begins)
    assert response["Cache-Control"] == "private, no-store"
    if ending == "pdf":
        with pikepdf.open(io.BytesIO(response.content)) as pdf:
            assert str(pdf.docinfo["/Title"]) == "Eten"
            assert "/StructTreeRoot" in pdf.Root


def test_others_reach_it_by_the_secret_address_alone(client: Client, reader: Client, collection: Collection) -> None:
    stranger = signed_in(a_person())
    for page in ("", "lezen/", "bundel.pdf", "bundel.zip"):
        assert stranger.get(f"{address_of(collection)}{page}").status_code == 404
        assert client.get(f"{address_of(collection)}{page}").status_code == 302
    nonce = collecting.share(collection).nonce or ""
    shared = f"/mijn/gedeeld/{token_of(nonce, SHARED)}/"

    for page in ("lezen/", "bundel.pdf", "bundel.epub", "bundel.zip"):
        response = client.get(f"{shared}{page}")
        assert response.status_code == 200
        assert (response["X-Robots-Tag"], response["Referrer-Policy"]) == ("noindex", "no-referrer")
    collecting.close(collection)
    assert client.get(f"{shared}bundel.pdf").status_code == 404


def test_a_long_one_is_made_beside_the_pages(
    client: Client, reader: Client, rik: User, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "LONG", 2)
    nonce = collecting.share(collection).nonce or ""
    assert reader.get(address_of(collection)).context["is_long"]
    for ending in ("pdf", "epub", "zip"):
        in_a_request = reader.get(f"{address_of(collection)}bundel.{ending}")
        assert (in_a_request.status_code, in_a_request["Location"]) == (302, address_of(collection))

        reader.post(f"{address_of(collection)}bundel.{ending}")
        do_waiting()

    assert set(Job.objects.values_list("person", flat=True)) == {rik.pk}
    assert set(JobFile.objects.values_list("name", flat=True)) == {"bundel.pdf", "bundel.epub", "bundel.zip"}
    shared = f"/mijn/gedeeld/{token_of(nonce, SHARED)}/"
    for ending in ("pdf", "epub", "zip"):
        for_others = client.get(f"{shared}bundel.{ending}")
        assert (for_others.status_code, for_others["Location"]) == (302, f"{shared}lezen/")  # nobody else has it made


def test_whether_it_is_long_is_one_question(
    reader: Client, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "LONG", 2)
    cases.withdraw(Initiative.objects.get(slug="soep"), by=None, reason="Op verzoek.")

    page = reader.get(address_of(collection)).content.decode()

    assert f'action="{address_of(collection)}bundel.pdf"' in page  # what the page links to is there
    assert f'href="{address_of(collection)}bundel.pdf"' not in page


def test_what_was_made_of_it_goes_with_a_picture_that_is_removed_at_request(
    reader: Client, carla: User, collection: Collection, django_capture_on_commit_callbacks: Any
) -> None:
    picture = take(upload(a_jpeg()), by=None)
    said = {"alternative_text": "Een tuin", "credit": "F. Otograaf", "licence": Licence.CC_BY, "consent": "nobody"}
    shown_in = Initiative.objects.get(slug="soep").published_version
    InitiativePicture.objects.create(version=shown_in, picture=picture, **said)
    reader.post(f"{address_of(collection)}bundel.zip")
    do_waiting()
    made = JobFile.objects.get()
    with zipfile.ZipFile(made.file) as archive:
        assert any(picture.key in name for name in archive.namelist())

    with django_capture_on_commit_callbacks(execute=True):
        remove_picture(picture, by=carla, reason="Op verzoek.")

    assert reader.get(made.get_absolute_url()).status_code == 404
    assert not made.file.storage.exists(made.file.name)


def test_of_nothing_public_there_is_nothing_to_make(reader: Client, rik: User) -> None:
    empty = collecting.make(rik, "Leeg")

    assert reader.get(address_of(empty)).context["chapters"] == []
    assert "bundel.pdf" not in reader.get(address_of(empty)).content.decode()


def test_its_page_asks_as_much_of_a_long_collection_as_of_a_short_one(reader: Client, collection: Collection) -> None:
    reader.get(address_of(collection))

    with CaptureQueriesContext(connection) as few:
        reader.get(address_of(collection))
    for _each in range(4):
        collecting.put(collection, a_case())
        collecting.put(collection, a_lesson())
    reader.get(address_of(collection))
    with CaptureQueriesContext(connection) as many:
        page = reader.get(address_of(collection))

    assert len(page.context["chapters"]) == 11
    assert len(many) == len(few)
