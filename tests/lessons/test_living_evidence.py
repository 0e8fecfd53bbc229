"""Evidence in the course of time: whatever becomes of cases, lessons know what they rest on."""

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from accounts.models import User
from accounts.roles import Role
from curation.leaning import leaning_on
from initiatives import workflow as cases
from initiatives.models import Initiative, InitiativeVersion
from initiatives.reading_text import reading_text
from lessons import following_texts, weighing
from lessons.marking import mark
from lessons.models import Evidence, Ground, Lesson, News, Passage, PassageState, Shift, Stance, Standing
from lessons.quoting import NoPassage, find
from tests.factories import a_case, a_lesson, a_person

pytestmark = pytest.mark.django_db
STORY = (
    "<p>Elke woensdag koken buren samen in het buurthuis.</p>"
    "<p>Wie nieuw is, schuift gewoon aan. Dat trekt ook mensen die anders thuis blijven.</p>"
    "<p>De gemeente betaalt de huur van het gebouw.</p>"
)
PARAGRAPHS = STORY.split("</p>")[:-1]
WORDS = "Dat trekt ook mensen die anders thuis blijven."


def revised(case: Initiative, body: str, by: User | None = None) -> InitiativeVersion:
    draft: Any = cases.open_draft(case, by=None)
    InitiativeVersion.objects.filter(pk=draft.pk).update(body=body)
    return cases.publish(draft, by=None)


def marked(case: Initiative, words: str = WORDS, by: User | None = None) -> Passage:
    version: Any = case.published_version
    found = find(reading_text(version).text, words)[0]
    return mark(version, found.start, found.end, by=by)


@pytest.fixture
def case() -> Initiative:
    return a_case(summary="Samen koken in de wijk.", body=STORY)


@pytest.fixture
def evidence(case: Initiative) -> Evidence:
    return weighing.propose(a_lesson(), marked(case), stance=Stance.SUPPORTS, note="", by=None)


def ground_of(evidence: Evidence) -> Ground:
    return Ground.objects.get(pk=evidence.lesson_id)


def test_a_passage_keeps_its_words_and_what_stands_around_them(case: Initiative) -> None:
    passage = marked(case)

    version: Any = case.published_version
    text = reading_text(version).text
    assert text[passage.start : passage.end] == passage.exact == WORDS
    assert text[: passage.start].endswith(passage.prefix)
    assert text[passage.end :].startswith(passage.suffix)
    assert passage.place is not None
    assert passage.place.state == PassageState.FOUND


def test_the_same_words_are_one_passage(case: Initiative) -> None:
    assert marked(case) == marked(case)


def test_only_what_is_published_can_be_marked(case: Initiative) -> None:
    draft: Any = cases.open_draft(case, by=None)
    with pytest.raises(NoPassage):
        mark(draft, 0, 5, by=None)


@pytest.mark.parametrize(
    ("body", "state", "standing"),
    [
        (STORY.replace("Elke woensdag", "Iedere dinsdag"), PassageState.FOUND, Standing.LIVING),
        (STORY.replace("ook mensen", "ook jongeren"), PassageState.CHANGED, Standing.GONE),
        ("<p>Het buurthuis is gesloten.</p>", PassageState.ORPHANED, Standing.GONE),
    ],
)
def test_a_newer_version_says_what_became_of_it(
    case: Initiative, evidence: Evidence, body: str, state: PassageState, standing: Standing
) -> None:
    version = revised(case, body)

    evidence.passage.refresh_from_db()
    place: Any = evidence.passage.place
    assert (place.version_id, place.state) == (version.pk, state)
    assert ground_of(evidence).standing == standing
    assert Shift.objects.to_look_at().filter(lesson=evidence.lesson).exists() == (standing != Standing.LIVING)
    assert ground_of(evidence).has_shifted == (standing != Standing.LIVING)


def test_what_a_version_left_out_and_a_later_one_brings_back_is_found_again(
    case: Initiative, evidence: Evidence
) -> None:
    revised(case, "<p>Het buurthuis is gesloten.</p>")
    revised(Initiative.objects.get(pk=case.pk), STORY)

    assert Passage.objects.get(pk=evidence.passage_id).place.state == PassageState.FOUND  # type: ignore[union-attr]
    assert ground_of(evidence).standing == Standing.LIVING
    assert ground_of(evidence).has_shifted  # until a person has looked


def test_a_person_says_where_changed_words_stand(case: Initiative, evidence: Evidence, carla: User) -> None:
    version = revised(case, STORY.replace("ook mensen", "ook jongeren"))
    place: Any = Passage.objects.get(pk=evidence.passage_id).place

    following_texts.judge(evidence.passage, stands=(place.start, place.end), by=carla)

    assert ground_of(evidence).standing == Standing.LIVING
    place.refresh_from_db()
    assert place.exact == reading_text(version).text[place.start : place.end]
    # From there on the new words are looked for.
    newest = revised(Initiative.objects.get(pk=case.pk), STORY.replace("ook mensen", "ook jongeren") + "<p>Nieuw.</p>")
    place = Passage.objects.get(pk=evidence.passage_id).place
    assert (place.version_id, place.state) == (newest.pk, PassageState.FOUND)


def test_a_person_says_that_it_is_gone(case: Initiative, evidence: Evidence, carla: User) -> None:
    revised(case, STORY.replace("ook mensen", "ook jongeren"))

    place = following_texts.judge(evidence.passage, stands=None, by=carla)

    assert (place.state, place.start, place.waits) == (PassageState.ORPHANED, None, False)
    assert ground_of(evidence).standing == Standing.GONE
    with pytest.raises(NoPassage):
        following_texts.judge(evidence.passage, stands=(0, 10_000), by=carla)


def test_a_case_that_is_withdrawn_is_no_ground_and_says_so(case: Initiative, evidence: Evidence) -> None:
    assert [each.record for each in leaning_on(case)] == [evidence.lesson]

    cases.withdraw(case, by=None, reason="Op verzoek.")
    assert ground_of(evidence).standing == Standing.GONE
    shift = Shift.objects.get(lesson=evidence.lesson)
    assert (shift.cause, shift.initiative) == (Shift.Cause.CASE_WITHDRAWN, case)

    cases.restore(case, by=None)
    assert ground_of(evidence).standing == Standing.LIVING


def test_what_a_researcher_proposes_counts_when_an_editor_accepts(case: Initiative, fatma: User, carla: User) -> None:
    evidence = weighing.propose(a_lesson(), marked(case, by=fatma), stance=Stance.NUANCES, note="", by=fatma)
    assert (ground_of(evidence).living, ground_of(evidence).proposed) == (0, 1)

    weighing.accept(evidence, by=carla)

    assert (ground_of(evidence).nuances, ground_of(evidence).proposed) == (1, 0)
    assert News.objects.filter(lesson=evidence.lesson, kind=News.Kind.EVIDENCE_ADDED).exists()


def _judgement() -> dict[str, Any]:
    names = ("methods", "coherence", "adequacy", "relevance")
    said = dict.fromkeys(names, "minor") | {f"{name}_reason": "Zie de casus." for name in names}
    return said | {"overall": "moderate", "overall_reason": "Eén casus."}


def test_a_judgement_is_outdated_when_the_evidence_differs_and_not_by_a_comma(
    case: Initiative, evidence: Evidence, carla: User
) -> None:
    assessment = weighing.assess(evidence.lesson, _judgement(), by=carla)
    assert (ground_of(evidence).certainty, ground_of(evidence).is_outdated) == ("moderate", False)

    revised(case, STORY.replace("De gemeente betaalt", "De gemeente betaalde"))
    assert not ground_of(evidence).is_outdated

    revised(Initiative.objects.get(pk=case.pk), "<p>Het buurthuis is gesloten.</p>")
    assert ground_of(evidence).is_outdated
    assessment.refresh_from_db()
    assert assessment.outdated_at is not None


def test_publishing_a_case_costs_as_much_with_many_passages(
    case: Initiative, evidence: Evidence, django_assert_max_num_queries: Any
) -> None:
    version: Any = case.published_version
    for start in range(0, 60, 4):
        passage = mark(version, start, start + 20, by=None)
        weighing.propose(evidence.lesson, passage, stance=Stance.SUPPORTS, note="", by=None)
    with django_assert_max_num_queries(60):
        revised(case, STORY + "<p>Nieuw.</p>")


class LivingEvidence(RuleBasedStateMachine):
    """Whatever people do, no public lesson rests on evidence that is gone without saying so."""

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.editor = a_person(Role.EDITOR)
        self.cases = [a_case(body=STORY), a_case(body=STORY + "<p>Ook op zondag.</p>")]
        self.lessons = [a_lesson(), a_lesson()]

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    @rule(case=st.integers(0, 1), lesson=st.integers(0, 1), start=st.integers(0, 90), stance=st.sampled_from(Stance))
    def marks(self, case: int, lesson: int, start: int, stance: Stance) -> None:
        found = Initiative.objects.select_related("published_version").get(pk=self.cases[case].pk)
        version: Any = found.published_version
        if start + 30 > len(reading_text(version).text):
            return
        passage = mark(version, start, start + 30, by=self.editor)
        if not Evidence.objects.filter(lesson=self.lessons[lesson], passage=passage, dropped_at=None).exists():
            weighing.propose(self.lessons[lesson], passage, stance=stance, note="", by=self.editor)

    @rule(
        case=st.integers(0, 1), keep=st.lists(st.sampled_from(STORY.split("</p>")[:-1]), max_size=3), word=st.booleans()
    )
    def publishes(self, case: int, keep: list[str], word: bool) -> None:
        found = Initiative.objects.get(pk=self.cases[case].pk)
        if found.withdrawn_at:
            return
        body = "".join(f"{part}</p>" for part in keep) or "<p>Leeg.</p>"
        revised(found, body.replace("buren", "bewoners") if word else body)

    @rule(case=st.integers(0, 1))
    def withdraws_or_restores(self, case: int) -> None:
        found = Initiative.objects.get(pk=self.cases[case].pk)
        if found.withdrawn_at:
            cases.restore(found, by=self.editor)
        else:
            cases.withdraw(found, by=self.editor, reason="Op verzoek.")

    @rule(which=st.integers(0, 5), stands=st.booleans())
    def judges(self, which: int, stands: bool) -> None:
        waiting = list(Passage.objects.waiting().select_related("place__version").order_by("pk"))
        if waiting:
            passage: Any = waiting[which % len(waiting)]
            place = (passage.place.start, passage.place.end) if stands and passage.place.start is not None else None
            following_texts.judge(passage, stands=place, by=self.editor)

    @rule(which=st.integers(0, 5))
    def drops(self, which: int) -> None:
        found = list(Evidence.objects.accepted().order_by("pk"))
        if found:
            weighing.drop(found[which % len(found)], because="Past niet.", by=self.editor)

    @rule(lesson=st.integers(0, 1))
    def judges_certainty(self, lesson: int) -> None:
        weighing.assess(self.lessons[lesson], _judgement(), by=self.editor)

    @rule(which=st.integers(0, 5))
    def looks(self, which: int) -> None:
        found = list(Shift.objects.to_look_at().order_by("pk"))
        if found:
            weighing.look(found[which % len(found)], conclusion="Gezien.", by=self.editor)

    @invariant()
    def every_lesson_says_what_it_rests_on(self) -> None:
        for lesson in Lesson.objects.published().select_related("ground"):
            living, gone = _living_and_gone(lesson)
            ground = lesson.ground
            assert (ground.living, ground.not_living) == (len(living), len(gone))
            if gone:
                assert ground.standing in {Standing.SHIFTED, Standing.GONE}
            elif living:
                assert ground.standing == Standing.LIVING
            else:
                assert ground.standing == Standing.NONE
            assert ground.has_shifted == lesson.shifts.to_look_at().exists()

    @invariant()
    def no_place_has_other_words(self) -> None:
        for passage in Passage.objects.select_related("place__version", "version"):
            for version, start, end, exact in (
                (passage.version, passage.start, passage.end, passage.exact),
                *([(each.version, each.start, each.end, each.exact) for each in passage.places.all()]),
            ):
                if start is not None:
                    assert reading_text(version).text[start:end] == exact


def _living_and_gone(lesson: Lesson) -> tuple[list[Evidence], list[Evidence]]:
    """By the texts themselves: evidence lives when visitors can read its words, or those a person took for it."""
    living: list[Evidence] = []
    gone: list[Evidence] = []
    for each in lesson.evidence.filter(accepted_at__isnull=False, dropped_at=None):
        case = Initiative.objects.get(pk=each.passage.version.record_id)
        place: Any = each.passage.places.filter(version=case.published_version_id).first()
        stands = place is not None and place.start is not None
        if stands and place.state == PassageState.CHANGED:
            stands = place.by_id is not None
        (living if stands and case.withdrawn_at is None else gone).append(each)
    return living, gone


def test_no_public_lesson_without_living_evidence_unless_it_says_so() -> None:
    run_state_machine_as_test(
        LivingEvidence,
        settings=settings(
            max_examples=12, stateful_step_count=12, deadline=None, suppress_health_check=[HealthCheck.too_slow]
        ),
    )
