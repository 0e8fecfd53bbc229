"""The list of lessons: exact counts by an oracle, what it says of each lesson, its feed, and how little it asks."""

from collections.abc import Iterable, Mapping
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.conf import settings as site
from django.db import connection, transaction
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from initiatives import workflow as cases_workflow
from initiatives.models import Initiative, InitiativeVersion, Theme
from initiatives.reading_text import reading_text
from initiatives.vocabulary_workflow import merge_terms
from lessons import weighing, workflow
from lessons.browsing import index
from lessons.browsing.listing import LessonResult
from lessons.marking import mark
from lessons.models import Certainty, Evidence, Ground, InitiativeInLesson, Lesson, LessonVersion, News, Stance
from places.register import register
from tests.factories import a_case, a_lesson, a_lesson_draft
from tests.lessons.many import many_lessons

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
BODY = "<p>Elke woensdag koken buren samen.</p><p>De gemeente betaalt de huur.</p>"
THEMES = ("ontmoeting", "armoede", "eten")
AUDIENCES = ("policy", "professional", "resident")
KINDS = ("buurthuis", "moestuin")
GROUPS = ("kinderen", "ouderen")
PLACES = ("GM0363", "GM0917", "GM1900", "GM0402")
LEVELS = {"high": "hoog", "moderate": "redelijk", "low": "laag", "very_low": "zeer-laag", "": "niet-beoordeeld"}


def listed(client: Client, query: str = "") -> list[str]:
    return [card.lesson.slug for card in client.get(f"/lessen/{query}").context["result"].cards]


def rests_on(lesson: Lesson, case: Initiative, stance: Stance = Stance.SUPPORTS, words: str = "koken") -> Evidence:
    version: Any = case.published_version
    start = reading_text(version).text.index(words)
    return weighing.propose(lesson, mark(version, start, start + len(words), by=None), stance=stance, note="", by=None)


def judged(lesson: Lesson, by: User, overall: Certainty) -> None:
    said = dict.fromkeys(("methods", "coherence", "adequacy", "relevance"), "minor")
    reasons = {f"{name}_reason": "Zo zit het." for name in (*said, "overall")}
    weighing.assess(lesson, {**said, **reasons, "overall": overall}, by=by)


# ------------------------------------------------------------ counts

cases = st.fixed_dictionaries(
    {
        "municipality": st.sampled_from([*PLACES, None]),
        "accommodations": st.lists(st.sampled_from(KINDS), unique=True),
        "target_groups": st.lists(st.sampled_from(GROUPS), unique=True),
        "is_withdrawn": st.booleans(),
    }
)
lessons = st.fixed_dictionaries(
    {
        "themes": st.lists(st.sampled_from(THEMES), unique=True),
        "audiences": st.lists(st.sampled_from(AUDIENCES), unique=True),
        "certainty": st.sampled_from(sorted(LEVELS)),
        "is_changed": st.booleans(),
        "is_withdrawn": st.booleans(),
        "named": st.sets(st.integers(0, 3), max_size=2),
        "rests_on": st.sets(st.integers(0, 3), max_size=2),
    }
)
QUESTIONS = {
    "thema": THEMES,
    "voor_wie": AUDIENCES,
    "zekerheid": (*LEVELS.values(), "verouderd"),
    "accommodatie": KINDS,
    "doelgroep": GROUPS,
    "provincie": ("fryslan", "friesland", "limburg", "noord-holland"),
}
questions = st.dictionaries(
    st.sampled_from(sorted(QUESTIONS)), st.sets(st.integers(0, 5), min_size=1, max_size=2), max_size=3
).map(lambda chosen: {name: {QUESTIONS[name][n % len(QUESTIONS[name])] for n in at} for name, at in chosen.items()})


def _described(lesson: Lesson) -> dict[str, set[str]]:
    """What a reader would say of a lesson, by facet: read from its own rows and those of the cases behind it."""
    version = LessonVersion.objects.get(pk=lesson.published_version_id)
    living = Evidence.objects.accepted().filter(lesson=lesson).values_list("passage__version__record", flat=True)
    named = InitiativeInLesson.objects.filter(version=version).values_list("initiative", flat=True)
    public = Initiative.objects.published().filter(pk__in={*living, *named})
    behind = [InitiativeVersion.objects.with_everything().get(pk=case.published_version_id) for case in public]
    ground, places = Ground.objects.get(pk=lesson.pk), register()
    today = [places.today(case.municipality_id) for case in behind if case.municipality_id]
    provinces = [places.province_of(code) for code in today if code]
    return {
        "thema": {theme.slug for theme in version.themes.all()},
        "voor_wie": set(version.audiences),
        "zekerheid": {LEVELS[ground.certainty], *(["verouderd"] if ground.is_outdated else [])},
        "accommodatie": {row.kind.slug for case in behind for row in case.accommodations.all() if row.kind},
        "doelgroep": {group.slug for case in behind for group in case.target_groups.all()},
        "provincie": {province.slug for province in provinces if province},
        "gemeente": {places.municipality(code).slug for code in today if code},
    }


def _oracle(
    everything: Iterable[Mapping[str, set[str]]], chosen: Mapping[str, set[str]]
) -> tuple[int, dict[tuple[str, str], int]]:
    counts: dict[tuple[str, str], int] = {}
    total = 0
    for has in everything:
        total += all(has[name] & wanted for name, wanted in chosen.items())
        for facet, slugs in has.items():
            if all(has[name] & wanted for name, wanted in chosen.items() if name != facet):
                for slug in slugs:
                    counts[facet, slug] = counts.get((facet, slug), 0) + 1
    return total, counts


def _query(chosen: Mapping[str, Iterable[str]]) -> QueryDict:
    query = QueryDict(mutable=True)
    for name, slugs in chosen.items():
        query.setlist(name, sorted(slugs))
    return query


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(cases, min_size=4, max_size=4), st.lists(lessons, max_size=5), st.lists(questions, max_size=4))
def test_counts_equal_the_oracle(carla: User, told: list, drawn: list, asked: list) -> None:
    with transaction.atomic():
        _check(carla, told, drawn, asked)
        transaction.set_rollback(True)


def _check(by: User, told: list, drawn: list, asked: list) -> None:
    stood = [_make_case(case) for case in told]
    made = [_make_lesson(lesson, stood, by) for lesson in drawn]
    LessonResult(QueryDict(""))  # whatever is kept from here on must notice what follows
    for case, said in zip(stood, told, strict=True):
        if said["is_withdrawn"]:
            cases_workflow.withdraw(case, by=None, reason="Op verzoek.")
    for lesson, said in zip(made, drawn, strict=True):
        if said["is_withdrawn"]:
            workflow.withdraw(lesson, by=None, reason="Op verzoek.")
    described = [_described(lesson) for lesson in Lesson.objects.published()]

    for chosen in [{}, *asked]:
        result = LessonResult(_query(chosen))
        resolved = {facet.name: {value.slug for value in values} for facet, values in result.chosen.items()}
        found = {(value.facet.name, value.slug): number for value, number in result.counts.by_value.items() if number}
        assert (result.total, found) == _oracle(described, resolved)
        assert len(result.cards) == result.total


def _make_case(said: Mapping[str, Any]) -> Initiative:
    return a_case(
        body=BODY,
        municipality=said["municipality"],
        online=said["municipality"] is None,
        accommodations=[("", kind, "") for kind in said["accommodations"]],
        target_groups=said["target_groups"],
    )


def _make_lesson(said: Mapping[str, Any], stood: list[Initiative], by: User) -> Lesson:
    draft = a_lesson_draft(themes=said["themes"], audiences=said["audiences"])
    for number in said["named"]:
        draft.initiative_rows.create(initiative=stood[number])
    workflow.publish(draft, by=None)
    lesson = Lesson.objects.get(pk=draft.record_id)
    if said["certainty"]:
        judged(lesson, by, Certainty(said["certainty"]))
    for number in said["rests_on"]:
        rests_on(lesson, stood[number])
    return lesson


# ------------------------------------------------------------ what it answers


def test_a_merger_counts_under_the_place_of_today(client: Client) -> None:
    rests_on(a_lesson(slug="les"), a_case(body=BODY, municipality="GM0683"))  # Wymbritseradiel, now Súdwest-Fryslân

    result = client.get("/lessen/?provincie=friesland").context["result"]

    assert [card.lesson.slug for card in result.cards] == ["les"]
    assert {value.slug for value, number in result.counts.by_value.items() if number} >= {"sudwest-fryslan", "fryslan"}


def test_evidence_that_is_only_proposed_or_dropped_does_not_count(client: Client, fatma: User, carla: User) -> None:
    lesson, case = a_lesson(slug="les"), a_case(body=BODY, accommodations=[("", "buurthuis", "")])
    version: Any = case.published_version
    start = reading_text(version).text.index("koken")
    passage = mark(version, start, start + 5, by=fatma)
    evidence = weighing.propose(lesson, passage, stance=Stance.SUPPORTS, note="", by=fatma)
    assert listed(client, "?accommodatie=buurthuis") == []

    weighing.accept(evidence, by=carla)
    assert listed(client, "?accommodatie=buurthuis") == ["les"]

    weighing.drop(evidence, because="Toch niet.", by=carla)
    assert listed(client, "?accommodatie=buurthuis") == []


def test_lessons_of_places_like_ours_with_the_reasons(client: Client) -> None:
    rests_on(a_lesson(slug="dichtbij"), a_case(body=BODY, municipality="GM0935"))  # Maastricht, for Heerlen
    rests_on(a_lesson(slug="verweg"), a_case(body=BODY, municipality="GM0184"))  # Urk
    a_lesson(slug="nergens")

    response = client.get("/lessen/?zoals=heerlen&w_provincie=9")
    result = response.context["result"]

    assert [card.lesson.slug for card in result.cards] == ["dichtbij"]
    assert {place.comparison.municipality.slug: place.count for place in result.places_like if place.count} == {
        "maastricht": 1
    }
    assert str(result.address) == "?zoals=heerlen&w_provincie=9"
    assert 'id="places-like"' in response.content.decode()


def test_words_find_lessons_in_the_order_of_how_well_they_fit(client: Client) -> None:
    a_lesson(slug="in-de-tekst", title="Iets anders", statement="Wie samen kookt, kent elkaar.", themes=["eten"])
    a_lesson(slug="in-de-titel", title="Koken verbindt", themes=["eten"])
    a_lesson(slug="niet", title="Wandelen")

    assert listed(client, "?q=koken") == ["in-de-titel", "in-de-tekst"]
    assert listed(client, "?q=koken&sorteer=nieuwste") == ["in-de-titel", "in-de-tekst"]
    assert listed(client, "?q=koken&sorteer=titel") == ["in-de-tekst", "in-de-titel"]
    assert listed(client, "?q=-koken") == ["niet"]
    assert client.get("/lessen/?q=koken").context["result"].counts.total == 2


def test_orders(client: Client, carla: User) -> None:
    for slug, title in (("b", "’t Anker"), ("a", "Boom"), ("c", "Cirkel")):
        a_lesson(slug=slug, title=title)
    judged(Lesson.objects.get(slug="c"), carla, Certainty.LOW)
    judged(Lesson.objects.get(slug="a"), carla, Certainty.HIGH)

    assert listed(client) == ["c", "a", "b"]
    assert listed(client, "?sorteer=titel") == ["b", "a", "c"]
    assert listed(client, "?sorteer=zekerheid") == ["a", "c", "b"]


def test_a_page_holds_twenty_and_there_is_none_past_the_end(client: Client) -> None:
    for _number in range(21):
        a_lesson()

    assert len(listed(client)) == 20
    assert len(listed(client, "?pagina=2")) == 1
    assert client.get("/lessen/?pagina=3").status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "voor_wie=niemand",
        "voor_wie=%00",
        "thema=%ED%A0%80",
        "zekerheid=heel-erg",
        "accommodatie=niet-bekend",
        "zoals=nergenshuizen",
        "zoals=heerlen&w_provincie=99",
        "sorteer=gemeente",
        "pagina=x",
        "doelgroep=" + "x" * 5000,
    ],
)
def test_what_it_does_not_know_is_named_and_left_out(client: Client, query: str) -> None:
    a_lesson(slug="les")
    rests_on(Lesson.objects.get(slug="les"), a_case(body=BODY, municipality="GM0935"))

    response = client.get(f"/lessen/?{query}")

    assert response.status_code == 200
    assert len(response.context["result"].problems) == 1
    assert [card.lesson.slug for card in response.context["result"].cards] == ["les"]


def test_marks_for_programs_and_values_without_results_stay_disabled(client: Client) -> None:
    a_lesson(slug="les", themes=["eten"], audiences=["policy"])

    html = client.get("/lessen/?thema=eten").content.decode()

    assert 'data-total="1"' in html
    assert 'data-slug="les"' in html
    assert 'data-facet="voor_wie" data-value="policy" data-count="1"' in html
    resident = html[html.index('data-value="resident" data-count="0"') :]
    assert " disabled" in resident[: resident.index(">", resident.index("<input"))]


def test_when_nothing_has_it_all_it_says_what_to_leave_out(client: Client) -> None:
    a_lesson(themes=["eten"])

    result = client.get("/lessen/?thema=eten&voor_wie=policy").context["result"]

    assert [(str(way.without), way.count) for way in result.relaxations] == [("?thema=eten", 1)]


def test_all_values_of_a_facet_have_a_page_of_their_own(client: Client) -> None:
    a_lesson(themes=["eten"], audiences=["policy"])

    html = client.get("/lessen/facet/thema/?voor_wie=policy").content.decode()

    assert 'data-facet="thema" data-value="eten" data-count="1"' in html
    assert 'name="voor_wie" value="policy"' in html
    assert client.get("/lessen/facet/gemeente/").status_code == 404


def test_a_part_is_sent_to_a_page_that_is_there_already(client: Client) -> None:
    a_lesson(slug="les")

    part = client.get("/lessen/", headers={"HX-Request": "true"})
    whole = client.get("/lessen/", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})

    assert "<html" not in part.content.decode()
    assert "<html" in whole.content.decode()
    assert {"HX-Request", "HX-History-Restore-Request"} <= {name.strip() for name in part.headers["Vary"].split(",")}
    assert not whole.cookies


# ------------------------------------------------------------ what it says of a lesson


def test_it_says_what_to_do_for_the_chosen_audience_first(client: Client) -> None:
    a_lesson(audiences=["policy", "resident"], for_policy="Betaal de huur.", for_residents="Kook samen.")

    def asks(query: str) -> list[str]:
        [card] = client.get(f"/lessen/{query}").context["result"].cards
        return [what for _who, what in card.asks]

    assert asks("") == ["Betaal de huur.", "Kook samen."]
    assert asks("?voor_wie=resident") == ["Kook samen.", "Betaal de huur."]


def test_it_counts_the_cases_for_and_against(client: Client) -> None:
    lesson = a_lesson(slug="les")
    first, second = a_case(body=BODY), a_case(body=BODY)
    for case, words, stance in (
        (first, "koken", Stance.SUPPORTS),
        (first, "buren", Stance.SUPPORTS),
        (first, "huur", Stance.CONTRADICTS),
        (second, "koken", Stance.SUPPORTS),
    ):
        rests_on(lesson, case, stance, words)

    ground = Ground.objects.get(pk=lesson.pk)
    assert (ground.cases_for, ground.cases_nuancing, ground.cases_against) == (2, 0, 1)
    cases_workflow.withdraw(second, by=None, reason="Op verzoek.")

    [card] = client.get("/lessen/").context["result"].cards
    assert (card.lesson.ground.cases_for, card.lesson.ground.cases_against) == (1, 1)
    assert card.lesson.ground.has_shifted
    assert "label--caution" in client.get("/lessen/").content.decode()


def test_a_judgement_that_is_outdated_says_so(client: Client, carla: User) -> None:
    lesson = a_lesson(slug="les")
    judged(lesson, carla, Certainty.HIGH)
    assert listed(client, "?zekerheid=verouderd") == []

    rests_on(lesson, a_case(body=BODY))

    assert listed(client, "?zekerheid=verouderd") == listed(client, "?zekerheid=hoog") == ["les"]


# ------------------------------------------------------------ what it keeps, and how little it asks


def test_it_follows_what_is_done_to_the_vocabulary(client: Client, carla: User) -> None:
    a_lesson(slug="les", themes=["eten"])
    assert listed(client, "?thema=eten") == ["les"]

    into, merged = Theme.objects.get(slug="sport"), Theme.objects.get(slug="eten")
    merge_terms(merged, into=into, by=carla)

    assert listed(client, "?thema=sport") == listed(client, "?thema=eten") == ["les"]


def test_it_keeps_nothing_that_its_own_transaction_has_changed() -> None:
    a_lesson(slug="les")
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER changes_in_order ON changes_change")  # so that no change gets its place
        assert LessonResult(QueryDict("")).total == 1
        workflow.withdraw(Lesson.objects.get(slug="les"), by=None, reason="Op verzoek.")

        assert LessonResult(QueryDict("")).total == 0


def test_lessons_are_read_in_three_queries_and_then_kept() -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            index.current()
        return len([query for query in asked if "changes_change" not in query["sql"]])

    rests_on(a_lesson(slug="les"), a_case(body=BODY))
    LessonResult(QueryDict(""))
    Lesson.objects.filter(slug="les").update(slug="anders")

    assert (queries(), queries()) == (3, 0)


@pytest.mark.parametrize(
    ("address", "number"),
    [
        ("/lessen/", 2),
        ("/lessen/?thema=eten&sorteer=zekerheid&pagina=2", 2),
        ("/lessen/?zoals=heerlen", 2),
        ("/lessen/?q=samen", 3),
        ("/lessen/facet/thema/", 1),
        ("/lessen/feed/", 2),
    ],
)
def test_the_number_of_queries_is_fixed(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, address: str, number: int
) -> None:
    case = a_case(body=BODY, municipality="GM0935")
    for _number in range(25):
        rests_on(a_lesson(themes=["eten"], statement="Samen koken."), case)
    client.get(address)

    with django_assert_num_queries(number):
        assert client.get(address).status_code == 200


def test_it_takes_no_more_queries_among_500_lessons_and_20_000_passages(client: Client) -> None:
    addresses = ("/lessen/", "/lessen/?zoals=heerlen&sorteer=zekerheid", "/lessen/feed/?voor_wie=policy")

    def queries() -> list[int]:
        counted = []
        for address in addresses:
            with CaptureQueriesContext(connection) as asked:
                assert client.get(address).status_code == 200
            counted.append(len(asked))
        return counted

    rests_on(a_lesson(audiences=["policy"]), a_case(body=BODY))
    client.get("/lessen/")
    few = queries()
    many_lessons(499, 19_960)
    client.get("/lessen/")

    assert queries() == few
    with CaptureQueriesContext(connection) as asked:
        Lesson.objects.filter(slug="veel-0").update(slug="anders")
        assert client.get("/lessen/").context["result"].total == 500
    assert len(asked) == 1 + 3 + 2  # the change, all lessons anew, and what the page asks


# ------------------------------------------------------------ the feed


def _entries(client: Client, query: str = "") -> list[tuple[str, str]]:
    response = client.get(f"/lessen/feed/{query}")
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ET.fromstring(response.content)  # noqa: S314 - our own
    return [
        (entry.findtext(f"{ATOM}id") or "", entry.findtext(f"{ATOM}title") or "")
        for entry in feed.findall(f"{ATOM}entry")
    ]


def test_the_feed_tells_what_changed_in_the_lessons_that_answer(client: Client, carla: User) -> None:
    lesson = a_lesson(slug="eten", title="Samen & <eten>", themes=["eten"])
    a_lesson(slug="sport", themes=["sport"])
    evidence = rests_on(lesson, a_case(body=BODY))
    judged(lesson, carla, Certainty.HIGH)

    found = _entries(client, "?thema=eten&pagina=7&thema=bestaat-niet")

    news = list(News.objects.filter(lesson=lesson).newest_first())
    at = f"{site.SITE_URL}/lessen/eten/"
    assert [address for address, _title in found] == [f"{at}#nieuws-{each.pk}" for each in news]
    assert [each.kind for each in news] == ["certainty", "evidence_added", "published"]
    assert all(title.startswith("Samen & <eten>: ") for _address, title in found)
    assert evidence.passage.exact not in client.get("/lessen/feed/").content.decode()


def test_the_feed_of_a_selection_says_where_it_comes_from(client: Client) -> None:
    a_lesson(themes=["eten"])

    feed = ET.fromstring(client.get("/lessen/feed/?thema=eten&sorteer=titel").content)  # noqa: S314 - our own

    links = {link.attrib["rel"]: link.attrib["href"] for link in feed.findall(f"{ATOM}link")}
    at = f"{site.SITE_URL}/lessen/"
    assert links == {"alternate": f"{at}?thema=eten", "self": f"{at}feed/?thema=eten"}
    assert 'href="/lessen/feed/?thema=eten"' in client.get("/lessen/?thema=eten").content.decode()
