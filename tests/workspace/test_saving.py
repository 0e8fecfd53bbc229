"""Saving while typing: part by part, with nothing lost and nothing overwritten."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from initiatives import workflow
from initiatives.models import Actor, InitiativeVersion, Keyword
from tests.administration import signed_in
from tests.factories import a_draft
from tests.workspace.pages import address_of
from workspace.models import Typing
from workspace.parts import revision, values_of

pytestmark = pytest.mark.django_db


class Browser:
    """A page that is open: it knows the revisions that it saw, and sends one part at a time."""

    def __init__(self, person: User, version: InitiativeVersion) -> None:
        self.client, self.person, self.version = signed_in(person), person, version
        values = values_of(InitiativeVersion.objects.get(pk=version.pk))
        self.seen = {name: revision(value) for name, value in values.items()}

    def type(self, part: str, *, settled: bool = True, **inputs: Any) -> Any:
        """Send what is typed in a part; returns what the server says."""
        data = {f"base-{part}": self.seen[part], "settled": part if settled else "", **inputs}
        return self.send(data)

    def send(self, data: dict[str, Any]) -> Any:
        told = self.answer(data).json()
        for name, outcome in told.get("parts", {}).items():
            if outcome["state"] == "saved":
                self.seen[name] = outcome["revision"]
        return told

    def answer(self, data: dict[str, Any]) -> Any:
        here = {"person": str(self.person.pk), "version": str(self.version.pk)}
        return self.client.post(f"{address_of(self.version)}bewaren/", here | data)

    def hear(self) -> Any:
        return self.send({"settled": "", "seen": " ".join(f"{name}:{mark}" for name, mark in self.seen.items())})


@pytest.fixture
def draft(fatma: User) -> InitiativeVersion:
    return a_draft(by=fatma, title="Tuin")


def now(draft: InitiativeVersion) -> InitiativeVersion:
    return InitiativeVersion.objects.get(pk=draft.pk)


def test_what_is_typed_letter_by_letter_is_saved_and_makes_no_history(fatma: User, draft: InitiativeVersion) -> None:
    page = Browser(fatma, draft)

    for length in range(1, 6):
        assert page.type("summary", summary="Eten."[:length], settled=False)["parts"]["summary"]["state"] == "saved"

    assert now(draft).summary == "Eten."
    assert InitiativeVersion.objects.count() == 1


def test_the_same_revision_twice_is_no_conflict_with_oneself(fatma: User, draft: InitiativeVersion) -> None:
    """The answer to the first was lost on the way."""
    page = Browser(fatma, draft)
    base = page.seen["summary"]
    page.type("summary", summary="Eten.")
    page.seen["summary"] = base

    assert page.type("summary", summary="Eten.")["parts"]["summary"]["state"] == "saved"


def test_another_field_of_the_same_case_may_be_typed_by_somebody_else(
    fatma: User, carla: User, draft: InitiativeVersion
) -> None:
    one, other = Browser(fatma, draft), Browser(carla, draft)

    one.type("summary", summary="Van Fatma")
    other.type("started", started="2012")

    assert (now(draft).summary, now(draft).started) == ("Van Fatma", "2012")
    assert set(now(draft).authors.all()) == {fatma, carla}
    assert set(one.hear()["changed"]) == {"started"}
    assert one.hear()["here"] == ["Carla"]


def test_the_same_field_is_not_overwritten(fatma: User, carla: User, draft: InitiativeVersion) -> None:
    one, other = Browser(fatma, draft), Browser(carla, draft)
    one.type("summary", summary="Van Fatma")

    told = other.type("summary", summary="Van Carla", settled=False)["parts"]["summary"]

    assert told["state"] == "conflict"
    assert "Van Fatma" in told["html"]
    assert "Van Carla" in told["html"]
    assert now(draft).summary == "Van Fatma"
    assert Typing.objects.get(person=carla).value["summary"] == "Van Carla"


@pytest.mark.parametrize(("choice", "text"), [("mine", "Van Carla"), ("theirs", "Van Fatma")])
def test_a_choice_is_carried_out_at_once(
    fatma: User, carla: User, draft: InitiativeVersion, choice: str, text: str
) -> None:
    one, other = Browser(fatma, draft), Browser(carla, draft)
    one.type("summary", summary="Van Fatma")
    told = other.type("summary", summary="Van Carla")["parts"]["summary"]

    other.type("summary", summary="Van Carla", **{"choice-summary": choice, "now-summary": told["revision"]})

    assert now(draft).summary == text
    assert not Typing.objects.exists()


def test_what_is_no_value_yet_is_kept_for_who_typed_it(fatma: User, draft: InitiativeVersion) -> None:
    page = Browser(fatma, draft)

    assert page.type("started", started="ooit", settled=False)["parts"]["started"] == {
        "state": "typed",
        "revision": page.seen["started"],
        "html": "",
    }

    assert (now(draft).started, Typing.objects.get().value["started"]) == ("", "ooit")
    assert page.type("started", started="ooit")["parts"]["started"]["html"]
    assert page.type("started", started="2012")["parts"]["started"]["state"] == "saved"
    assert not Typing.objects.exists()


def test_half_a_name_makes_no_actor_and_no_keyword(fatma: User, draft: InitiativeVersion) -> None:
    page = Browser(fatma, draft)
    row = {"actors": "n1", "actors-n1-actor_name": "De Haa"}

    page.type("actors", settled=False, **row)
    page.type("keywords", settled=False, keywords="bre")
    assert not Actor.objects.exists()
    assert not Keyword.objects.exists()

    page.type("actors", **row | {"actors-n1-actor_name": "De Haard"})
    page.type("keywords", keywords="breien")
    assert [actor.name for actor in Actor.objects.all()] == ["De Haard"]
    assert [keyword.name for keyword in Keyword.objects.all()] == ["breien"]


def test_nothing_is_saved_as_somebody_else(fatma: User, carla: User, draft: InitiativeVersion) -> None:
    page = Browser(fatma, draft)

    answer = page.answer({"person": str(carla.pk), "base-summary": page.seen["summary"], "summary": "Van Carla"})

    assert (answer.status_code, answer.json()["state"], now(draft).summary) == (409, "other-person", "")


def test_a_version_that_is_not_open_any_more_is_not_changed(fatma: User, draft: InitiativeVersion) -> None:
    page = Browser(fatma, draft)
    workflow.publish(draft, by=None)
    workflow.open_draft(draft.record, by=fatma)

    answer = page.answer({"base-summary": page.seen["summary"], "summary": "Te laat", "settled": ""})

    assert (answer.status_code, answer.json()["state"]) == (409, "not-open")
    assert set(InitiativeVersion.objects.values_list("summary", flat=True)) == {""}


def test_an_ended_session_saves_nothing_and_says_where_to_sign_in(draft: InitiativeVersion) -> None:
    answer = Client().post(f"{address_of(draft)}bewaren/", {"base-summary": "", "summary": "Wie?"})

    assert (answer.status_code, now(draft).summary) == (302, "")


def test_the_whole_is_told_after_each_save(fatma: User, draft: InitiativeVersion) -> None:
    told = Browser(fatma, draft).type("summary", summary="Eten.")

    assert told["sections"]["basis"] == [2, 6]
    assert told["share"] > 0


def test_a_revision_that_is_none_is_another_than_what_is_there(fatma: User, draft: InitiativeVersion) -> None:
    page = Browser(fatma, draft)
    page.seen["summary"] = "\x00' é"

    assert page.type("summary", summary="Eten.")["parts"]["summary"]["state"] == "conflict"
    assert now(draft).summary == ""


def test_what_a_closed_version_does_not_say_is_given_back_in_words(fatma: User, draft: InitiativeVersion) -> None:
    page = Browser(fatma, draft)
    late = {"base-summary": page.seen["summary"], "summary": "Te laat", "base-title": "", "title": "Tuin"}
    workflow.publish(draft, by=None)

    words = page.answer(late).json()["words"]

    assert list(words) == ["summary"]
    assert "Te laat" in words["summary"]
    assert page.answer(late | {"version": "onzin"}).json()["state"] == "not-open"
