"""What has its time is done by the worker, once, when its time has come."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from initiatives import workflow as cases
from initiatives.models import Initiative
from jobs import rounds
from jobs.models import Round
from tests.factories import a_draft
from workspace.models import Review
from workspace.review import workflow as reviewing

pytestmark = pytest.mark.django_db

WAITING_FOR_SOMETHING = {"mail", "publish"}


def test_every_round_is_made_at_its_time_and_not_before() -> None:
    names = {each.name for each in rounds.all_regular()} - WAITING_FOR_SOMETHING
    assert set(rounds.due()) == names

    assert all(rounds.make(name) for name in names)

    assert rounds.due() == []
    assert not any(rounds.make(name) for name in names)
    assert Round.objects.filter(ended_at=None).count() == 0


def test_a_round_comes_again() -> None:
    rounds.make("tell")
    Round.objects.update(began_at=timezone.now() - timedelta(minutes=6))

    assert "tell" in rounds.due()


def test_what_is_planned_is_published_at_its_moment(carla: User, fatma: User) -> None:
    draft = a_draft(by=fatma)
    cases.submit(draft, by=fatma)
    reviewing.plan(draft, at=timezone.now() + timedelta(hours=1), by=carla)
    assert "publish" not in rounds.due()

    Review.objects.update(publish_at=timezone.now())

    assert rounds.make("publish")
    assert Initiative.objects.get(pk=draft.record_id).is_public
    assert not rounds.make("publish")
