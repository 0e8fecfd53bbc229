"""The page of codings: files to take along, and a file looked at before it is taken in."""

import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import html

from accounts.models import User
from initiatives.models import Theme
from jobs.doing import do_waiting
from jobs.models import Job
from lessons import weighing
from lessons.marking import mark
from lessons.models import Coding, Evidence, Passage, Stance
from tests.administration import signed_in
from tests.factories import a_case, a_lesson

pytestmark = pytest.mark.django_db

PAGE = "/werkplek/coderingen/"


@pytest.fixture
def data(fatma: User, carla: User) -> bytes:
    """A project with a coded passage and a proposal, of which nothing is here any more."""
    version: Any = a_case(slug="eettafel", body="<p>Elke week eten buren 🍲 samen.</p>").published_version
    passage = mark(version, 5, 20, by=fatma)
    weighing.propose(a_lesson(), passage, stance=Stance.SUPPORTS, note="", by=fatma)
    weighing.code(passage, Theme.objects.get(slug="eten"), note="", by=fatma)
    answer: Any = signed_in(fatma).get("/werkplek/coderingen/wijk.qdpx")
    found = b"".join(answer.streaming_content)
    for model in (Coding, Evidence, Passage):
        model._default_manager.all().delete()
    return found


def send(user: User, data: bytes, name: str = "in.qdpx", **fields: str) -> Any:
    return signed_in(user).post(PAGE, {"file": SimpleUploadedFile(name, data), **fields})


def ticket_of(response: Any) -> dict[str, str]:
    form = html.fromstring(response.content).xpath('//form[.//input[@name="ticket"]]')[0]
    return {each.get("name"): each.get("value") or "" for each in form.xpath(".//input") if each.get("name")}


def test_researchers_take_files_along(fatma: User, data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert "project.qde" in archive.namelist()
    client = signed_in(fatma)
    every: Any = client.get("/werkplek/coderingen/wijk.qdpx?alles=ja")
    with zipfile.ZipFile(io.BytesIO(b"".join(every.streaming_content))) as archive:
        assert len(archive.namelist()) == 2
    codebook: Any = client.get("/werkplek/coderingen/wijk.qdc")
    assert b"<CodeBook" in b"".join(codebook.streaming_content)
    assert client.get("/werkplek/coderingen/wijk.exe").status_code == 404


def test_an_editor_sees_what_a_file_would_add_and_then_takes_it_in(carla: User, fatma: User, data: bytes) -> None:
    response = send(carla, data)
    shown = html.fromstring(response.content)
    assert {each: shown.xpath(f'string(//*[@data-new="{each}"])') for each in ("passages", "codings", "evidence")} == {
        "passages": "1",
        "codings": "1",
        "evidence": "1",
    }
    assert not Passage.objects.exists()

    taken = signed_in(carla).post(PAGE, ticket_of(response))
    assert taken.status_code == 302
    assert (Passage.objects.count(), Coding.objects.get().by, Evidence.objects.proposed().get().by) == (1, fatma, fatma)
    again = html.fromstring(send(carla, data).content)
    assert again.xpath("string(//*[@data-known])") == "2"
    assert not again.xpath('//input[@name="ticket"]')


def test_nobody_takes_in_what_somebody_else_sent(carla: User, bram: User, data: bytes) -> None:
    ticket = ticket_of(send(carla, data))
    signed_in(bram).post(PAGE, ticket)
    signed_in(carla).post(PAGE, {**ticket, "ticket": "x"})
    signed_in(carla).post(PAGE, {"ticket": ""})

    assert not Passage.objects.exists()


def test_researchers_take_nothing_in(fatma: User, data: bytes) -> None:
    assert send(fatma, data).status_code == 403
    assert b'type="file"' not in signed_in(fatma).get(PAGE).content


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("in.qdpx", b"PK niets"),
        ("in.qdpx", b"<html/>"),
        ("in.zip", b"PK"),
        ("in.qdpx", b""),
        ("in.qdc", b"<!DOCTYPE a><a/>"),
    ],
)
def test_what_cannot_be_read_is_told_in_words(carla: User, name: str, data: bytes) -> None:
    response = send(carla, data, name)

    assert response.status_code == 422
    assert html.fromstring(response.content).xpath("//*[@data-error] | //*[contains(@class, 'error')]")


def test_errors_have_their_line(carla: User, data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files["project.qde"] = files["project.qde"].replace(b'startPosition="5"', b'startPosition="500"')
    broken = io.BytesIO()
    with zipfile.ZipFile(broken, "w") as archive:
        for name, said in files.items():
            archive.writestr(name, said)
    response = send(carla, broken.getvalue())
    (line,) = html.fromstring(response.content).xpath("//*[@data-error]/td[1]/text()")

    assert response.status_code == 422
    assert int(line) > 1


def test_a_large_file_is_looked_at_and_taken_in_beside_the_pages(
    carla: User, bram: User, data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workspace.coding.works.LOOKED_AT_AT_ONCE", 0)
    looking = send(carla, data)
    do_waiting()
    looked = signed_in(carla).get(Job.objects.get().leads_to)
    shown = html.fromstring(looked.content)
    assert looking.url == Job.objects.get().get_absolute_url()
    assert shown.xpath('string(//*[@data-new="passages"])') == "1"
    assert not Passage.objects.exists()
    (key,) = shown.xpath('//input[@name="looked_at"]/@value')

    signed_in(bram).post(PAGE, {"looked_at": key})
    for _twice in range(2):
        signed_in(carla).post(PAGE, {"looked_at": key})
    do_waiting()

    assert Passage.objects.count() == 1
    assert Job.objects.count() == 2
    assert b"data-new" not in signed_in(bram).get(f"{PAGE}?bekeken={key}").content


def test_a_large_file_with_errors_is_not_offered_to_be_taken_in(carla: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workspace.coding.works.LOOKED_AT_AT_ONCE", 0)
    send(carla, b"PK niets")
    do_waiting()
    shown = html.fromstring(signed_in(carla).get(Job.objects.get().leads_to).content)

    assert shown.xpath("//*[@data-error]")
    assert not shown.xpath('//input[@name="looked_at"]')
