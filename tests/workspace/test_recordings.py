"""Composing podcasts and films in the workspace, and marking moments in them, through the forms that people use."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from lessons.models import Ground, Standing
from media.intake import take_attachment
from media.models import FILMS, SOUNDS, Attachment
from publications import workflow
from publications.models import Kind, Moment, PublicationVersion, Recording, SpokenEvidence
from tests.administration import signed_in
from tests.factories import a_lesson, a_publication_draft, a_recording, recorded
from tests.media.hostile_files import RECORDINGS, Hostile
from tests.media.pictures import an_mp3, an_mp4, upload

pytestmark = pytest.mark.django_db
PAGE = "/werkplek/publicaties/koken/opname/"
MOMENTS = "/werkplek/publicaties/koken/momenten/"
SAID = """WEBVTT

00:05.000 --> 00:09.000
<v Fatma>Elke woensdag koken buren samen

00:09.000 --> 00:12.000
<v Fatma>en wie nieuw is schuift aan.

12:31.000 --> 12:36.000
<v Jan>De gemeente betaalt de huur.
"""


@pytest.fixture
def version(fatma: User) -> PublicationVersion:
    version = a_publication_draft(slug="koken", kind=Kind.PODCAST_EPISODE)
    version.record.owners.add(fatma)
    return version


@pytest.fixture
def desk(fatma: User) -> Client:
    return signed_in(fatma)


def filled(client: Client, **said: Any) -> dict[str, Any]:
    """What the browser sends from the form as it is, with this said otherwise."""
    form = client.get(PAGE).context["form"]
    data = {field.html_name: field.value() for field in form if field.value() not in {None, False}}
    return data | said


def saved(client: Client, **said: Any) -> Any:
    return client.post(PAGE, filled(client, **said))


def test_everything_that_is_said_is_kept(desk: Client, version: PublicationVersion, fatma: User) -> None:
    response = saved(
        desk,
        upload=upload(an_mp3(), "aflevering 1.mp3"),
        seconds="13:20",
        transcript_file=upload(SAID.encode(), "woorden.vtt"),
        chapters="12:31 – Geld\n\n0:00 Begin",
        speakers="Fatma (maker)\nJan de Vries",
    )

    recording = Recording.objects.get(version=version)
    assert (response.status_code, response.headers["Location"]) == (302, PAGE)
    assert recording.file is not None
    assert (recording.file.name, recording.seconds, len(recording.cues)) == ("aflevering-1.mp3", 800, 3)
    assert [(each.begins, each.title) for each in version.chapters.order_by("begins")] == [(0, "Begin"), (751, "Geld")]
    assert [(each.name, each.role) for each in version.speakers.order_by("position")] == [
        ("Fatma", "maker"),
        ("Jan de Vries", ""),
    ]
    assert list(version.authors.all()) == [fatma]


def test_saving_again_changes_nothing(desk: Client, version: PublicationVersion) -> None:
    saved(desk, upload=upload(an_mp3(), "a.mp3"), transcript=SAID, chapters="0:00 Begin", speakers="Fatma (maker)")
    before = Recording.objects.values("file", "transcript", "address", "seconds").get(version=version)

    saved(desk)

    assert Recording.objects.values("file", "transcript", "address", "seconds").get(version=version) == before
    assert [str(each) for each in version.chapters.all()] == ["0:00 Begin"]


def test_a_typed_transcript_is_kept(desk: Client, version: PublicationVersion) -> None:
    saved(desk, transcript="[0:05] Fatma: Wij koken.\n[12:31] Jan: De huur.", seconds="13:20")

    cues = Recording.objects.get(version=version).cues
    assert [(cue.start, cue.end, cue.voice) for cue in cues] == [(5000, 751_000, "Fatma"), (751_000, 800_000, "Jan")]


BROKEN = {
    "transcript_file": (upload(b"WEBVTT\n\n00:05,000 --> 00:06.000\nHoi\n", "a.vtt"), "3"),
    "transcript": ("WEBVTT\n\n00:05.000 --> 00:06.000\nHoi\n\nzomaar\n", "6"),
    "chapters": ("0:00 Begin\nGeld", "2"),
    "speakers": ("Fatma\n(gast)", "2"),
    "seconds": ("lang", ""),
    "address": ("javascript:alert(1)", ""),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_cannot_be_read_is_said_beside_its_field_with_the_line(
    desk: Client, version: PublicationVersion, name: str
) -> None:
    said, line = BROKEN[name]
    if name == "transcript_file":
        said.seek(0)  # type: ignore[attr-defined]
    data = filled(desk, speakers="Fatma", transcript="Blijft staan.") | {name: said}

    response = desk.post(PAGE, data)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [name]
    assert line in response.context["form"].errors[name][0]
    assert not Recording.objects.exists()
    if name != "transcript":
        assert "Blijft staan." in response.content.decode()


@pytest.mark.parametrize("hostile", [each for each in RECORDINGS.values() if not each.is_taken])
def test_hostile_files_are_refused_without_an_error_of_the_server(
    desk: Client, version: PublicationVersion, hostile: Hostile
) -> None:
    PublicationVersion.objects.update(kind=Kind.FILM)

    response = saved(desk, upload=upload(hostile.make(), hostile.name, "video/mp4"))

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["upload"]
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(("kind", "content"), [(Kind.PODCAST_EPISODE, an_mp4()), (Kind.FILM, an_mp3())])
def test_a_podcast_is_sound_and_a_film_is_film(
    desk: Client, version: PublicationVersion, kind: str, content: bytes
) -> None:
    PublicationVersion.objects.update(kind=kind)

    assert list(saved(desk, upload=upload(content, "a.mp3")).context["form"].errors) == ["upload"]


def test_the_file_is_taken_away_and_put_back(desk: Client, version: PublicationVersion) -> None:
    saved(desk, upload=upload(an_mp3(), "a.mp3"), transcript="Hoi.")
    saved(desk, without_file="on")
    assert Recording.objects.get().file is None

    saved(desk, upload=upload(an_mp3(), "a.mp3"))
    assert Recording.objects.get().file is not None


def test_what_it_lacks_is_said(desk: Client, version: PublicationVersion) -> None:
    saved(desk, upload=upload(an_mp3(), "a.mp3"))
    assert desk.get(PAGE).context["lacks"]

    saved(desk, transcript="Hoi.")
    assert not desk.get(PAGE).context["lacks"]


def test_the_draft_is_seen_as_readers_will(desk: Client, version: PublicationVersion) -> None:
    saved(desk, upload=upload(an_mp3(), "a.mp3"), transcript=SAID)

    response = desk.get("/werkplek/publicaties/koken/lezersblik/")

    assert response.status_code == 200
    assert b"data-start" in response.content
    assert b"<audio" in response.content


def test_the_captions_of_a_draft_are_for_who_works_on_it(desk: Client, version: PublicationVersion, rik: User) -> None:
    saved(desk, transcript=SAID)
    address = "/werkplek/publicaties/koken/opname/ondertitels.vtt"

    assert desk.get(address).content.startswith(b"WEBVTT")
    assert signed_in(rik).get(address).status_code == 403


def test_another_kind_has_no_recording(desk: Client, version: PublicationVersion) -> None:
    PublicationVersion.objects.update(kind=Kind.ARTICLE)

    assert desk.get(PAGE).status_code == 404


def test_what_differs_is_shown_in_lines(desk: Client, version: PublicationVersion) -> None:
    saved(desk, transcript=SAID, address="https://podcast.voorbeeld.nl/1")
    published = workflow.publish(PublicationVersion.objects.get(pk=version.pk), by=None)
    workflow.open_draft(published.record, by=None)
    saved(desk, transcript=SAID.replace("woensdag", "vrijdag"))

    html = desk.get("/werkplek/publicaties/koken/verschil/").content.decode()

    assert "vrijdag" in html
    assert "woensdag" in html


# ---------------------------------------------------------------- moments
@pytest.fixture
def episode() -> Any:
    a_lesson(slug="samen-eten")
    return a_recording(slug="koken", transcript=SAID, address="https://podcast.voorbeeld.nl/1")


MARK = {"begins": "0:06", "ends": "0:10", "lesson": "/lessen/samen-eten/", "stance": "supports", "note": "Zo gaat het."}


def test_a_researcher_marks_a_moment_and_an_editor_accepts_it(
    desk: Client, episode: Any, carla: User, client: Client
) -> None:
    assert desk.post(MOMENTS, MARK).status_code == 302
    evidence = SpokenEvidence.objects.get()
    assert evidence.is_proposed
    place = f"{MOMENTS}onderbouwing/{evidence.pk}/"
    assert desk.post(place, {"step": "accept"}).status_code == 403

    signed_in(carla).post(place, {"step": "accept"})

    assert Ground.objects.get().standing == Standing.LIVING
    html = client.get("/lessen/samen-eten/").content.decode()
    assert "Elke woensdag koken buren samen en wie nieuw is schuift aan." in html


def test_the_last_moment_that_there_is_can_be_marked(desk: Client) -> None:
    a_lesson(slug="samen-eten")
    last = "WEBVTT\n\n499:59:58.000 --> 500:00:00.000\nTot ziens.\n"
    a_recording(slug="koken", transcript=last, address="https://podcast.voorbeeld.nl/1")

    later = desk.post(MOMENTS, MARK | {"begins": "499:59:58", "ends": "600:00:00"})
    at_last = desk.post(MOMENTS, MARK | {"begins": "499:59:58", "ends": "500:00:00"})

    assert list(later.context["form"].errors) == ["ends"]
    assert at_last.status_code == 302
    assert Moment.objects.get().exact == "Tot ziens."


def test_a_line_without_end_is_no_name(desk: Client, version: PublicationVersion) -> None:
    response = saved(desk, speakers=f"x{' ' * 59_000}y")

    assert list(response.context["form"].errors) == ["speakers"]


@pytest.mark.parametrize(
    ("name", "said"),
    [("begins", "nu"), ("ends", "0:01"), ("lesson", "bestaat-niet"), ("stance", "misschien"), ("begins", "")],
)
def test_what_cannot_be_is_said_beside_its_field(desk: Client, episode: Any, name: str, said: str) -> None:
    response = desk.post(MOMENTS, MARK | {name: said})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [name]
    assert not Moment.objects.exists()


def test_where_nothing_is_said_nothing_is_marked(desk: Client, episode: Any) -> None:
    response = desk.post(MOMENTS, MARK | {"begins": "5:00", "ends": "6:00"})

    assert response.status_code == 422
    assert response.context["form"].non_field_errors()


def test_a_person_says_what_became_of_it(desk: Client, episode: Any, carla: User) -> None:
    signed_in(carla).post(MOMENTS, MARK)
    draft: Any = workflow.open_draft(episode, by=None)
    draft.recordings.update(transcript=Recording.objects.get(version=draft).transcript.replace("woensdag", "vrijdag"))
    version = workflow.publish(draft, by=None)
    moment = Moment.objects.get()
    (marked,) = desk.get(MOMENTS).context["page"].moments
    assert marked.form is not None
    assert f"moment-{moment.pk}" in desk.get("/werkplek/").content.decode()
    assert Ground.objects.get().standing == Standing.GONE

    desk.post(f"{MOMENTS}{moment.pk}/plaats/", {"seen": version.pk, "begins": "0:05", "ends": "0:12"})

    (marked,) = desk.get(MOMENTS).context["page"].moments
    assert marked.form is None
    assert Ground.objects.get().standing == Standing.LIVING


def test_evidence_is_dropped_with_a_reason(episode: Any, carla: User) -> None:
    editor = signed_in(carla)
    editor.post(MOMENTS, MARK)
    place = f"{MOMENTS}onderbouwing/{SpokenEvidence.objects.get().pk}/"

    editor.post(place, {"step": "drop", "because": ""})
    assert SpokenEvidence.objects.get().is_accepted

    editor.post(place, {"step": "drop", "because": "Gaat over iets anders."})
    assert SpokenEvidence.objects.get().dropped_because == "Gaat over iets anders."


def test_drafts_have_no_moments(desk: Client, version: PublicationVersion) -> None:
    recorded(version, file=take_attachment(upload(an_mp3(), "a.mp3"), by=None, kinds=SOUNDS | FILMS))

    assert desk.get(MOMENTS).status_code == 404
