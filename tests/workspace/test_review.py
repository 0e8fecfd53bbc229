"""Review: taken up, remarked on, answered, given back, published now or at a moment; and who may do what."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.roles import Role
from curation.models import EditorialPolicy
from initiatives import workflow as cases
from initiatives.models import Initiative, InitiativeVersion
from notices.models import Notice
from tests.administration import signed_in
from tests.factories import a_case, a_draft, a_person
from tests.workspace.pages import address_of
from workspace.models import Remark, Review
from workspace.review import workflow

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(fatma: User, carla: User) -> InitiativeVersion:
    made = a_draft(by=fatma, title="Soep", summary="Zij koken soep. Wie wil, eet mee.")
    cases.submit(made, by=fatma)
    return InitiativeVersion.objects.select_related("record").get(pk=made.pk)


def status(version: InitiativeVersion) -> str:
    return InitiativeVersion.objects.get(pk=version.pk).status


def heard(person: User) -> list[str]:
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("kind", flat=True))


def standing(person: User, version: InitiativeVersion) -> Any:
    response = signed_in(person).get(f"{address_of(version)}beoordeling/")
    assert response.status_code == 200
    return response.context["standing"]


class TestTakingUp:
    def test_others_see_who_reviews_it_and_a_second_editor_is_refused(
        self, draft: InitiativeVersion, carla: User, bram: User, fatma: User
    ) -> None:
        address = f"{address_of(draft)}beoordeling/beoordelaar/"

        signed_in(carla).post(address)
        signed_in(bram).post(address)

        assert standing(fatma, draft).review.reviewer == carla
        assert heard(fatma) == ["taken_up"]

    def test_it_can_be_let_go_for_a_colleague(self, draft: InitiativeVersion, carla: User, bram: User) -> None:
        address = f"{address_of(draft)}beoordeling/beoordelaar/"
        signed_in(carla).post(address)
        signed_in(carla).post(address, {"step": "let_go"})

        signed_in(bram).post(address)

        assert Review.objects.get().reviewer == bram


class TestRemarks:
    def remark(self, person: User, draft: InitiativeVersion, sentence: str = "geheel", part: str = "summary") -> Any:
        address = f"{address_of(draft)}opmerkingen/?deel={part}"
        return signed_in(person).post(address, {"sentence": sentence, "text": "Wie zijn zij?"})

    def test_a_sentence_is_remarked_on_answered_resolved_and_reopened(
        self, draft: InitiativeVersion, carla: User, fatma: User
    ) -> None:
        assert self.remark(carla, draft, "0:Zij koken soep.").status_code == 302
        (shown,) = standing(fatma, draft).remarks
        address = f"{address_of(draft)}opmerkingen/{shown.remark.pk}/"

        signed_in(fatma).post(address, {"step": "answer", "text": "De buren."})
        signed_in(carla).post(address, {"step": "resolve"})
        assert standing(fatma, draft).remarks == []
        assert Remark.objects.get().resolved_by == carla
        signed_in(carla).post(address, {"step": "resolve"})
        signed_in(fatma).post(address, {"step": "reopen", "text": "Toch niet."})

        (shown,) = standing(carla, draft).remarks
        assert [(each.step, each.text) for each in shown.remark.answers.all()] == [
            ("answer", "De buren."),
            ("resolve", ""),
            ("reopen", "Toch niet."),
        ]
        assert heard(fatma) == ["remarked", "resolved"]
        assert heard(carla) == ["submitted", "answered", "reopened"]

    def test_it_survives_small_edits_and_says_when_its_sentence_is_gone(
        self, draft: InitiativeVersion, carla: User
    ) -> None:
        self.remark(carla, draft, "16:Wie wil, eet mee.")
        texts = InitiativeVersion.objects.filter(pk=draft.pk)

        texts.update(summary="Nieuw begin. Wie wil, eet mee.")
        assert not standing(carla, draft).remarks[0].place.is_changed
        texts.update(summary="Wie wil, eet gezellig mee.")
        assert standing(carla, draft).remarks[0].place.is_changed
        texts.update(summary="Er is een tuin.")
        assert standing(carla, draft).remarks[0].is_orphaned

    def test_a_sentence_that_is_not_there_cannot_be_chosen(self, draft: InitiativeVersion, carla: User) -> None:
        response = self.remark(carla, draft, "0:Verzonnen.")

        assert response.status_code == 422
        assert b"Wie zijn zij?" in response.content
        assert not Remark.objects.exists()

    def test_a_list_is_remarked_on_as_a_whole_and_a_part_that_is_none_does_not_exist(
        self, draft: InitiativeVersion, carla: User
    ) -> None:
        assert self.remark(carla, draft, part="actors").status_code == 302
        assert self.remark(carla, draft, part="onzin").status_code == 404

    def test_a_remark_of_another_case_does_not_exist_here(self, draft: InitiativeVersion, carla: User) -> None:
        self.remark(carla, draft)
        other = a_draft()

        address = f"{address_of(other)}opmerkingen/{Remark.objects.get().pk}/"
        assert signed_in(carla).post(address, {"step": "resolve"}).status_code == 404

    def test_an_empty_answer_is_none(self, draft: InitiativeVersion, carla: User) -> None:
        self.remark(carla, draft)
        made = Remark.objects.get()

        signed_in(carla).post(f"{address_of(draft)}opmerkingen/{made.pk}/", {"step": "answer", "text": " "})

        assert not made.answers.exists()

    def test_the_entry_page_shows_what_is_remarked(self, draft: InitiativeVersion, carla: User, fatma: User) -> None:
        self.remark(carla, draft)

        assert b"Wie zijn zij?" in signed_in(fatma).get(address_of(draft)).content


class TestPublishing:
    def test_changes_are_asked_with_what_should_change(
        self, draft: InitiativeVersion, carla: User, fatma: User
    ) -> None:
        client, address = signed_in(carla), f"{address_of(draft)}wijzigingsverzoek/"

        assert client.post(address, {"reason": " "}).status_code == 422
        client.post(address, {"reason": "Noem de bron."})

        assert status(draft) == "draft"
        assert Notice.objects.get(person=fatma).words == "Noem de bron."

    def test_a_reason_is_not_lost_when_the_step_cannot_be_taken(self, draft: InitiativeVersion, carla: User) -> None:
        cases.publish(draft, by=carla)

        response = signed_in(carla).post(f"{address_of(draft)}wijzigingsverzoek/", {"reason": "Noem de bron."})

        assert response.status_code == 422
        assert b"Noem de bron." in response.content

    def test_an_editor_publishes_and_a_researcher_may_not(
        self, draft: InitiativeVersion, carla: User, fatma: User
    ) -> None:
        address = f"{address_of(draft)}publicatie/"

        assert signed_in(fatma).post(address).status_code == 403
        signed_in(carla).post(address)

        assert status(draft) == "published"
        assert heard(fatma) == ["published"]

    def test_a_text_that_was_changed_since_the_editor_looked_is_not_published(
        self, draft: InitiativeVersion, carla: User
    ) -> None:
        client = signed_in(carla)
        seen = client.get(f"{address_of(draft)}beoordeling/").context["mark"]
        InitiativeVersion.objects.get(pk=draft.pk).save(update_fields=["changed_at"])

        client.post(f"{address_of(draft)}publicatie/", {"step": "now", "seen": seen})

        assert status(draft) == "in_review"

    def test_who_alone_wrote_it_is_told_why_they_cannot_publish(self, carla: User) -> None:
        mine = a_draft(by=carla)
        cases.submit(mine, by=carla)

        assert len(standing(carla, mine).obstacles) == 1
        signed_in(carla).post(f"{address_of(mine)}publicatie/")
        assert status(mine) == "in_review"

        EditorialPolicy.objects.create(pk=1, second_pair_of_eyes=False)
        assert standing(carla, mine).obstacles == []

    def test_withdrawn_with_a_reason_and_restored(self, carla: User) -> None:
        case = a_case()
        client, address = signed_in(carla), f"/werkplek/initiatieven/{case.slug}/"

        assert client.post(f"{address}intrekking/").status_code == 422
        client.post(f"{address}intrekking/", {"reason": "Op verzoek"})
        assert client.get(case.get_absolute_url()).status_code == 410
        client.post(f"{address}herstel/")
        assert Initiative.objects.get().is_public


class TestAtAMoment:
    def plan(self, draft: InitiativeVersion, by: User) -> None:
        workflow.plan(draft, at=timezone.now() + timedelta(hours=1), by=by)
        Review.objects.filter(pk=draft.pk).update(publish_at=timezone.now() - timedelta(minutes=1))

    def test_it_is_planned_on_the_page_and_can_be_called_off(self, draft: InitiativeVersion, carla: User) -> None:
        client, address = signed_in(carla), f"{address_of(draft)}publicatie/"

        assert client.post(address, {"step": "plan", "at": "2001-01-01T10:00"}).status_code == 422
        assert client.post(address, {"step": "plan", "at": "morgen"}).status_code == 422
        assert client.post(address, {"step": "plan", "at": "2101-01-01T10:00"}).status_code == 302
        assert standing(carla, draft).planned.planned_by == carla
        client.post(f"{address}afgelast/")
        assert standing(carla, draft).planned is None

    def test_it_is_published_when_its_moment_has_come_and_not_before(
        self, draft: InitiativeVersion, carla: User
    ) -> None:
        workflow.plan(draft, at=timezone.now() + timedelta(hours=1), by=carla)
        call_command("publish_due")
        assert status(draft) == "in_review"

        Review.objects.update(publish_at=timezone.now())
        call_command("publish_due")
        call_command("publish_due")

        assert status(draft) == "published"

    def test_a_text_that_was_changed_meanwhile_is_not_published_and_the_planner_hears(
        self, draft: InitiativeVersion, carla: User
    ) -> None:
        self.plan(draft, carla)
        InitiativeVersion.objects.filter(pk=draft.pk).update(summary="Iets heel anders")

        call_command("publish_due")

        assert status(draft) == "in_review"
        assert heard(carla) == ["submitted", "plan_failed"]
        assert not Review.objects.due().exists()

    def test_what_was_given_back_and_submitted_anew_is_planned_anew(
        self, draft: InitiativeVersion, carla: User, fatma: User
    ) -> None:
        self.plan(draft, carla)
        cases.ask_for_changes(draft, by=carla, reason="Wacht")
        cases.submit(draft, by=fatma)

        call_command("publish_due")

        assert status(draft) == "in_review"

    def test_who_is_no_editor_any_more_publishes_nothing(self, draft: InitiativeVersion, carla: User) -> None:
        self.plan(draft, carla)
        User.objects.filter(pk=carla.pk).update(role=Role.READER)

        call_command("publish_due")

        assert status(draft) == "in_review"

    def test_who_alone_wrote_it_cannot_plan_it_either(self, carla: User) -> None:
        mine = a_draft(by=carla)
        cases.submit(mine, by=carla)

        with pytest.raises(workflow.TransitionNotAllowed):
            workflow.plan(mine, at=timezone.now() + timedelta(hours=1), by=carla)


def test_the_number_of_queries_is_fixed(
    draft: InitiativeVersion, carla: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(30):
        made = workflow.remark(draft, part="summary", quote="Weg.", start=0, text=f"{number}", by=a_person(Role.EDITOR))
        workflow.answer(made, step=workflow.Step.ANSWER, text="Ja", by=carla)
    client = signed_in(carla)

    with django_assert_max_num_queries(20):
        client.get(f"{address_of(draft)}beoordeling/")


class TestSelectedWords:
    """A remark on words that were selected in the text, wherever in a sentence they begin and end."""

    def remark(self, person: User, draft: InitiativeVersion, words: str, start: int) -> Any:
        address = f"{address_of(draft)}opmerkingen/?deel=summary"
        return signed_in(person).post(address, {"words": words, "start": str(start), "text": "Wie zijn zij?"})

    @pytest.mark.parametrize(("words", "start"), [("koken soep. Wie", 4), ("koken soep. Wie", 0), (" eet mee", 20)])
    def test_they_are_quoted_where_they_stand(
        self, draft: InitiativeVersion, carla: User, words: str, start: int
    ) -> None:
        assert self.remark(carla, draft, words, start).status_code == 302

        made = Remark.objects.get()
        assert draft.summary[made.start : made.start + len(made.quote)] == made.quote == words.strip()

    def test_of_the_same_words_those_that_were_selected(self, draft: InitiativeVersion, carla: User) -> None:
        InitiativeVersion.objects.filter(pk=draft.pk).update(summary="Soep is soep is soep.")

        self.remark(carla, draft, "soep", 16)

        assert Remark.objects.get().start == 16

    def test_words_that_are_gone_are_said_and_the_remark_is_kept(self, draft: InitiativeVersion, carla: User) -> None:
        response = self.remark(carla, draft, "stamppot eten", 4)

        assert response.status_code == 422
        assert "Wie zijn zij?" in response.content.decode()
        assert "stamppot" not in response.content.decode()  # so that another choice is heard
        assert not Remark.objects.exists()

    def test_the_page_shows_the_text_with_a_way_to_the_list_of_sentences(
        self, draft: InitiativeVersion, carla: User
    ) -> None:
        html = signed_in(carla).get(f"{address_of(draft)}beoordeling/").content.decode()

        assert f'data-words="summary">{draft.summary}</div>' in html
        assert f'href="{address_of(draft)}opmerkingen/?deel=summary"' in html
