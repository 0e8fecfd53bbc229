"""Podcasts and films: what may be published, what their pages show, and what goes along as files."""

import json
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from curation.workflow import TransitionNotAllowed
from media.intake import take_attachment
from media.models import FILMS, SOUNDS, Attachment
from media.removal import remove
from publications import workflow
from publications.models import Kind, PublicationVersion
from publications.recordings import webvtt
from search.models import Findable
from tests.administration import signed_in
from tests.factories import a_publication, a_publication_draft, a_recording, recorded
from tests.media.pictures import an_mp3, an_mp4, upload

pytestmark = pytest.mark.django_db

SAID = """WEBVTT

00:00.000 --> 00:05.000
<v Fatma>Welkom in het buurthuis.

00:05.000 --> 00:09.000
<v Fatma>Wij koken elke woensdag

00:09.000 --> 00:12.000
<v Fatma>samen met de buren.

12:31.000 --> 12:36.000
<v Jan>De gemeente betaalt de hüür.
"""


def a_sound() -> Attachment:
    return take_attachment(upload(an_mp3(), "aflevering.mp3"), by=None, kinds=SOUNDS | FILMS)


def a_film() -> Attachment:
    return take_attachment(upload(an_mp4(), "film.mp4"), by=None, kinds=SOUNDS | FILMS)


def shown(client: Client, address: str = "/publicaties/koken/") -> Any:
    response = client.get(address)
    assert response.status_code == 200
    return response


# ---------------------------------------------------------------- what may be published
def test_sound_of_our_own_is_not_published_without_a_transcript() -> None:
    version = a_publication_draft(kind=Kind.PODCAST_EPISODE)
    recorded(version, file=a_sound())

    with pytest.raises(TransitionNotAllowed):
        workflow.publish(version, by=None)
    assert PublicationVersion.objects.get(pk=version.pk).number is None


def test_a_film_of_our_own_needs_captions_and_not_only_a_text() -> None:
    version = a_publication_draft(kind=Kind.FILM)
    recording = recorded(version, file=a_film())
    recording.transcript = "<cue>Welkom.</cue>"
    recording.save()

    with pytest.raises(TransitionNotAllowed):
        workflow.publish(version, by=None)

    recording.transcript = "<cue 0-1000>Welkom.</cue>"
    recording.save()
    assert workflow.publish(version, by=None).number == 1


def test_a_text_without_times_is_enough_for_sound() -> None:
    version = a_publication_draft(kind=Kind.PODCAST_EPISODE)
    recording = recorded(version, file=a_sound())
    recording.transcript = "<cue>Welkom.</cue>"
    recording.save()

    assert workflow.publish(version, by=None).number == 1


def test_what_is_linked_elsewhere_needs_no_transcript_and_says_so(client: Client) -> None:
    a_recording(slug="koken", address="https://podcast.voorbeeld.nl/4")

    html = shown(client).content.decode()

    assert 'href="https://podcast.voorbeeld.nl/4"' in html
    assert "podcast.voorbeeld.nl" not in html.replace('href="https://podcast.voorbeeld.nl/4"', "").split("<a ")[0]
    assert not any(mark in html for mark in ("<audio", "<video", "<iframe", 'id="transcript"'))


def test_a_film_of_which_nothing_is_known_but_sources_has_no_player(client: Client) -> None:
    a_publication(slug="koken", kind=Kind.FILM)

    response = shown(client)

    assert response.context["is_recorded"]
    assert b"<video" not in response.content


# ---------------------------------------------------------------- the page
@pytest.fixture
def episode(client: Client) -> Any:
    return a_recording(
        slug="koken",
        title="Koken",
        file=a_sound(),
        transcript=SAID,
        seconds=800,
        chapters=[(0, "Welkom"), (751, "Geld")],
        speakers=["Fatma", "Jan"],
    )


def test_it_is_played_here_and_read_along(client: Client, episode: Any) -> None:
    response = shown(client)
    html = response.content.decode()
    recording = response.context["recording"]

    assert f'src="{recording.file.get_absolute_url()}"' in html
    assert [(turn.voice, turn.moment) for turn in response.context["transcript"].turns] == [
        ("Fatma", "0:00"),
        ("Jan", "12:31"),
    ]
    assert 'data-start="751.000" data-end="756.000"' in html
    assert client.get(recording.file.get_absolute_url()).status_code == 200


def test_each_moment_has_its_own_place_on_the_page(client: Client, episode: Any) -> None:
    html = shown(client).content.decode()

    for moment in ("0:00", "12:31"):
        assert html.count(f'id="t={moment}"') == 1
        assert f'href="#t={moment}"' in html


def test_the_player_comes_with_its_script_and_nothing_from_elsewhere(client: Client, episode: Any) -> None:
    response = shown(client)

    assert "recording" in response.content.decode().split('type="module"')[-2]
    assert "media-src 'self'" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize(("asked", "hits"), [("KOKEN", 1), ("woensdag samen", 1), ("huur", 1), ("de", 3), ("fiets", 0)])
def test_words_are_found_whatever_their_capitals_accents_and_lines(
    client: Client, episode: Any, asked: str, hits: int
) -> None:
    response = shown(client, f"/publicaties/koken/?zoek={asked}")

    assert response.context["transcript"].hits == hits
    assert (response.content.count(b"<mark>") > 0) == (hits > 0)


def test_hostile_words_come_out_as_words(client: Client) -> None:
    words = "<v Jan &lt;b&gt;>&lt;script&gt;alert(1)&lt;/script&gt; &lt;/cue&gt; \u202e]#"
    hostile = f"WEBVTT\n\n00:00.000 --> 00:05.000\n{words}\n"
    a_recording(slug="koken", transcript=hostile, chapters=[(0, "<img src=x>")], speakers=['"><i>'], file=a_sound())

    html = shown(client, "/publicaties/koken/?zoek=<script>").content.decode()

    assert "<script>alert" not in html
    assert "<img src=x>" not in html
    assert '"><i>' not in html
    assert "&lt;script&gt;" in html


def test_a_removed_recording_says_so_and_keeps_its_words(client: Client, carla: User) -> None:
    file = a_sound()
    a_recording(slug="koken", transcript=SAID, file=file)
    remove(file, by=carla)

    html = shown(client).content.decode()

    assert "<audio" not in html
    assert "data-start" in html
    assert client.get(file.get_absolute_url()).status_code == 404


def test_the_page_asks_a_fixed_number_of_queries(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    many = SAID + "".join(f"\n{number:02}:00.000 --> {number:02}:01.000\nRegel {number}\n" for number in range(13, 60))
    a_recording(slug="koken", transcript=many, file=a_sound(), chapters=[(each * 60, str(each)) for each in range(40)])
    shown(client)

    with django_assert_max_num_queries(26):
        shown(client, "/publicaties/koken/?zoek=regel")


# ---------------------------------------------------------------- drafts, versions, search
def test_a_new_draft_has_copies_and_the_old_version_stays(client: Client, episode: Any) -> None:
    draft: Any = workflow.open_draft(episode, by=None)
    draft.recordings.update(transcript="<cue 0-900>Anders.</cue>")
    draft.chapters.all().delete()
    workflow.publish(draft, by=None)

    assert [turn.moment for turn in shown(client).context["transcript"].turns] == ["0:00"]
    assert len(shown(client, "/publicaties/koken/v1/").context["chapters"]) == 2
    assert b"Anders" not in client.get("/publicaties/koken/v1/transcript.txt").content
    assert b"Anders" in client.get("/publicaties/koken/transcript.txt").content


def test_the_sound_of_a_draft_is_for_those_who_work_on_it(client: Client, carla: User) -> None:
    version = a_publication_draft(kind=Kind.PODCAST_EPISODE)
    file = a_sound()
    recorded(version, file=file)

    assert client.get(file.get_absolute_url()).status_code == 404
    assert signed_in(carla).get(file.get_absolute_url()).status_code == 200


def test_what_is_said_is_found_by_the_search_of_the_site(client: Client, episode: Any) -> None:
    found = Findable.objects.get(kind="publication", key=str(episode.pk))

    assert {"buurthuis", "woensdag", "geld"} <= {
        word.split(":")[-1].strip("0123456789") for word in found.folded.split()
    }


# ---------------------------------------------------------------- files
def test_the_transcript_goes_along_with_times_and_as_text(client: Client, episode: Any) -> None:
    timed = client.get("/publicaties/koken/transcript.vtt")
    text = client.get("/publicaties/koken/v1/transcript.txt")

    assert timed.headers["Content-Type"] == "text/vtt; charset=utf-8"
    assert webvtt.read(timed.content.decode()) == webvtt.read(SAID)
    assert timed.headers["Access-Control-Allow-Origin"] == "*"
    assert "[12:31] Jan: De gemeente" in text.content.decode()


def test_chapters_go_along_as_podcast_apps_read_them(client: Client, episode: Any) -> None:
    response = client.get("/publicaties/koken/hoofdstukken.json")

    assert response.headers["Content-Type"] == "application/json+chapters"
    assert json.loads(response.content)["chapters"] == [
        {"startTime": 0, "title": "Welkom"},
        {"startTime": 751, "title": "Geld"},
    ]


@pytest.mark.parametrize("name", ["transcript.vtt", "transcript.txt", "hoofdstukken.json", "feed.xml"])
def test_what_is_not_there_is_404(client: Client, name: str) -> None:
    a_publication(slug="koken", kind=Kind.PODCAST_EPISODE)

    assert client.get(f"/publicaties/koken/{name}").status_code == 404


def test_a_text_without_times_has_no_captions(client: Client) -> None:
    version = a_publication_draft(slug="koken", kind=Kind.PODCAST_EPISODE)
    recording = recorded(version)
    recording.transcript = "<cue>Welkom.</cue>"
    recording.save()
    workflow.publish(version, by=None)

    assert client.get("/publicaties/koken/transcript.vtt").status_code == 404
    assert client.get("/publicaties/koken/transcript.txt").content == b"Welkom.\n"
    assert b"data-start" not in shown(client).content
