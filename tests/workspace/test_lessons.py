"""Lessons in the workspace: proposed, written by two at once, reviewed, compared, weighed, judged, looked at."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.roles import Role
from curation.models import EditorialPolicy
from initiatives import workflow as cases
from initiatives.models import Initiative, InitiativeVersion, Theme
from lessons import grounds, weighing, workflow
from lessons.models import Assessment, Evidence, Ground, Lesson, LessonVersion, Passage, PassagePlace, Shift, Stance
from notices.models import Notice
from tests.administration import signed_in
from tests.factories import a_case, a_lesson, a_lesson_draft, a_person, a_publication
from tests.lessons.test_living_evidence import STORY, marked, revised
from tests.workspace.pages import filled_in, send

pytestmark = pytest.mark.django_db
START = "/werkplek/lessen/"


@pytest.fixture
def researcher(fatma: User) -> Client:
    return signed_in(fatma)


@pytest.fixture
def editor(carla: User) -> Client:
    return signed_in(carla)


@pytest.fixture
def draft(fatma: User) -> LessonVersion:
    return workflow.propose("Samen eten", statement="Wie samen eet, groet elkaar.", by=fatma)


def address_of(record: Any) -> str:
    return f"{START}{getattr(record, 'record', record).slug}/"


def fresh(version: LessonVersion) -> LessonVersion:
    return LessonVersion.objects.get(pk=version.pk)


def heard(person: User) -> list[str]:
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("kind", flat=True))


def evidence_of(
    case: Initiative, lesson: Lesson, *, by: User | None = None, stance: Stance = Stance.SUPPORTS
) -> Evidence:
    return weighing.propose(lesson, marked(case), stance=stance, note="Zo was het.", by=by)


class TestWriting:
    def test_a_researcher_proposes_a_lesson_and_owns_it(self, researcher: Client, fatma: User) -> None:
        response = researcher.post(f"{START}nieuw/", {"title": "Samen eten", "statement": "Eten bindt."})

        version = LessonVersion.objects.get()
        assert response.url == address_of(version)  # type: ignore[attr-defined]
        assert (version.status, version.statement) == ("draft", "Eten bindt.")
        assert list(version.authors.all()) == list(version.record.owners.all()) == [fatma]

    def test_without_a_statement_there_is_none_and_the_title_stays(self, researcher: Client) -> None:
        response = researcher.post(f"{START}nieuw/", {"title": "Samen eten", "statement": " "})

        assert response.status_code == 422
        assert 'value="Samen eten"' in response.content.decode()
        assert not Lesson.objects.exists()

    def test_all_of_it_is_saved_as_it_was_sent(self, researcher: Client, draft: LessonVersion) -> None:
        case, theme = a_case(slug="soep"), Theme.objects.order_by("pk")[0]
        page = researcher.get(address_of(draft))
        data: dict[str, Any] = filled_in(page) | {
            "explanation": ["<p>Omdat <b>eten</b> praten is.</p><script>x</script>"],
            "for_policy": ["Betaal de keuken."],
            "audiences": ["policy", "resident"],
            "themes": [str(theme.pk)],
            "cases": ["https://wijk.example/initiatieven/soep/\nsoep"],
            "sources-0-title": ["Verslag"],
            "sources-0-year": ["2019"],
            "sent": ["abc-1"],
        }

        response = researcher.post(address_of(draft), data)

        assert response.url == f"{address_of(draft)}?bewaard=abc-1"  # type: ignore[attr-defined]
        version = fresh(draft)
        assert version.explanation == "<p>Omdat <strong>eten</strong> praten is.</p>"
        assert (version.for_policy, version.audiences) == ("Betaal de keuken.", ["policy", "resident"])
        assert [row.tag for row in version.theme_rows.all()] == [theme]
        assert [row.initiative for row in version.initiative_rows.all()] == [case]
        assert list(version.sources.values_list("title", "year")) == [("Verslag", 2019)]
        again = filled_in(researcher.get(address_of(draft)))
        assert again["cases"] == ["soep"]
        assert again["sources-0-title"] == ["Verslag"]

    def test_a_source_whose_row_is_emptied_is_taken_away(self, researcher: Client, draft: LessonVersion) -> None:
        draft.sources.create(title="Weg")
        draft.sources.create(title="Blijft")

        send(researcher, researcher.get(address_of(draft)), {"sources-0-title": ""})

        assert list(draft.sources.values_list("title", flat=True)) == ["Blijft"]

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"title": ""}, "title"),
            ({"title": "x" * 201}, "title"),
            ({"cases": "bestaat-niet"}, "cases"),
            ({"sources-0-url": "geen adres"}, "sources"),
            ({"sources-0-year": "later"}, "sources"),
            ({"audiences": "marsbewoners"}, "audiences"),
            ({"language": "xx"}, "language"),
        ],
    )
    def test_what_cannot_be_saved_is_shown_again_and_nothing_is_written(
        self, researcher: Client, draft: LessonVersion, wrong: dict[str, str], field: str
    ) -> None:
        page = researcher.get(address_of(draft))

        response = send(researcher, page, {"limits": "Niet op het platteland.", **wrong})

        assert response.status_code == 422
        assert [part.name for part in response.context["page"].wrong] == [field]
        again = filled_in(response)
        assert again["limits"] == ["Niet op het platteland."]
        assert all(again[name] == [said] for name, said in wrong.items() if name not in {"audiences", "language"})
        assert fresh(draft).limits == ""

    def test_two_people_in_different_fields_merge(
        self, researcher: Client, editor: Client, draft: LessonVersion
    ) -> None:
        mine, theirs = researcher.get(address_of(draft)), editor.get(address_of(draft))

        send(editor, theirs, {"limits": "Niet in het buitenland."})
        send(researcher, mine, {"drawn_by": "Movisie"})

        version = fresh(draft)
        assert (version.limits, version.drawn_by) == ("Niet in het buitenland.", "Movisie")

    @pytest.mark.parametrize(("choice", "limits"), [("mine", "Van mij"), ("theirs", "Van haar")])
    def test_two_people_in_one_field_see_both_texts_and_choose(
        self, researcher: Client, editor: Client, draft: LessonVersion, choice: str, limits: str
    ) -> None:
        mine, theirs = researcher.get(address_of(draft)), editor.get(address_of(draft))
        send(editor, theirs, {"limits": "Van haar"})

        refused = send(researcher, mine, {"limits": "Van mij", "drawn_by": "Ik"})

        assert refused.status_code == 409
        assert "Van haar" in (html := refused.content.decode())
        assert "Van mij" in html
        assert (fresh(draft).limits, fresh(draft).drawn_by) == ("Van haar", "")
        assert send(researcher, refused, {}).status_code == 409  # no choice is no consent

        send(researcher, refused, {"choice-limits": choice})

        assert (fresh(draft).limits, fresh(draft).drawn_by) == (limits, "Ik")

    def test_a_choice_made_before_a_third_text_came_does_not_count(
        self, researcher: Client, editor: Client, draft: LessonVersion
    ) -> None:
        mine = researcher.get(address_of(draft))
        send(editor, editor.get(address_of(draft)), {"limits": "Van haar"})
        refused = send(researcher, mine, {"limits": "Van mij"})
        send(editor, editor.get(address_of(draft)), {"limits": "Weer anders"})

        assert send(researcher, refused, {"choice-limits": "mine"}).status_code == 409
        assert fresh(draft).limits == "Weer anders"

    def test_what_is_sent_to_a_version_that_is_published_meanwhile_is_shown_to_be_copied(
        self, researcher: Client, draft: LessonVersion, carla: User
    ) -> None:
        page = researcher.get(address_of(draft))
        workflow.publish(draft, by=carla)

        response = send(researcher, page, {"limits": "Niet in de winter."})

        assert response.status_code == 409
        assert "Niet in de winter." in response.content.decode()

    def test_the_reader_sees_the_draft(self, researcher: Client, draft: LessonVersion) -> None:
        response = researcher.get(f"{address_of(draft)}lezersblik/")

        assert "Wie samen eet, groet elkaar." in response.content.decode()

    def test_a_lesson_of_somebody_else_does_not_exist(self, draft: LessonVersion) -> None:
        other = signed_in(a_person(Role.RESEARCHER))

        assert other.get(address_of(draft)).status_code == 404
        assert other.get(f"{address_of(draft)}onderbouwing/").status_code == 404


class TestReview:
    def test_from_proposal_to_publication_and_a_revision_that_is_compared(
        self, researcher: Client, editor: Client, draft: LessonVersion, fatma: User, carla: User
    ) -> None:
        address = address_of(draft)

        researcher.post(f"{address}indiening/")
        assert heard(carla) == ["lesson_submitted"]
        assert researcher.post(f"{address}publicatie/").status_code == 403
        assert editor.post(f"{address}wijzigingsverzoek/", {"reason": ""}).status_code == 422
        editor.post(f"{address}wijzigingsverzoek/", {"reason": "Korter."})
        assert (heard(fatma), fresh(draft).status) == (["lesson_changes_asked"], "draft")
        researcher.post(f"{address}indiening/")
        editor.post(f"{address}publicatie/")
        assert fresh(draft).number == 1

        researcher.post(f"{address}herziening/")
        send(researcher, researcher.get(address), {"statement": "Wie samen kookt, groet elkaar."})
        response = researcher.get(f"{address}verschil/")
        ((_section, (difference,)),) = response.context["sections"]
        assert [(run.kind, run.text) for run in difference.texts[0].runs if run.kind != "same"] == [
            ("gone", "eet"),
            ("new", "kookt"),
        ]
        researcher.post(f"{address}momenten/{draft.pk}/")
        assert researcher.get(f"{address}verschil/").context["sections"] == []
        assert LessonVersion.objects.kept().filter(statement__contains="kookt").count() == 1

    def test_who_wrote_it_alone_does_not_publish_it(self, carla: User, editor: Client) -> None:
        EditorialPolicy.objects.create(pk=1)
        version = workflow.propose("Zelf", statement="Van mijzelf.", by=carla)

        response = editor.post(f"{address_of(version)}publicatie/", follow=True)

        assert fresh(version).number is None
        assert response.context["standing"].obstacles

    def test_a_text_that_changed_since_one_looked_is_not_published(self, editor: Client, draft: LessonVersion) -> None:
        seen = editor.get(f"{address_of(draft)}beoordeling/").context["standing"].mark
        LessonVersion.objects.filter(pk=draft.pk).update(changed_at=timezone.now())

        editor.post(f"{address_of(draft)}publicatie/", {"seen": seen})

        assert fresh(draft).number is None

    def test_it_is_withdrawn_with_a_reason_and_restored(self, editor: Client) -> None:
        lesson = a_lesson()
        publication = a_publication(lessons=[lesson])
        page = editor.get(f"{address_of(lesson)}beoordeling/")
        assert [each.record for each in page.context["standing"].leaning] == [publication]

        assert editor.post(f"{address_of(lesson)}intrekking/", {"reason": " "}).status_code == 422
        editor.post(f"{address_of(lesson)}intrekking/", {"reason": "Het klopt niet."})
        assert Lesson.objects.get().withdrawal_reason == "Het klopt niet."
        editor.post(f"{address_of(lesson)}herstel/")
        assert Lesson.objects.get().is_public

    def test_what_looks_like_personal_data_is_pointed_at(self, editor: Client) -> None:
        version = a_lesson_draft(explanation="<p>Bel 06-12345678.</p>")

        signs = editor.get(f"{address_of(version)}beoordeling/").context["standing"].signs

        assert [found.text for _title, found in signs] == ["06-12345678"]

    @pytest.mark.parametrize("query", ["?van=v9", "?naar=%00", "?van=concept&naar=m1"])
    def test_versions_that_are_not_there_cannot_be_compared(self, editor: Client, query: str) -> None:
        assert editor.get(f"{address_of(a_lesson())}verschil/{query}").status_code == 404


class TestEvidence:
    @pytest.fixture
    def case(self) -> Initiative:
        return a_case(body=STORY)

    def weigh(self, client: Client, evidence: Evidence, **said: str) -> Any:
        return client.post(f"{address_of(evidence.lesson)}onderbouwing/{evidence.pk}/", said)

    def test_what_a_researcher_proposes_counts_once_an_editor_accepts(
        self, case: Initiative, editor: Client, researcher: Client, fatma: User
    ) -> None:
        evidence = evidence_of(case, a_lesson(), by=fatma)
        assert editor.get(f"{address_of(evidence.lesson)}onderbouwing/").context["state"] == "voorgesteld"

        assert self.weigh(researcher, evidence, step="accept").status_code == 403
        self.weigh(editor, evidence, step="accept")

        assert Evidence.objects.get().is_accepted

    def test_an_editor_drops_it_with_a_reason_that_the_proposer_hears(
        self, case: Initiative, editor: Client, fatma: User
    ) -> None:
        evidence = evidence_of(case, a_lesson(), by=fatma)

        refused = self.weigh(editor, evidence, step="drop", reason=" ")
        assert refused.status_code == 422
        self.weigh(editor, evidence, step="drop", reason="Het gaat over iets anders.")

        evidence.refresh_from_db()
        assert evidence.dropped_because == "Het gaat over iets anders."
        assert heard(fatma) == ["evidence_dropped"]
        assert not Shift.objects.exists()  # it did not count

    def test_who_proposed_it_may_take_it_back_while_it_does_not_count(
        self, case: Initiative, researcher: Client, fatma: User, carla: User
    ) -> None:
        evidence = evidence_of(case, a_lesson(), by=fatma)

        self.weigh(researcher, evidence, step="drop", reason="Vergissing.")

        evidence.refresh_from_db()
        assert evidence.dropped_by == fatma
        other = evidence_of(case, evidence.lesson, by=carla)
        assert self.weigh(researcher, other, step="drop", reason="Onzin.").status_code == 403

    def test_another_stance_is_new_evidence_and_the_old_one_stays_in_history(
        self, case: Initiative, editor: Client, carla: User
    ) -> None:
        evidence = evidence_of(case, a_lesson(), by=carla)

        refused = self.weigh(editor, evidence, step="restate", stance="nuances", reason="")
        assert refused.status_code == 422
        assert refused.context["items"][0].form["stance"].value() == "nuances"
        self.weigh(editor, evidence, step="restate", stance="nuances", reason="Het is anders bedoeld.")

        old, new = Evidence.objects.order_by("pk")
        assert (old.stance, old.dropped_because) == ("supports", "Het is anders bedoeld.")
        assert (new.stance, new.note, new.is_accepted) == ("nuances", "Zo was het.", True)
        ground = Ground.objects.get()
        assert (ground.supports, ground.nuances, ground.has_shifted) == (0, 1, False)

    def test_a_note_can_be_mended_and_does_not_outdate_a_judgement(
        self, case: Initiative, editor: Client, carla: User
    ) -> None:
        evidence = evidence_of(case, a_lesson(), by=carla)
        weighing.assess(evidence.lesson, judgement(), by=carla)

        self.weigh(editor, evidence, step="annotate", note="Zo was het in 2019.")

        evidence.refresh_from_db()
        assert evidence.note == "Zo was het in 2019."
        assert not Ground.objects.get().is_outdated

    @pytest.mark.parametrize("said", [{}, {"step": "x"}, {"step": "restate", "stance": "x", "reason": "y"}])
    def test_what_is_no_step_is_refused(self, case: Initiative, editor: Client, said: dict[str, str]) -> None:
        assert self.weigh(editor, evidence_of(case, a_lesson()), **said).status_code == 422

    @pytest.mark.parametrize("query", ["?staat=x", "?pagina=0", "?pagina=99", "?pagina=²"])
    def test_a_page_that_is_not_there_does_not_exist(self, editor: Client, query: str) -> None:
        assert editor.get(f"{address_of(a_lesson())}onderbouwing/{query}").status_code in {200, 404}

    def test_a_shift_waits_until_an_editor_concludes(
        self, case: Initiative, editor: Client, researcher: Client, carla: User, fatma: User
    ) -> None:
        lesson = a_lesson()
        lesson.owners.add(fatma)
        evidence = evidence_of(case, lesson)
        revised(case, STORY.replace("ook mensen", "ook jongeren"))
        assert heard(carla) == heard(fatma) == ["lesson_shifted"]
        listed = editor.get(f"{START}?staat=verschoven").context["page"].object_list
        assert [each.pk for each in listed] == [lesson.pk]
        assert "lessons_shifted" in [group.name for group in editor.get("/werkplek/").context["waiting"]]
        assert "lessons_shifted" in [group.name for group in researcher.get("/werkplek/").context["waiting"]]
        shift = Shift.objects.get()
        page = editor.get(f"{address_of(lesson)}onderbouwing/")
        assert [run.text for run in page.context["shifts"][0].runs if run.kind != "same"] == ["mensen", "jongeren"]

        where = f"{address_of(lesson)}verschuivingen/{shift.pk}/"
        assert researcher.post(where, {"conclusion": "Prima."}).status_code == 403
        assert editor.post(where, {"conclusion": ""}).status_code == 422
        editor.post(where, {"conclusion": "De les blijft staan."})

        shift.refresh_from_db()
        assert (shift.looked_by, shift.conclusion) == (carla, "De les blijft staan.")
        assert not Ground.objects.get(pk=evidence.lesson_id).has_shifted


def judgement(**said: str) -> dict[str, str]:
    names = ("methods", "coherence", "adequacy", "relevance")
    whole = dict.fromkeys(names, "minor") | {f"{name}_reason": "Daarom." for name in names}
    return whole | {"overall": "moderate", "overall_reason": "Al met al."} | said


class TestCertainty:
    def judge(self, client: Client, lesson: Lesson, **said: str) -> Any:
        seen = client.get(f"{address_of(lesson)}zekerheid/").context["seen"]
        return client.post(f"{address_of(lesson)}zekerheid/", {"seen": seen, **judgement(**said)})

    def test_an_editor_judges_and_a_researcher_reads_it(self, editor: Client, researcher: Client) -> None:
        lesson = a_lesson()

        self.judge(editor, lesson)

        assert Assessment.objects.get().overall == "moderate"
        page = researcher.get(f"{address_of(lesson)}zekerheid/")
        assert [each.overall for each, _parts in page.context["judged"]] == ["moderate"]
        assert researcher.post(f"{address_of(lesson)}zekerheid/", judgement()).status_code == 403

    @pytest.mark.parametrize("wrong", [{"methods": ""}, {"adequacy_reason": " "}, {"overall": "zeker"}])
    def test_what_lacks_is_asked_and_what_was_typed_stays(self, editor: Client, wrong: dict[str, str]) -> None:
        response = self.judge(editor, a_lesson(), relevance_reason="Het zijn dezelfde buurten.", **wrong)

        assert response.status_code == 422
        assert "Het zijn dezelfde buurten." in response.content.decode()
        assert list(response.context["form"].errors) == list(wrong)
        assert not Assessment.objects.exists()

    def test_evidence_that_changed_while_one_judged_is_looked_at_again(self, editor: Client) -> None:
        lesson, case = a_lesson(), a_case(body=STORY)
        seen = editor.get(f"{address_of(lesson)}zekerheid/").context["seen"]
        evidence_of(case, lesson)

        response = editor.post(f"{address_of(lesson)}zekerheid/", {"seen": seen, **judgement()})

        assert response.status_code == 409
        assert not Assessment.objects.exists()

    def test_it_says_when_it_is_outdated_and_what_changed_since(self, editor: Client) -> None:
        lesson, case = a_lesson(), a_case(body=STORY)
        evidence = evidence_of(case, lesson)
        self.judge(editor, lesson)
        revised(case, "<p>Het buurthuis is gesloten.</p>")

        since = editor.get(f"{address_of(lesson)}zekerheid/").context["since"]

        assert [shift.passage for shift in since.shifted] == [evidence.passage]
        assert since.added == []


class TestLeaning:
    def test_who_publishes_anew_sees_which_passages_change_and_which_lessons_rest_on_them(self, editor: Client) -> None:
        case, lesson = a_case(slug="soep", body=STORY), a_lesson()
        evidence_of(case, lesson)
        draft = cases.open_draft(case, by=None)
        address = "/werkplek/initiatieven/soep/beoordeling/"
        assert "data-foreseen" not in (html := editor.get(address).content.decode())
        assert 'data-leaning="1"' in html
        before = list(PassagePlace.objects.values())

        InitiativeVersion.objects.filter(pk=draft.pk).update(body=STORY.replace("ook mensen", "ook jongeren"))
        html = editor.get(address).content.decode()

        assert 'data-foreseen="1"' in html
        assert "jongeren</ins>" in html or ">jongeren" in html
        assert lesson.get_absolute_url() in html
        assert 'data-foreseen="1"' in editor.get(f"/beheer/initiatives/initiative/{case.pk}/change/").content.decode()
        assert list(PassagePlace.objects.values()) == before

    def test_who_withdraws_a_case_sees_what_leans_on_it(self, editor: Client) -> None:
        case = a_case(slug="soep", body=STORY)
        evidence_of(case, a_lesson(title="Eten bindt"))
        a_publication(title="Soepboek", initiatives=[case])

        html = editor.get("/werkplek/initiatieven/soep/beoordeling/").content.decode()

        assert "Eten bindt" in html
        assert "Soepboek" in html


def test_the_number_of_queries_does_not_grow(
    editor: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    lesson, case = a_lesson(slug="les"), a_case(slug="soep", body=STORY)
    evidence_of(case, lesson)
    addresses = (
        START,
        f"{START}?staat=verschoven",
        f"{START}les/onderbouwing/",
        f"{START}les/zekerheid/",
        "/werkplek/",
    )
    counts = {address: _queries(editor, address) for address in addresses}

    _many(case, lesson)

    assert {address: _queries(editor, address) for address in addresses} == counts
    with django_assert_max_num_queries(60):
        editor.get("/werkplek/initiatieven/soep/beoordeling/")


def _queries(client: Client, address: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def _many(case: Initiative, lesson: Lesson) -> None:
    """500 lessons, and 20,000 passages, 200 of which are evidence for one lesson."""
    version: Any = case.published_version
    records = Lesson.objects.bulk_create(Lesson(slug=f"veel-{number}") for number in range(500))
    LessonVersion.objects.bulk_create(LessonVersion(record=each, title=each.slug, statement="x") for each in records)
    Passage.objects.bulk_create(
        Passage(version=version, start=number, end=number + 5, exact="woord") for number in range(1000, 21_000)
    )
    made = list(Passage.objects.filter(version=version, place=None)[:220])
    places = PassagePlace.objects.bulk_create(
        PassagePlace(passage=each, version=version, state="gevonden", start=each.start, end=each.end, exact="woord")
        for each in made
    )
    for passage, place in zip(made, places, strict=True):
        passage.place = place
    Passage.objects.bulk_update(made, ["place"])
    now = timezone.now()
    Evidence.objects.bulk_create(
        Evidence(lesson=lesson, passage=each, stance=Stance.SUPPORTS, accepted_at=now) for each in made[:200]
    )
    Evidence.objects.bulk_create(
        Evidence(lesson=record, passage=each, stance=Stance.SUPPORTS)
        for record, each in zip(records, made[200:], strict=False)
    )
    grounds.renew([lesson.pk, *(record.pk for record in records)])
