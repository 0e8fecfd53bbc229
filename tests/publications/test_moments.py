"""Lessons that rest on what is said at a moment: kept with its words, followed, judged, dropped, and removed."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from curation.leaning import foreseen, leaning_on
from curation.passages import Passage as Words
from curation.workflow import TransitionNotAllowed
from lessons import weighing
from lessons.models import Ground, Lesson, News, PassageState, Shift, Stance, Standing
from lessons.quoting import NoPassage
from notices.models import Notice
from publications import workflow
from publications.models import Moment, Publication, Recording, SpokenEvidence
from publications.recordings import marking, webvtt
from publications.recordings.cues import packed
from publications.recordings.following import judge
from tests.factories import a_case, a_lesson, a_publication_draft, a_recording
from workspace.consent.workflow import remove_words

pytestmark = pytest.mark.django_db

SAID = """WEBVTT

00:00.000 --> 00:05.000
<v Fatma>Welkom in het buurthuis aan de Vaart.

00:05.000 --> 00:09.000
<v Fatma>Elke woensdag koken buren samen

00:09.000 --> 00:12.000
<v Fatma>en wie nieuw is schuift aan.

12:31.000 --> 12:36.000
<v Jan>De gemeente betaalt de huur van het gebouw.
"""
WORDS = "Elke woensdag koken buren samen en wie nieuw is schuift aan."


@pytest.fixture
def episode() -> Publication:
    return a_recording(slug="koken", title="Koken", transcript=SAID, address="https://podcast.voorbeeld.nl/1")


@pytest.fixture
def lesson() -> Lesson:
    return a_lesson(slug="samen-eten", title="Samen eten verbindt")


def a_moment(episode: Publication, begins: int = 6, ends: int = 10, by: User | None = None) -> Moment:
    version: Any = episode.published_version
    return marking.mark(version, begins * 1000, ends * 1000, by=by)


@pytest.fixture
def evidence(episode: Publication, lesson: Lesson) -> SpokenEvidence:
    return marking.propose(lesson, a_moment(episode), stance=Stance.SUPPORTS, note="", by=None)


def ground() -> Ground:
    return Ground.objects.get(lesson__slug="samen-eten")


def revised(episode: Publication, transcript: str) -> Any:
    draft: Any = workflow.open_draft(Publication.objects.get(pk=episode.pk), by=None)
    draft.recordings.update(transcript=packed(webvtt.read(transcript)) if transcript else "")
    return workflow.publish(draft, by=None)


# ---------------------------------------------------------------- marking
def test_a_moment_keeps_all_lines_that_are_said_then(episode: Publication) -> None:
    moment = a_moment(episode)

    assert (moment.exact, moment.begins, moment.ends) == (WORDS, 5000, 12_000)
    assert moment.time == "0:05–0:12"
    assert a_moment(episode, 5, 12) == moment


@pytest.mark.parametrize(("begins", "ends"), [(100, 200), (10, 10), (12, 5)])
def test_nothing_said_is_no_moment(episode: Publication, begins: int, ends: int) -> None:
    with pytest.raises(NoPassage):
        a_moment(episode, begins, ends)


def test_only_what_is_published_can_be_marked() -> None:
    with pytest.raises(NoPassage):
        marking.mark(a_publication_draft(), 0, 5000, by=None)


# ---------------------------------------------------------------- weighing
def test_a_lesson_stands_on_what_is_said(client: Client, evidence: SpokenEvidence) -> None:
    assert (ground().standing, ground().supports, ground().cases) == (Standing.LIVING, 1, [])

    lesson = client.get("/lessen/samen-eten/")
    recording = client.get("/publicaties/koken/")

    assert 'href="/publicaties/koken/#t=0:05"' in lesson.content.decode()
    assert WORDS in lesson.content.decode()
    assert lesson.context["notices"] == []
    assert [each.title for each in recording.context["resting"]] == ["Samen eten verbindt"]


def test_a_researcher_proposes_and_an_editor_accepts(
    episode: Publication, lesson: Lesson, fatma: User, carla: User, client: Client
) -> None:
    proposed = marking.propose(lesson, a_moment(episode), stance=Stance.NUANCES, note=" Eén keer. ", by=fatma)
    assert (proposed.is_proposed, ground().proposed, ground().standing) == (True, 1, Standing.NONE)
    assert client.get("/publicaties/koken/").context["resting"] == []

    weighing.accept(proposed, by=carla)

    assert (ground().proposed, ground().nuances, ground().standing) == (0, 1, Standing.LIVING)
    with pytest.raises(TransitionNotAllowed):
        marking.propose(lesson, proposed.moment, stance=Stance.SUPPORTS, note="", by=carla)


def test_dropping_it_shifts_the_ground_and_says_so(evidence: SpokenEvidence, carla: User) -> None:
    with pytest.raises(TransitionNotAllowed):
        weighing.drop(evidence, because=" ", by=carla)

    weighing.drop(evidence, because="Gaat over iets anders.", by=carla)

    assert ground().standing == Standing.NONE
    assert Shift.objects.get(lesson=evidence.lesson).cause == Shift.Cause.EVIDENCE_DROPPED
    assert News.objects.filter(lesson=evidence.lesson, kind=News.Kind.EVIDENCE_DROPPED).exists()


def test_a_judgement_is_outdated_when_what_is_said_differs(evidence: SpokenEvidence, carla: User) -> None:
    said = {f"{name}_reason": "Omdat." for name in ("methods", "coherence", "adequacy", "relevance", "overall")}
    said |= dict.fromkeys(("methods", "coherence", "adequacy", "relevance"), "minor") | {"overall": "high"}
    weighing.assess(evidence.lesson, said, by=carla)
    assert not ground().is_outdated

    revised(evidence.moment.version.record, SAID.replace("woensdag", "vrijdag"))

    assert ground().is_outdated


# ---------------------------------------------------------------- following
def test_new_times_and_other_lines_move_it_along(client: Client, evidence: SpokenEvidence) -> None:
    later = SAID.replace("00:05.000 --> 00:09.000", "00:06.500 --> 00:09.000")
    later = later.replace("Elke woensdag koken", "Elke woensdag\nkoken")
    revised(evidence.moment.version.record, later)

    place = Moment.objects.get().place
    assert place is not None
    assert (place.state, place.exact, place.begins) == (PassageState.FOUND, WORDS, 6500)
    assert ground().standing == Standing.LIVING
    assert "#t=0:06" in client.get("/lessen/samen-eten/").content.decode()


def test_changed_words_wait_for_a_person(evidence: SpokenEvidence, carla: User) -> None:
    version = revised(evidence.moment.version.record, SAID.replace("woensdag", "vrijdag"))

    moment = Moment.objects.get()
    assert moment.place is not None
    assert (moment.place.state, moment.place.waits) == (PassageState.CHANGED, True)
    assert moment.exact == WORDS
    assert ground().standing == Standing.GONE
    assert Shift.objects.get().cause == Shift.Cause.TEXT_CHANGED
    assert Notice.objects.filter(person=carla).exists()

    judge(moment, said=(6000, 10_000), by=carla, seen=version.pk)

    assert ground().standing == Standing.LIVING
    with pytest.raises(NoPassage):
        judge(moment, said=(100_000, 200_000), by=carla)


def test_what_is_plain_is_not_judged(evidence: SpokenEvidence, carla: User) -> None:
    with pytest.raises(NoPassage):
        judge(evidence.moment, said=None, by=carla)


def test_words_that_are_gone_come_back_when_they_come_back(evidence: SpokenEvidence) -> None:
    revised(evidence.moment.version.record, "WEBVTT\n\n00:00.000 --> 00:05.000\nHeel iets anders over fietsen.\n")
    assert ground().standing == Standing.GONE

    revised(evidence.moment.version.record, SAID)
    assert ground().standing == Standing.LIVING


def test_without_a_transcript_nothing_stands(client: Client, evidence: SpokenEvidence) -> None:
    revised(evidence.moment.version.record, "")

    assert ground().standing == Standing.GONE
    assert client.get("/lessen/samen-eten/").status_code == 200
    assert client.get("/publicaties/koken/").context["resting"] == []


def test_a_withdrawn_recording_counts_no_more_until_it_is_back(client: Client, evidence: SpokenEvidence) -> None:
    record = Publication.objects.get()
    workflow.withdraw(record, by=None, reason="op verzoek")
    assert ground().standing == Standing.GONE
    assert WORDS not in client.get("/lessen/samen-eten/").content.decode()

    workflow.restore(record, by=None)
    assert ground().standing == Standing.LIVING


def test_who_leans_on_it_is_known_before_anything_happens(evidence: SpokenEvidence) -> None:
    record = Publication.objects.get()
    draft: Any = workflow.open_draft(record, by=None)
    assert [each.record for each in leaning_on(record)] == [evidence.lesson]
    assert foreseen(draft) == []

    draft.recordings.update(transcript=draft.recordings.get().transcript.replace("woensdag", "vrijdag"))

    (seen,) = foreseen(draft)
    assert (seen.exact, seen.leaning) == (WORDS, [(evidence.lesson, "Samen eten verbindt")])
    assert "vrijdag" in seen.now
    assert ground().standing == Standing.LIVING


def test_nothing_is_said_elsewhere_than_where_it_was_marked(evidence: SpokenEvidence) -> None:
    """The worst fault: a moment that attaches itself to other words."""
    twin = SAID.replace("wie nieuw is schuift aan", "wie oud is blijft staan").replace("huur", "koffie")
    revised(evidence.moment.version.record, twin)

    place = Moment.objects.get().place
    assert place is not None
    assert not place.is_sure


# ---------------------------------------------------------------- words removed at request
def test_removed_words_leave_no_trace_in_what_is_said(client: Client, carla: User, evidence: SpokenEvidence) -> None:
    case = a_case(body="<p>Elke woensdag koken buren samen.</p>")
    record = evidence.moment.version.record
    revised(record, SAID.replace("Welkom", "Hartelijk welkom"))
    besides = [f"publications.publication:{record.pk}", f"lessons.lesson:{evidence.lesson_id}"]

    remove_words(Words("woensdag koken buren"), case, besides=besides, by=carla, reason="op verzoek")

    for address in ("koken/", "koken/v1/", "koken/transcript.txt", "koken/v1/transcript.vtt"):
        assert "woensdag" not in client.get(f"/publicaties/{address}").content.decode()
    assert "woensdag" not in client.get("/lessen/samen-eten/").content.decode()
    assert not Recording.objects.filter(transcript__contains="woensdag").exists()
    moment = Moment.objects.get()
    assert "woensdag" not in f"{moment.exact}{moment.prefix}{moment.suffix}"
    assert Shift.objects.filter(lesson=evidence.lesson, cause=Shift.Cause.WORDS_REMOVED).exists()


def test_words_that_run_on_over_lines_are_removed_too(client: Client, carla: User, evidence: SpokenEvidence) -> None:
    case = a_case(body="<p>Daar koken buren samen en wie nieuw is mag mee.</p>")
    besides = [f"publications.publication:{evidence.moment.version.record_id}"]

    remove_words(Words("buren samen en wie nieuw is"), case, besides=besides, by=carla, reason="op verzoek")

    text = client.get("/publicaties/koken/transcript.txt").content.decode()
    assert "buren" not in text
    assert "nieuw" not in text
    assert "schuift aan" in text
    moment = Moment.objects.get()
    if moment.start is not None:
        spoken = Recording.objects.get(version=moment.version)
        assert moment.exact in " ".join(cue.words for cue in spoken.cues)


def test_a_moment_elsewhere_in_the_recording_stays_where_it_is(
    client: Client, carla: User, episode: Publication
) -> None:
    marking.propose(a_lesson(slug="huur"), a_moment(episode, 751, 752), stance=Stance.SUPPORTS, note="", by=None)
    case = a_case(body="<p>Elke woensdag koken buren samen.</p>")

    besides = [f"publications.publication:{episode.pk}"]
    remove_words(Words("woensdag koken buren"), case, besides=besides, by=carla, reason="op verzoek")

    moment = Moment.objects.get()
    assert moment.exact == "De gemeente betaalt de huur van het gebouw."
    assert moment.place is not None
    assert moment.place.is_sure
    assert Ground.objects.get(lesson__slug="huur").standing == Standing.LIVING
