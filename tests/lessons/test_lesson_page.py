"""The page of a lesson: what it rests on, how sure it is, where it was seen, and whether it holds for a place."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from initiatives import workflow as cases
from initiatives.models import Initiative, InitiativeVersion
from initiatives.reading_text import reading_text
from lessons import following_texts, weighing, workflow
from lessons.marking import mark
from lessons.models import Evidence, Lesson, Looked, Passage, Shift, Stance
from lessons.quoting import find
from lessons.shown_evidence import AT_FIRST, Condition
from tests.factories import a_case, a_lesson
from tests.lessons.many import many_lessons

pytestmark = pytest.mark.django_db
WORDS = "Wie nieuw is, schuift aan."
STORY = "<p>Op woensdag koken buren samen.</p><p>Wie nieuw is, schuift aan.</p><p>De gemeente betaalt de huur.</p>"
SUMMARY = "Samen koken in de wijk."
SAID = {
    **dict.fromkeys(("methods", "coherence", "adequacy", "relevance"), "minor"),
    **{f"{name}_reason": f"Over {name}." for name in ("methods", "coherence", "adequacy", "relevance")},
    "overall": "moderate",
    "overall_reason": "Drie casussen zeggen hetzelfde.",
}


def rests_on(lesson: Lesson, case: Initiative, stance: Stance = Stance.SUPPORTS, words: str = WORDS) -> Evidence:
    version: Any = case.published_version
    found = find(reading_text(version).text, words)[0]
    passage = mark(version, found.start, found.end, by=None)
    return weighing.propose(lesson, passage, stance=stance, note="Let op dit.", by=None)


def publish_text(case: Initiative, body: str) -> None:
    draft: Any = cases.open_draft(case, by=None)
    InitiativeVersion.objects.filter(pk=draft.pk).update(body=body)
    cases.publish(draft, by=None)


@pytest.fixture
def case() -> Initiative:
    return a_case(slug="soep", title="Soep", summary=SUMMARY, body=STORY, municipality="GM0917")


@pytest.fixture
def lesson() -> Lesson:
    return a_lesson(slug="les", for_policy="Betaal de huur.")


@pytest.fixture
def evidence(lesson: Lesson, case: Initiative) -> Evidence:
    return rests_on(lesson, case)


def groups(client: Client, address: str = "/lessen/les/") -> dict[str, Any]:
    return {group.stance.value: group for group in client.get(address).context["groups"]}


def the_item(client: Client, address: str = "/lessen/les/") -> Any:
    (item,) = [item for group in groups(client, address).values() for item in group.first]
    return item


# ---------------------------------------------------------------- the evidence
def test_evidence_says_where_it_comes_from_and_leads_to_the_words(client: Client, evidence: Evidence) -> None:
    item = the_item(client)
    html = client.get("/lessen/les/").content.decode()

    assert (item.words, item.title, item.note) == (WORDS, "Soep", "Let op dit.")
    assert item.place.startswith("Heerlen")
    assert item.url == f"/initiatieven/soep/#fragment-{evidence.passage_id}"
    assert f'id="fragment-{evidence.passage_id}"' in html
    assert f'href="{item.url}"' in html
    assert WORDS in html


def test_each_stance_has_its_own_place_also_without_evidence(client: Client, evidence: Evidence) -> None:
    found = groups(client)
    html = client.get("/lessen/les/").content.decode()

    assert list(found) == ["supports", "nuances", "contradicts"]
    assert [group.total for group in found.values()] == [1, 0, 0]
    assert all(f'id="{anchor}"' in html for anchor in ("ondersteunt", "nuanceert", "spreekt-tegen"))
    assert html.count('class="stance__none"') == 2


def test_what_is_proposed_or_dropped_is_not_shown(client: Client, evidence: Evidence, carla: User, fatma: User) -> None:
    weighing.drop(evidence, because="Draagt niet.", by=carla)
    weighing.propose(evidence.lesson, evidence.passage, stance=Stance.NUANCES, note="", by=fatma)

    assert not any(group.total for group in groups(client).values())


def test_a_passage_whose_text_changed_waits_and_leads_to_the_version_it_was_marked_in(
    client: Client, evidence: Evidence, case: Initiative
) -> None:
    publish_text(case, STORY.replace("schuift aan", "schuift soms aan"))

    item = the_item(client)
    html = client.get("/lessen/les/").content.decode()

    assert (item.condition, item.older) == (Condition.WAITS, 1)
    assert item.url == f"/initiatieven/soep/v1/#fragment-{evidence.passage_id}"
    assert item.words == WORDS
    assert html.count('class="notice notice--caution"') == 2  # nothing stands any more; and it waits for a look


def test_what_a_person_says_a_passage_reads_now_counts_and_says_what_it_read(
    client: Client, evidence: Evidence, case: Initiative, carla: User
) -> None:
    publish_text(case, STORY.replace("schuift aan", "schuift soms aan"))
    passage = Passage.objects.get(pk=evidence.passage_id)
    newer: Any = Initiative.objects.get(pk=case.pk).published_version
    there = find(reading_text(newer).text, "Wie nieuw is, schuift soms aan.")[0]
    following_texts.judge(passage, stands=(there.start, there.end), by=carla)

    item = the_item(client)

    assert (item.condition, item.words, item.marked) == (Condition.LIVING, "Wie nieuw is, schuift soms aan.", WORDS)
    assert item.url == f"/initiatieven/soep/#fragment-{passage.pk}"


def test_a_passage_that_is_gone_says_so(client: Client, evidence: Evidence, case: Initiative) -> None:
    publish_text(case, "<p>Een heel andere tekst over een tuin.</p>")

    assert the_item(client).condition == Condition.GONE


def test_of_a_withdrawn_case_nothing_can_be_read(
    client: Client, evidence: Evidence, case: Initiative, carla: User
) -> None:
    cases.withdraw(case, by=carla, reason="Op verzoek.")

    item, html = the_item(client), client.get("/lessen/les/").content.decode()

    assert item.condition == Condition.WITHDRAWN
    assert item.url == "/initiatieven/soep/"
    assert WORDS not in html
    assert "Let op dit." not in html
    assert ">Soep<" not in html


def test_a_lesson_without_passages_says_so(client: Client, lesson: Lesson) -> None:
    assert len(client.get("/lessen/les/").context["notices"]) == 1


def test_a_lesson_on_living_evidence_has_no_notice(client: Client, evidence: Evidence) -> None:
    assert client.get("/lessen/les/").context["notices"] == []


def test_a_shift_is_told_until_somebody_has_looked(client: Client, evidence: Evidence, carla: User) -> None:
    other = rests_on(evidence.lesson, evidence.passage.version.record, words="De gemeente betaalt de huur.")
    weighing.drop(other, because="Draagt niet.", by=carla)
    told = len(client.get("/lessen/les/").context["notices"])
    for shift in Shift.objects.to_look_at():
        weighing.look(shift, conclusion="De les blijft staan.", by=carla)

    assert (told, client.get("/lessen/les/").context["notices"]) == (1, [])


def test_an_earlier_version_shows_what_counted_until_the_next(
    client: Client, evidence: Evidence, lesson: Lesson, carla: User
) -> None:
    draft: Any = workflow.open_draft(lesson, by=None)
    workflow.publish(draft, by=None)
    later = rests_on(lesson, evidence.passage.version.record, words="De gemeente betaalt de huur.")
    weighing.drop(evidence, because="Draagt niet.", by=carla)

    assert the_item(client, "/lessen/les/v1/").key == evidence.passage_id
    assert the_item(client, "/lessen/les/").key == later.passage_id
    assert the_item(client, "/lessen/les/v2/").key == later.passage_id


def test_what_is_long_is_all_there_and_the_first_twenty_are_shown(client: Client, lesson: Lesson) -> None:
    paragraphs = "".join(f"<p>Zin nummer {number} staat hier.</p>" for number in range(30))
    long_case = a_case(summary=SUMMARY, body=paragraphs)
    for number in range(30):
        rests_on(lesson, long_case, words=f"Zin nummer {number} staat")

    group = groups(client)["supports"]

    assert (len(group.first), len(group.rest), group.total) == (AT_FIRST, 30 - AT_FIRST, 30)
    assert client.get("/lessen/les/").content.decode().count('id="fragment-') == 30


def test_it_says_in_how_many_cases_somebody_looked_in_vain(client: Client, evidence: Evidence, fatma: User) -> None:
    for case in (evidence.passage.version.record, a_case(), a_case()):
        version: Any = Initiative.objects.get(pk=case.pk).published_version
        Looked.objects.create(initiative=case, version=version, lesson=evidence.lesson, by=fatma)

    assert client.get("/lessen/les/").context["looked_in_vain"] == 2


def test_words_of_a_case_are_shown_as_words(client: Client, lesson: Lesson) -> None:
    rests_on(lesson, a_case(summary="<b>1 < 2 & 3</b>", body=STORY), words="<b>1 < 2 & 3</b>")

    assert "&lt;b&gt;1 &lt; 2 &amp; 3&lt;/b&gt;" in client.get("/lessen/les/").content.decode()


# ---------------------------------------------------------------- certainty
def test_without_a_judgement_it_says_that_there_is_none(client: Client, evidence: Evidence) -> None:
    assert client.get("/lessen/les/").context["sureness"] is None
    assert 'id="zekerheid"' in client.get("/lessen/les/").content.decode()


def test_the_newest_judgement_is_shown_with_its_reasons(client: Client, evidence: Evidence, carla: User) -> None:
    weighing.assess(evidence.lesson, {**SAID, "overall": "low"}, by=carla)
    weighing.assess(evidence.lesson, SAID, by=carla)

    sureness, html = client.get("/lessen/les/").context["sureness"], client.get("/lessen/les/").content.decode()

    assert (sureness.assessment.overall, sureness.by, sureness.is_outdated) == ("moderate", "Carla", False)
    assert [component.name for component in sureness.components] == ["methods", "coherence", "adequacy", "relevance"]
    assert all(SAID[f"{component.name}_reason"] in html for component in sureness.components)
    assert SAID["overall_reason"] in html


def test_who_judged_is_not_named_by_an_address(client: Client, evidence: Evidence, carla: User) -> None:
    weighing.assess(evidence.lesson, SAID, by=carla)
    carla.name = ""
    carla.save(update_fields=["name"])

    assert carla.email not in client.get("/lessen/les/").content.decode()


def test_a_judgement_is_outdated_once_the_evidence_differs(client: Client, evidence: Evidence, carla: User) -> None:
    weighing.assess(evidence.lesson, SAID, by=carla)
    rests_on(evidence.lesson, evidence.passage.version.record, words="De gemeente betaalt de huur.")

    assert client.get("/lessen/les/").context["sureness"].is_outdated


# ---------------------------------------------------------------- places
def test_cases_stand_on_the_map_and_under_their_kind_of_place(client: Client, evidence: Evidence) -> None:
    elsewhere = a_case(summary=SUMMARY, body=STORY, municipality="GM0599")
    rests_on(evidence.lesson, elsewhere, Stance.CONTRADICTS)
    rests_on(evidence.lesson, elsewhere, Stance.CONTRADICTS, words="De gemeente betaalt de huur.")
    rests_on(evidence.lesson, a_case(summary=SUMMARY, body=STORY, municipality=None, online=True), Stance.NUANCES)

    seen = client.get("/lessen/les/").context["seen"]

    assert (seen.cases, {tile.slug: tile.count for tile in seen.map.tiles}) == (3, {"heerlen": 1, "rotterdam": 1})
    for division in seen.divisions:
        assert [sum(counts) for counts in zip(*(kind.counts for kind in division.kinds), strict=True)] == [1, 1, 1]
        assert division.kinds[-1].counts == (0, 1, 0)  # online
    population, urbanity, provinces = seen.divisions
    assert [kind.counts for kind in population.kinds[:5]] == [(0, 0, 0), (0, 0, 0), (1, 0, 0), (0, 0, 0), (0, 0, 1)]
    assert len(urbanity.kinds) == 6
    assert [kind.label for kind in provinces.kinds[:2]] == ["Limburg", "Zuid-Holland"]


def test_a_former_municipality_counts_as_the_one_of_today(client: Client, lesson: Lesson) -> None:
    rests_on(lesson, a_case(summary=SUMMARY, body=STORY, municipality="GM0856"))  # Uden

    assert the_item(client).municipality.slug == "maashorst"
    assert client.get("/lessen/les/?gemeente=uden").context["here"].here == (1, 0, 0)


def test_it_tells_what_comes_from_places_like_ours(client: Client, evidence: Evidence) -> None:
    for code, stance in (("GM0935", Stance.NUANCES), ("GM0363", Stance.CONTRADICTS)):  # Maastricht, Amsterdam
        rests_on(evidence.lesson, a_case(summary=SUMMARY, body=STORY, municipality=code), stance)
    rests_on(evidence.lesson, a_case(summary=SUMMARY, body=STORY, municipality=None, online=True))

    response = client.get("/lessen/les/?gemeente=Heerlen")
    here = response.context["here"]

    assert (here.here, here.near, here.far) == ((1, 0, 0), (0, 1, 0), (1, 0, 1))
    assert [(each.municipality.slug, each.is_near) for each in here.places] == [
        ("maastricht", True),
        ("amsterdam", False),
    ]
    assert here.places[0].of("province").closeness == 1
    near = {item.title or item.key: item.near for group in response.context["groups"] for item in group.first}
    assert sum(1 for words in near.values() if words) == 2


def test_the_reader_weighs(client: Client, evidence: Evidence) -> None:
    rests_on(evidence.lesson, a_case(summary=SUMMARY, body=STORY, municipality="GM0363"), Stance.CONTRADICTS)

    address = "/lessen/les/?gemeente=rotterdam&zoals_aantal=5&w_provincie=0&w_inwoners=0"
    here = client.get(address).context["here"]

    assert here.likeness.number == 5
    assert here.places[0].of("province") is None
    assert here.places[0].of("population") is None


@pytest.mark.parametrize(
    "query",
    [
        *("gemeente=Bestaat+niet", "gemeente=Bergen", "gemeente=%00", "gemeente=%ED%A0%80", "gemeente=" + "x" * 5000),
        *("gemeente=heerlen&w_inwoners=99", "gemeente=heerlen&zoals_aantal=abc", "gemeente=heerlen&w_provincie=-1"),
        "gemeente=heerlen&w_inwoners=0&w_stedelijkheid=0&w_provincie=0",
    ],
)
def test_what_it_does_not_understand_is_named(client: Client, evidence: Evidence, query: str) -> None:
    response = client.get(f"/lessen/les/?{query}")

    assert response.status_code == 200
    assert response.context["here"].problems


def test_a_name_that_several_bear_gives_a_choice(client: Client, evidence: Evidence) -> None:
    here = client.get("/lessen/les/?gemeente=bergen").context["here"]

    assert here.likeness is None
    assert len(here.candidates) > 1


def test_a_lesson_without_passages_answers_too(client: Client, lesson: Lesson) -> None:
    response = client.get("/lessen/les/?gemeente=heerlen")

    assert (response.status_code, response.context["here"].here) == (200, (0, 0, 0))


# ---------------------------------------------------------------- the whole page
def test_it_has_a_citation_of_its_own_version(client: Client, lesson: Lesson) -> None:
    assert "/lessen/les/v1/" in client.get("/lessen/les/").context["citation"]


def test_visitors_get_no_cookie(client: Client, evidence: Evidence) -> None:
    assert not client.get("/lessen/les/?gemeente=heerlen").cookies


def queries_of(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"{address}?").status_code == 200
    return len(queries)


def test_the_number_of_queries_does_not_grow_with_the_evidence(client: Client, evidence: Evidence) -> None:
    few = queries_of(client, "/lessen/les/")
    for number, code in enumerate(("GM0599", "GM0363", "GM0014", "GM0935", "GM0344")):
        another = a_case(summary=f"{SUMMARY} {number}", body=STORY, municipality=code)
        rests_on(evidence.lesson, another, list(Stance)[number % 3])
        rests_on(evidence.lesson, another, Stance.SUPPORTS, words="De gemeente betaalt de huur.")

    assert queries_of(client, "/lessen/les/") == few
    assert few <= 20


def test_it_takes_as_many_queries_among_500_lessons_and_20_000_passages(client: Client, evidence: Evidence) -> None:
    few = queries_of(client, "/lessen/les/")
    large = many_lessons(499, 19_960)[0]
    long_case = a_case(summary=SUMMARY, body="".join(f"<p>Zin {number} staat hier.</p>" for number in range(200)))
    version: Any = long_case.published_version
    text = reading_text(version).text
    for number in range(200):
        start = text.index(f"Zin {number} staat")
        passage = Passage.objects.create(version=version, start=start, end=start + 4, exact=text[start : start + 4])
        place = passage.places.create(version=version, state="gevonden", start=start, end=start + 4, exact="Zin ")
        Passage.objects.filter(pk=passage.pk).update(place=place)
        Evidence.objects.create(lesson=large, passage=passage, stance=Stance.SUPPORTS, accepted_at=timezone.now())

    assert queries_of(client, f"/lessen/{large.slug}/") == few
    assert groups(client, f"/lessen/{large.slug}/")["supports"].total > 200


# ---------------------------------------------------------------- cards, and the page of a case
def test_the_page_of_a_case_shows_the_lessons_that_rest_on_its_passages(client: Client, evidence: Evidence) -> None:
    case = evidence.passage.version.record
    rests_on(evidence.lesson, case, Stance.CONTRADICTS, words="De gemeente betaalt de huur.")
    named = a_lesson(slug="genoemd", title="Zonder fragment")
    version: Any = named.published_version
    version.initiative_rows.create(initiative=case)

    (panel,) = [panel for panel in client.get("/initiatieven/soep/").context["panels"] if "lessons" in panel]

    assert [row.lesson.slug for row in panel["lessons"]] == ["les", "genoemd"]
    assert [bool(row.stances) for row in panel["lessons"]] == [True, False]
    assert panel["lessons"][0].stances.count(",") == 1


def test_a_case_without_lessons_has_no_panel_of_them(client: Client, case: Initiative) -> None:
    assert not [panel for panel in client.get("/initiatieven/soep/").context["panels"] if "lessons" in panel]


def test_a_card_says_what_to_do_and_how_sure_it_is(client: Client, evidence: Evidence) -> None:
    for address in ("/lessen/", "/"):
        html = client.get(address).content.decode()

        assert "Betaal de huur." in html
        assert 'class="certainty' in html
