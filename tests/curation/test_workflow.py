"""The spine of versions: which moves there are, what they leave behind, and who may not make them alone."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from curation import workflow
from curation.models import EditorialPolicy, StatusChange
from curation.workflow import SecondPairOfEyesNeeded, TransitionNotAllowed
from initiatives import workflow as case_workflow
from initiatives.models import Initiative, InitiativeVersion
from tests.factories import a_case, a_draft, a_lesson, a_publication
from workspace.models import Remark

pytestmark = pytest.mark.django_db


def actions(record: Initiative) -> list[str]:
    return list(StatusChange.objects.of(record).order_by("pk").values_list("action", flat=True))


def test_a_draft_goes_through_review_to_publication_and_leaves_its_trace(fatma: User, carla: User) -> None:
    draft = a_draft(by=fatma)

    workflow.submit(draft, by=fatma)
    workflow.ask_for_changes(draft, by=carla, reason="Noem de bron.")
    workflow.submit(draft, by=fatma)
    published = case_workflow.publish(draft, by=carla)

    record = Initiative.objects.get(pk=draft.record_id)
    assert (published.status, published.number) == ("published", 1)
    assert record.published_version == published
    assert actions(record) == ["submit", "ask_for_changes", "submit", "publish"]


def test_moves_from_another_state_are_refused(fatma: User, carla: User) -> None:
    draft = a_draft(by=fatma)

    with pytest.raises(TransitionNotAllowed):
        workflow.ask_for_changes(draft, by=carla, reason="Te vroeg.")
    workflow.submit(draft, by=fatma)
    with pytest.raises(TransitionNotAllowed):
        workflow.submit(draft, by=fatma)
    case_workflow.publish(draft, by=carla)
    with pytest.raises(TransitionNotAllowed):
        case_workflow.publish(draft, by=carla)


def test_what_misses_a_place_is_not_submitted_and_keeps_its_state(fatma: User) -> None:
    draft = a_draft(by=fatma, municipality=None)

    with pytest.raises(TransitionNotAllowed):
        workflow.submit(draft, by=fatma)
    with pytest.raises(TransitionNotAllowed):
        case_workflow.publish(draft, by=None)

    assert InitiativeVersion.objects.get(pk=draft.pk).status == "draft"


def test_an_editor_does_not_publish_alone_what_they_alone_wrote(carla: User) -> None:
    draft = a_draft(by=carla)

    with pytest.raises(SecondPairOfEyesNeeded):
        case_workflow.publish(draft, by=carla)

    assert not Initiative.objects.published().exists()


def test_a_second_author_or_another_editor_is_a_second_pair_of_eyes(carla: User, fatma: User, bram: User) -> None:
    together, alone = a_draft(by=carla), a_draft(by=carla)
    together.authors.add(fatma)

    case_workflow.publish(together, by=carla)
    case_workflow.publish(alone, by=bram)

    assert Initiative.objects.published().count() == 2


def test_an_administrator_may_switch_the_second_pair_of_eyes_off(carla: User) -> None:
    EditorialPolicy.objects.update_or_create(pk=1, defaults={"second_pair_of_eyes": False})

    case_workflow.publish(a_draft(by=carla), by=carla)

    assert Initiative.objects.published().count() == 1


def test_a_new_draft_is_a_whole_copy_in_the_same_order(carla: User) -> None:
    case = a_case(
        themes=["ontmoeting", "armoede", "groen"],
        target_groups=["ouderen", "kinderen"],
        community_work=["opbouwwerker"],
        actors=[("Zonnebloem", "welzijn"), ("Gemeente", "gemeente")],
        accommodations=[("De Kamer", "buurthuis", "publiek")],
        sources=["https://voorbeeld.nl/2", "https://voorbeeld.nl/1"],
        bonding="Onder elkaar.",
        started="2019-11",
        uncertain=["started"],
        not_found=["phase"],
    )

    draft = workflow.open_draft(case, by=carla)

    old, new = InitiativeVersion.objects.with_everything().filter(record=case).order_by("pk")
    assert (new.pk, new.status, new.number) == (draft.pk, "draft", None)
    for name in ("title", "bonding", "started", "uncertain", "not_found", "municipality_id"):
        assert getattr(new, name) == getattr(old, name)
    for rows, value in (
        ("theme_rows", "tag_id"),
        ("target_group_rows", "term_id"),
        ("community_work_rows", "term_id"),
        ("involvements", "actor_id"),
        ("accommodations", "name"),
        ("sources", "url"),
    ):
        assert [getattr(row, value) for row in getattr(new, rows).all()] == [
            getattr(row, value) for row in getattr(old, rows).all()
        ]
    assert list(new.authors.all()) == [carla]


@pytest.mark.parametrize("make", [a_case, a_lesson, a_publication])
def test_there_is_one_open_version_at_most(make: type, carla: User) -> None:
    record = make()
    workflow.open_draft(record, by=carla)

    with pytest.raises(TransitionNotAllowed):
        workflow.open_draft(record, by=carla)


def test_withdrawing_asks_a_reason_and_can_be_undone(carla: User) -> None:
    case = a_case()

    with pytest.raises(TransitionNotAllowed):
        workflow.withdraw(case, by=carla, reason="  ")
    workflow.withdraw(case, by=carla, reason="Op verzoek.")
    with pytest.raises(TransitionNotAllowed):
        workflow.withdraw(case, by=carla, reason="Nog eens.")
    assert not Initiative.objects.published().exists()

    workflow.restore(case, by=carla)
    assert Initiative.objects.published().exists()
    with pytest.raises(TransitionNotAllowed):
        workflow.restore(case, by=carla)


def test_a_withdrawn_record_is_not_published_anew(carla: User) -> None:
    case = a_case()
    draft = workflow.open_draft(case, by=carla)
    workflow.withdraw(case, by=carla, reason="Op verzoek.")

    with pytest.raises(TransitionNotAllowed):
        case_workflow.publish(draft, by=None)  # type: ignore[arg-type]


def test_publishing_anew_asks_the_database_little(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    draft = workflow.open_draft(a_case(themes=["sport"]), by=None)
    draft.title = "Een woord dat nieuw is: kwikkelbuurt"
    draft.save(update_fields=["title"])

    with django_assert_max_num_queries(13):
        case_workflow.publish(draft, by=None)  # type: ignore[arg-type]

    assert draft.record.versions.published().count() == 2  # type: ignore[attr-defined]


def test_an_address_can_be_taken_back(carla: User, client: object) -> None:
    case = a_case(slug="een")

    workflow.change_slug(case, "twee", by=carla)
    workflow.change_slug(case, "een", by=carla)

    assert client.get("/initiatieven/een/").status_code == 200  # type: ignore[attr-defined]
    assert client.get("/initiatieven/twee/").headers["Location"] == "/initiatieven/een/"  # type: ignore[attr-defined]


@pytest.mark.django_db(transaction=True)
def test_two_who_publish_at_once_make_one_version(fatma: User, carla: User, bram: User) -> None:
    draft = a_draft(by=fatma, municipality=None, online=True)
    together = Barrier(2)

    def publish(person: User) -> bool:
        together.wait()
        try:
            case_workflow.publish(draft, by=person)
        except TransitionNotAllowed:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(publish, [carla, bram]))

    assert outcomes == [False, True]
    assert list(InitiativeVersion.objects.values_list("number", flat=True)) == [1]


def test_a_kept_moment_says_what_the_draft_said_and_leaves_it_open(fatma: User) -> None:
    draft = a_draft(title="Buurttuin", by=fatma, themes=["sport"], sources=["https://voorbeeld.nl/"], municipality=None)

    kept = workflow.keep_moment(draft, label="Na het bezoek", by=fatma)
    InitiativeVersion.objects.filter(pk=draft.pk).update(title="Anders")

    kept.refresh_from_db()
    assert (kept.title, kept.kept_as, kept.kept_by, kept.number, kept.is_open) == (
        "Buurttuin",
        "Na het bezoek",
        fatma,
        None,
        False,
    )
    assert [row.tag.slug for row in kept.theme_rows.all()] == ["sport"]
    assert kept.sources.count() == 1
    assert list(InitiativeVersion.objects.open()) == [draft]


def test_a_kept_moment_is_neither_published_nor_kept_again(fatma: User, carla: User) -> None:
    kept = workflow.keep_moment(a_draft(by=fatma), label="Eens", by=fatma)

    with pytest.raises(workflow.TransitionNotAllowed):
        case_workflow.publish(kept, by=carla)
    with pytest.raises(workflow.TransitionNotAllowed):
        workflow.keep_moment(kept, label="Nog eens", by=fatma)


def test_submitting_a_case_keeps_how_it_was(fatma: User) -> None:
    draft = a_draft(by=fatma)

    case_workflow.submit(draft, by=fatma)

    assert InitiativeVersion.objects.kept().get().title == draft.title


@pytest.mark.django_db(transaction=True)
def test_what_refers_to_a_case_is_added_while_its_state_changes(fatma: User) -> None:
    record = a_draft(by=fatma).record

    def remark() -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '2s'")
            Remark.objects.create(record=record, text="Wie?", by=fatma)
        finally:
            connection.close()

    with transaction.atomic(), ThreadPoolExecutor(1) as other:
        workflow.lock(record)
        other.submit(remark).result()

    assert Remark.objects.get().record == record
