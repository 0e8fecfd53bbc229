"""Words removed at request leave the passages they stood in, in whole and in half; no passage takes other words."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from curation.passages import MARK
from curation.passages import Passage as Words
from initiatives import workflow as cases
from initiatives.models import Initiative, InitiativeVersion
from initiatives.reading_text import reading_text
from lessons import weighing, words_removed
from lessons.marking import mark
from lessons.models import Ground, Passage, PassagePlace, Shift, Stance, Standing
from lessons.quoting import find
from tests.factories import a_case, a_lesson
from tests.whole_database import tables_that_say
from workspace.consent.workflow import remove_words

pytestmark = pytest.mark.django_db

NAME = "Kwibus Zwaluwveer"
STORY = (
    f"<p>Het begon bij Kwibus <em>Zwaluwveer</em> thuis. Wie nieuw is, schuift gewoon aan.</p>"
    f"<p>Toen Kwibus verhuisde, kookten de buren verder, zei {NAME}.</p><p>Dat blijft zo.</p>"
)
REASON = "Verzoek per brief"


@pytest.fixture
def case() -> Initiative:
    return a_case(summary="Samen koken in de wijk.", body=STORY, bonding=f"Buren van {NAME}.")


def text_of(version: Any) -> str:
    return reading_text(InitiativeVersion.objects.get(pk=version.pk)).text


def marked(case: Initiative, words: str, place: int = 0) -> Passage:
    version: Any = case.published_version
    found = find(text_of(version), words)[place]
    return mark(version, found.start, found.end, by=None)


def all_places_say_what_stands_there() -> None:
    row: Any
    for row in [*Passage.objects.all(), *PassagePlace.objects.all()]:
        if row.start is not None:
            assert text_of(row.version)[row.start : row.end] == row.exact


@pytest.mark.parametrize(
    ("words", "place", "after"),
    [
        (f"bij {NAME} thuis", 0, f"bij {MARK} thuis"),
        (NAME, 0, MARK),
        ("Kwibus", 0, MARK),  # half of it, which stands elsewhere by itself too
        ("Zwaluwveer thuis.", 0, f"{MARK} thuis."),
        ("Kwibus verhuisde", 0, "Kwibus verhuisde"),
        ("Wie nieuw is", 0, "Wie nieuw is"),
        ("Dat blijft zo. Buren van Kwibus", 0, f"Dat blijft zo.\n\nBuren van {MARK}"),
    ],
)
def test_they_leave_the_passage_and_it_keeps_its_place(
    case: Initiative, carla: User, words: str, place: int, after: str
) -> None:
    passage = marked(case, words, place)

    remove_words(Words(NAME), case, besides=[], by=carla, reason=REASON)

    passage.refresh_from_db()
    assert passage.exact == after
    assert tables_that_say("Zwaluwv") == {}
    all_places_say_what_stands_there()


def test_words_cut_off_before_and_after_a_passage_go_too(carla: User) -> None:
    case = a_case(body=f"<p>{NAME} {'a' * 55} Midden {'b' * 55} {NAME} en verder.</p>")
    passage = marked(case, "Midden")
    assert "veer" in passage.prefix
    assert "Kwi" in passage.suffix

    remove_words(Words(NAME), case, besides=[], by=carla, reason=REASON)

    passage.refresh_from_db()
    assert passage.exact == "Midden"
    assert "veer" not in passage.prefix
    assert "Kwi" not in passage.suffix
    text = text_of(passage.version)
    assert text[: passage.start].endswith(passage.prefix)
    assert text[passage.end :].startswith(passage.suffix)


def test_every_version_in_which_it_stood_loses_them(case: Initiative, carla: User) -> None:
    passage = marked(case, f"zei {NAME}")
    draft: Any = cases.open_draft(case, by=None)
    InitiativeVersion.objects.filter(pk=draft.pk).update(body=f"<p>Eerst dit.</p>{STORY}")
    newer = cases.publish(draft, by=None)
    later: Any = cases.open_draft(Initiative.objects.get(pk=case.pk), by=None)
    InitiativeVersion.objects.filter(pk=later.pk).update(body=STORY.replace("zei Kwibus", "sprak Kwibus"))
    cases.publish(later, by=None)

    remove_words(Words(NAME), Initiative.objects.get(pk=case.pk), besides=[], by=carla, reason=REASON)

    assert passage.places.get(version=newer).exact == f"zei {MARK}"
    assert passage.places.count() == 3
    assert tables_that_say("Zwaluwv") == {}
    all_places_say_what_stands_there()


def test_lessons_that_rest_on_them_know(case: Initiative, carla: User) -> None:
    gone, stays = marked(case, NAME), marked(case, "Wie nieuw is")
    lesson, other = a_lesson(), a_lesson()
    weighing.propose(lesson, gone, stance=Stance.SUPPORTS, note=f"Zie {NAME}", by=None)
    weighing.propose(other, stays, stance=Stance.SUPPORTS, note="", by=None)

    besides = [f"lessons.lesson:{lesson.pk}"]
    remove_words(Words(NAME), case, besides=besides, by=carla, reason=REASON)

    assert [shift.cause for shift in Shift.objects.filter(lesson=lesson)] == [Shift.Cause.WORDS_REMOVED]
    assert not Shift.objects.filter(lesson=other).exists()
    assert Ground.objects.get(lesson=other).standing == Standing.LIVING
    assert tables_that_say("Zwaluwv") == {}


def test_two_halves_of_what_went_are_not_one_passage(case: Initiative, carla: User) -> None:
    first, second = marked(case, "Kwibus"), marked(case, "Zwaluwveer")

    remove_words(Words(NAME), case, besides=[], by=carla, reason=REASON)

    assert {Passage.objects.get(pk=each.pk).exact for each in (first, second)} == {MARK}
    assert [Passage.objects.get(pk=each.pk).start is None for each in (first, second)] == [False, True]


def test_removing_other_words_later_moves_what_has_a_mark_already(case: Initiative, carla: User) -> None:
    passage = marked(case, f"bij {NAME} thuis")
    remove_words(Words(NAME), case, besides=[], by=carla, reason=REASON)
    remove_words(Words("Samen koken"), Initiative.objects.get(pk=case.pk), besides=[], by=carla, reason=REASON)

    passage.refresh_from_db()
    assert passage.exact == f"bij {MARK} thuis"
    all_places_say_what_stands_there()


@given(
    st.lists(st.sampled_from(["Jan", "Jan Pet", "Pet", "en", "liep.", "ging"]), min_size=1, max_size=12),
    st.data(),
)
def test_a_stretch_is_where_its_own_signs_are(words: list[str], data: st.DataObject) -> None:
    """By the text itself: signs that stay keep their order, and a stretch takes none that were not its own."""
    old, removed = " ".join(words), Words("Jan Pet")
    new = removed.without(old)
    start = data.draw(st.integers(0, len(old) - 1))
    end = data.draw(st.integers(start + 1, len(old)))

    found = words_removed.moved_by(removed, old, new)((start, end))

    if found is not None:
        said, was = new[slice(*found)], old[start:end]
        if MARK not in said:
            assert said == was
        else:
            first, _mark, rest = said.partition(MARK)
            assert was.startswith(first)
            assert was.endswith(rest.rpartition(MARK)[2])
        assert new[: found[0]].replace(MARK, "Jan Pet").startswith(old[: start if MARK not in said else 0])
