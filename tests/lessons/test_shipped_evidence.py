"""The passages that the shipped lessons rest on: brought in once, after the cases, and then left to people."""

import io
from typing import Any

import pytest
from django.core.management import call_command

from accounts.models import User
from curation.models import ShippedRecord
from initiatives import workflow as cases
from initiatives.models import Initiative, InitiativeVersion
from lessons import weighing, workflow
from lessons.models import Assessment, Evidence, Ground, Lesson, Passage
from lessons.shipped_evidence import KIND, load_evidence

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def catalogue(db: None) -> None:
    call_command("load_catalogue", verbosity=0)


def forget_what_was_brought_in() -> None:
    """As if an earlier release had shipped the lessons without passages."""
    ShippedRecord.objects.filter(kind=KIND).delete()
    Evidence.objects.all().delete()
    Passage.objects.all().update(place=None)
    Passage.objects.all().delete()


def change_text(slug: str, body: str) -> None:
    draft: Any = cases.open_draft(Initiative.objects.get(slug=slug), by=None)
    InitiativeVersion.objects.filter(pk=draft.pk).update(body=body)
    cases.publish(draft, by=None)


def test_every_shipped_passage_counts_and_stands_in_the_text_of_its_case() -> None:
    grounds = Ground.objects.all()

    assert Evidence.objects.accepted().count() == ShippedRecord.objects.filter(kind=KIND).count() > 20
    assert {ground.standing for ground in grounds} == {"living"}
    assert sum(ground.contradicts for ground in grounds) >= 1
    assert not Passage.objects.exclude(by=None).exists()


def test_nobody_has_judged_the_shipped_lessons() -> None:
    assert not Assessment.objects.exists()


def test_a_second_run_brings_in_nothing() -> None:
    loaded = load_evidence()

    assert (loaded.number, loaded.skipped) == (0, [])


def test_what_an_editor_dropped_stays_dropped(carla: User) -> None:
    evidence = Evidence.objects.accepted().order_by("pk")[0]
    weighing.drop(evidence, because="Het draagt de les niet.", by=carla)

    load_evidence()

    assert not Evidence.objects.accepted().filter(lesson=evidence.lesson, passage=evidence.passage).exists()


def test_words_that_are_not_in_the_text_any_more_are_left_out_with_a_line() -> None:
    forget_what_was_brought_in()
    change_text("choku-gym", "<p>Heel andere woorden.</p>")
    told = io.StringIO()

    call_command("load_catalogue", stdout=told)

    (line,) = [line for line in told.getvalue().splitlines() if "choku-gym" in line]
    assert "goede-plekken-zijn-onmisbaar" in line
    assert not Passage.objects.filter(version__record__slug="choku-gym").exists()


def test_a_case_that_was_withdrawn_is_left_out_with_a_line(carla: User) -> None:
    forget_what_was_brought_in()
    cases.withdraw(Initiative.objects.get(slug="twirre"), by=carla, reason="Op verzoek.")

    assert [line for line in load_evidence().skipped if "twirre" in line]


def test_a_lesson_that_people_worked_on_is_left_to_them(carla: User) -> None:
    forget_what_was_brought_in()
    lesson = Lesson.objects.get(slug="ruimte-voor-bonding")
    workflow.withdraw(lesson, by=carla, reason="Klopt niet.")

    load_evidence()

    assert not Evidence.objects.filter(lesson=lesson).exists()
    assert Evidence.objects.exists()
