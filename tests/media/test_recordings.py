"""Sounds and films of our own: taken in by what they hold, and handed out whole or in parts."""

from typing import Any

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import User
from media import intake
from media.models import FILMS, SOUNDS, Attachment
from media.ranges import PIECE, _part
from tests.administration import signed_in
from tests.media.hostile_files import MARK, RECORDINGS, Hostile
from tests.media.pictures import a_pdf, a_wav, a_webm, an_m4a, an_mp3, an_mp4, an_ogg, upload

pytestmark = pytest.mark.django_db
KINDS = SOUNDS | FILMS


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (an_mp3(), "mp3"),
        (an_m4a(), "m4a"),
        (an_ogg(), "ogg"),
        (a_wav(), "wav"),
        (an_mp4(), "mp4"),
        (an_mp4(b"mp42"), "mp4"),
        (a_webm(), "webm"),
        (a_webm(b"V_AV1"), "webm"),
    ],
)
def test_it_is_what_it_holds(content: bytes, kind: str) -> None:
    file = intake.take_attachment(upload(content, "opname.exe", "text/html"), by=None, kinds=KINDS)

    assert (file.kind, file.name) == (kind, f"opname.{kind}")


@pytest.mark.parametrize("hostile", RECORDINGS.values(), ids=list(RECORDINGS))
def test_what_could_do_harm_is_refused_or_harmless(hostile: Hostile, fatma: User) -> None:
    sent = upload(hostile.make(), hostile.name, "text/html")

    if not hostile.is_taken:
        with pytest.raises(intake.Refused):
            intake.take_attachment(sent, by=fatma, kinds=KINDS)
        assert not Attachment.objects.exists()
        return
    file = intake.take_attachment(sent, by=fatma, kinds=KINDS)
    response: Any = signed_in(fatma).get(file.get_absolute_url())
    assert MARK in response.getvalue()
    assert response.headers["Content-Type"].startswith(("audio/", "video/"))
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]


def test_a_film_is_no_paper_or_sound_even_when_it_was_taken_in_as_a_film() -> None:
    intake.take_attachment(upload(an_mp4(), "film.mp4"), by=None, kinds=KINDS)

    with pytest.raises(intake.Refused):
        intake.take_attachment(upload(an_mp4(), "film.mp4"), by=None)
    with pytest.raises(intake.Refused):
        intake.take_attachment(upload(a_pdf(), "brief.pdf"), by=None, kinds=KINDS)


@pytest.fixture
def player(fatma: User) -> Client:
    return signed_in(fatma)


@pytest.fixture
def sound(fatma: User) -> tuple[str, bytes]:
    """Its address, and its bytes, no two stretches of which are the same."""
    content = an_mp3(tag=bytes(range(256)) * 3)
    return intake.take_attachment(upload(content, "a.mp3"), by=fatma, kinds=KINDS).get_absolute_url(), content


def got(player: Client, address: str, **headers: str) -> tuple[Any, bytes]:
    response: Any = player.get(address, headers=headers)
    return response, response.getvalue()


def test_all_of_it_says_that_parts_can_be_asked(player: Client, sound: tuple[str, bytes]) -> None:
    response, content = got(player, sound[0])

    assert (response.status_code, content) == (200, sound[1])
    assert response.headers["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize(
    "asked", ["bytes=0-0", "bytes=0-", "bytes=7-99", "bytes=500-", "bytes=-5", "bytes=9-999999999"]
)
def test_a_part_is_what_python_calls_a_slice(player: Client, sound: tuple[str, bytes], asked: str) -> None:
    address, whole = sound
    first, last = asked.removeprefix("bytes=").split("-")
    start = int(first) if first else len(whole) - int(last)
    end = min(int(last) + 1, len(whole)) if first and last else len(whole)

    response, content = got(player, address, Range=asked)

    assert response.status_code == 206
    assert content == whole[start:end]
    assert response.headers["Content-Range"] == f"bytes {start}-{end - 1}/{len(whole)}"
    assert response.headers["Content-Length"] == str(end - start)


@pytest.mark.parametrize("asked", ["bytes=999999999-", "bytes=-0"])
def test_a_part_that_is_not_there_is_refused(player: Client, sound: tuple[str, bytes], asked: str) -> None:
    response, content = got(player, sound[0], Range=asked)

    assert (response.status_code, content) == (416, b"")
    assert response.headers["Content-Range"] == f"bytes */{len(sound[1])}"


@pytest.mark.parametrize("asked", ["bytes=5-2", "bytes=-", "bytes=0-1,4-5", "stukken=0-1", "bytes=a-b", "bytes=٣-"])
def test_what_is_no_part_gives_all(player: Client, sound: tuple[str, bytes], asked: str) -> None:
    response, content = got(player, sound[0], Range=asked)

    assert (response.status_code, content) == (200, sound[1])


def test_who_has_part_of_another_file_gets_all_of_this_one(player: Client, sound: tuple[str, bytes]) -> None:
    etag = got(player, sound[0])[0].headers["ETag"]

    same, _content = got(player, sound[0], **{"Range": "bytes=5-", "If-Range": etag})
    other, content = got(player, sound[0], **{"Range": "bytes=5-", "If-Range": '"iets-anders"'})

    assert (same.status_code, other.status_code) == (206, 200)
    assert content == sound[1]


def test_a_player_gets_a_piece_at_a_time_and_others_all(player: Client, fatma: User) -> None:
    content = an_mp3(tag=bytes(PIECE + 5000))
    address = intake.take_attachment(upload(content, "lang.mp3"), by=fatma, kinds=KINDS).get_absolute_url()

    piece, first = got(player, address, **{"Range": "bytes=0-", "Sec-Fetch-Dest": "audio"})
    _rest, second = got(player, address, **{"Range": f"bytes={PIECE}-", "Sec-Fetch-Dest": "audio"})
    _all, whole = got(player, address, Range="bytes=0-")

    assert piece.headers["Content-Range"] == f"bytes 0-{PIECE - 1}/{len(content)}"
    assert piece.headers["Content-Length"] == str(PIECE)
    assert first + second == whole == content


@settings(max_examples=200, deadline=None)
@given(first=st.integers(0, 2000) | st.just(None), last=st.integers(0, 2000) | st.just(None))
def test_every_part_fits_in_the_whole(first: int | None, last: int | None) -> None:
    part = _part("" if first is None else str(first), "" if last is None else str(last), 1000)

    if part and part[0] < part[1]:
        assert 0 <= part[0] < part[1] <= 1000
        assert first is None or part[0] == first
