"""Marking passages in the workspace, saying what became of them, and their permanent address."""

import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from initiatives import workflow as cases
from initiatives.models import Initiative, InitiativeVersion, Theme
from initiatives.reading_text import reading_text
from lessons import weighing
from lessons.marking import mark
from lessons.models import Coding, Evidence, Lesson, Passage, PassagePlace, PassageState, Stance
from lessons.quoting import find
from tests.administration import signed_in
from tests.factories import a_case, a_lesson, a_lesson_draft, a_publication

pytestmark = pytest.mark.django_db

WORDS = "Wie nieuw is, schuift gewoon aan."
STORY = (
    "<p>Elke woensdag koken buren samen in het buurthuis.</p>"
    f"<p>{WORDS} Dat trekt ook mensen die anders thuis blijven.</p>"
    "<p>De gemeente betaalt de huur. Elke woensdag is er soep.</p>"
)
NEW, LIST = "/werkplek/fragmenten/nieuw/", "/werkplek/fragmenten/"


@pytest.fixture
def case() -> Initiative:
    return a_case(slug="soep", summary="Samen koken.", body=STORY)


@pytest.fixture
def page(fatma: User) -> Client:
    return signed_in(fatma)


def version_of(case: Initiative) -> InitiativeVersion:
    return Initiative.objects.select_related("published_version").get(pk=case.pk).published_version  # type: ignore[return-value]


def span(case: Initiative, words: str) -> str:
    found = find(reading_text(version_of(case)).text, words)[0]
    return f"{found.start}-{found.end}"


def marked(case: Initiative, words: str = WORDS, by: User | None = None) -> Passage:
    found = find(reading_text(version_of(case)).text, words)[0]
    return mark(version_of(case), found.start, found.end, by=by)


def revised(case: Initiative, body: str) -> InitiativeVersion:
    draft: Any = cases.open_draft(Initiative.objects.get(pk=case.pk), by=None)
    InitiativeVersion.objects.filter(pk=draft.pk).update(body=body)
    return cases.publish(draft, by=None)


# ---------------------------------------------------------------- marking
def test_words_are_found_in_the_version_and_shown_where_they_stand(case: Initiative, page: Client) -> None:
    response = page.get(NEW, {"versie": version_of(case).pk, "woorden": "Wie  nieuw is,\nschuift gewoon aan."})

    assert response.status_code == 200
    assert [place.exact for place in response.context["places"]] == [WORDS]
    assert response.context["form"] is not None


def test_words_in_several_places_are_told_apart_by_what_stands_before_or_by_the_person(
    case: Initiative, page: Client
) -> None:
    said = {"versie": version_of(case).pk, "woorden": "Elke woensdag"}

    both = page.get(NEW, said)
    assert len(both.context["places"]) == 2
    assert both.context["form"] is None
    one = page.get(NEW, said | {"ervoor": "De gemeente betaalt de huur."})
    assert [place.start for place in one.context["places"]] == [both.context["places"][1].start]
    chosen = page.get(NEW, said | {"plaats": both.context["places"][0].key})
    assert [place.start for place in chosen.context["places"]] == [both.context["places"][0].start]


def test_words_that_are_not_there_are_kept_with_what_is_wrong(case: Initiative, page: Client) -> None:
    response = page.get(NEW, {"versie": version_of(case).pk, "woorden": "Zoiets staat er niet"})

    assert response.status_code == 422
    assert "Zoiets staat er niet</textarea>" in response.content.decode()


def test_sentences_are_chosen_from_the_first_to_the_last(case: Initiative, page: Client) -> None:
    said = {"versie": version_of(case).pk, "zin": [span(case, WORDS), span(case, "De gemeente betaalt de huur.")]}

    place = page.get(NEW, said).context["places"][0]

    assert place.exact.startswith(WORDS)
    assert place.exact.endswith("De gemeente betaalt de huur.")


def test_marking_for_a_lesson_and_with_a_theme_leads_back_to_the_words(
    case: Initiative, page: Client, fatma: User
) -> None:
    lesson, theme = a_lesson(), Theme.objects.get(slug="ontmoeting")
    said = {"plaats": span(case, WORDS), "woorden": WORDS, "lesson": lesson.pk, "stance": "nuances", "note": "Soms."}

    response = page.post(f"{NEW}?versie={version_of(case).pk}", said | {"theme": theme.pk, "theme_note": "Kern"})

    passage = Passage.objects.get()
    assert response.headers["Location"] == f"/initiatieven/soep/#fragment-{passage.pk}"
    assert (passage.exact, passage.by) == (WORDS, fatma)
    evidence = Evidence.objects.get()
    assert (evidence.lesson, evidence.stance, evidence.note, evidence.is_proposed) == (lesson, "nuances", "Soms.", True)
    assert Coding.objects.filter(passage=passage, theme=theme, by=fatma, note="Kern").exists()


def test_a_permanent_version_is_marked_itself(case: Initiative, page: Client) -> None:
    old = version_of(case)
    revised(case, "<p>Anders.</p>")
    said = {"woorden": WORDS, "theme": Theme.objects.get(slug="ontmoeting").pk}

    response = page.post(f"{NEW}?versie={old.pk}", said)

    passage: Any = Passage.objects.get()
    assert response.headers["Location"] == f"/initiatieven/soep/v1/#fragment-{passage.pk}"
    assert passage.version == old
    assert passage.place.state == PassageState.ORPHANED


@pytest.mark.parametrize(
    "wrong",
    [
        {"lesson": "", "theme": ""},
        {"lesson": "0"},
        {"lesson": "abc"},
        {"stance": ""},
        {"stance": "hates"},
        {"theme": "999999"},
        {"note": "x" * 5000},
        {"plaats": "9-2"},
        {"plaats": "99999999-999999999"},
        {"plaats": "\x00", "woorden": "\x00"},
        {"woorden": "x" * 6000, "plaats": ""},
        {"woorden": "staat er niet", "plaats": ""},
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(case: Initiative, page: Client, wrong: dict[str, str]) -> None:
    good = {"plaats": span(case, WORDS), "lesson": str(a_lesson().pk), "stance": "supports", "note": "Mijn noot"}
    said = good | wrong
    if "theme" in wrong and "lesson" in wrong:
        said["lesson"] = ""

    response = page.post(f"{NEW}?versie={version_of(case).pk}", said)

    assert response.status_code == 422
    assert Passage.objects.count() == 0
    if response.context["form"] and "note" not in wrong:
        assert "Mijn noot" in response.content.decode()


def test_a_passage_stands_with_a_lesson_once(case: Initiative, page: Client) -> None:
    said = {"woorden": WORDS, "lesson": a_lesson().pk, "stance": "supports"}
    address = f"{NEW}?versie={version_of(case).pk}"
    assert page.post(address, said).status_code == 302

    assert page.post(address, said).status_code == 422
    assert Evidence.objects.count() == 1


@pytest.mark.parametrize("version", ["", "abc", "0", "99999999999999999999", "-1", "²"])
def test_a_version_that_is_not_there_cannot_be_marked(page: Client, version: str) -> None:
    assert page.get(NEW, {"versie": version}).status_code == 404


def test_drafts_and_withdrawn_cases_cannot_be_marked(case: Initiative, page: Client, carla: User) -> None:
    draft: Any = cases.open_draft(case, by=None)
    assert page.get(NEW, {"versie": draft.pk}).status_code == 404
    cases.withdraw(case, by=carla, reason="Op verzoek.")
    assert page.get(NEW, {"versie": version_of(case).pk}).status_code == 404


def test_lessons_near_to_the_case_are_suggested_and_drafts_can_be_chosen(page: Client) -> None:
    case = a_case(body=STORY, themes=["eten"])
    near, far, draft = a_lesson(title="Dichtbij", themes=["eten"]), a_lesson(title="Ver"), a_lesson_draft(title="Nieuw")

    form = page.get(NEW, {"versie": version_of(case).pk, "woorden": WORDS}).context["form"]

    groups = [[key for key, _title in group] for _name, group in form.fields["lesson"].widget.choices[1:]]
    assert groups == [[near.pk], [far.pk], [draft.record_id]]


def test_who_marked_words_can_take_the_mark_off_until_something_rests_on_them(
    case: Initiative, page: Client, fatma: User, carla: User
) -> None:
    own, used, others = marked(case, by=fatma), marked(case, "De gemeente", fatma), marked(case, "de huur", carla)
    weighing.propose(a_lesson(), used, stance=Stance.SUPPORTS, note="", by=fatma)
    weighing.code(own, Theme.objects.get(slug="ontmoeting"), note="", by=fatma)

    for each in (own, used, others):
        assert page.post(f"{LIST}{each.pk}/verwijdering/").status_code == 302

    assert set(Passage.objects.all()) == {used, others}


def test_one_takes_off_only_themes_one_gave(case: Initiative, page: Client, fatma: User, carla: User) -> None:
    passage, theme = marked(case, by=fatma), Theme.objects.get(slug="ontmoeting")
    own, others = (weighing.code(passage, theme, note="", by=each) for each in (fatma, carla))

    for each in (own, others):
        assert page.post(f"{LIST}{passage.pk}/coderingen/{each.pk}/").status_code == 302

    assert list(Coding.objects.all()) == [others]


# ---------------------------------------------------------------- what became of it
@pytest.fixture
def changed(case: Initiative, fatma: User) -> Passage:
    passage = marked(case, by=fatma)
    revised(case, STORY.replace("nieuw is", "net komt kijken"))
    return Passage.objects.select_related("place").get(pk=passage.pk)


def place_of(passage: Passage) -> PassagePlace:
    return Passage.objects.select_related("place").get(pk=passage.pk).place  # type: ignore[return-value]


def test_what_waits_is_listed_with_the_words_that_differ(changed: Passage, page: Client) -> None:
    response = page.get(LIST)

    ((passage, judging),) = response.context["items"]
    assert passage == changed
    assert [run.text for run in judging.changes if run.kind == "gone"] == ["nieuw is"]
    assert [run.text for run in judging.changes if run.kind == "new"] == ["net komt kijken"]
    start = page.get("/werkplek/")
    assert [group.name for group in start.context["waiting"]] == ["passages"]


def test_saying_that_this_is_it(changed: Passage, page: Client, fatma: User, case: Initiative) -> None:
    place = place_of(changed)
    said = {"versie": place.version_id, "plaats": f"{place.start}-{place.end}", "besluit": "hier"}

    assert page.post(f"{LIST}{changed.pk}/plaats/", said).headers["Location"] == LIST

    assert (place_of(changed).by, place_of(changed).waits) == (fatma, False)
    assert page.get(LIST).context["items"] == []


def test_saying_that_it_is_gone(changed: Passage, page: Client) -> None:
    said = {"versie": place_of(changed).version_id, "besluit": "weg"}

    page.post(f"{LIST}{changed.pk}/plaats/", said)

    assert (place_of(changed).state, place_of(changed).start, place_of(changed).waits) == ("verweesd", None, False)


def test_who_judges_it_sees_what_leans_on_it(changed: Passage, page: Client) -> None:
    lesson = a_lesson()
    publication = a_publication(lessons=[lesson])
    weighing.propose(lesson, changed, stance=Stance.SUPPORTS, note="", by=None)
    weighing.propose(
        a_lesson(), marked(changed.version.record, "Samen koken."), stance=Stance.NUANCES, note="", by=None
    )

    leanings = page.get(f"{LIST}{changed.pk}/").context["leanings"]

    assert [each.record for each in leanings] == [lesson, publication]


@pytest.mark.parametrize("way", ["woorden", "zin"])
def test_saying_where_it_stands(case: Initiative, page: Client, fatma: User, way: str) -> None:
    passage = marked(case, by=fatma)
    revised(case, "<p>Iedereen is welkom. Ook zonder aanmelden.</p>")
    assert place_of(passage).state == PassageState.ORPHANED
    words = "Ook zonder aanmelden."
    said = {"woorden": words} if way == "woorden" else {"zin": span(case, words)}

    page.post(f"{LIST}{passage.pk}/plaats/", said | {"versie": place_of(passage).version_id, "besluit": "elders"})

    assert place_of(passage).exact == words


def test_a_passage_with_several_candidates_offers_them(case: Initiative, page: Client, fatma: User) -> None:
    passage = marked(case, by=fatma)
    revised(case, f"<p>{WORDS}</p><p>Iets heel anders hier.</p><p>{WORDS}</p>")
    assert place_of(passage).state == PassageState.AMBIGUOUS

    ((_passage, judging),) = page.get(LIST).context["items"]

    assert [each.exact for each in judging.candidates] == [WORDS, WORDS]
    second = judging.candidates[1]
    said = {"versie": place_of(passage).version_id, "plaats": second.key, "besluit": "hier"}
    page.post(f"{LIST}{passage.pk}/plaats/", said)
    assert place_of(passage).start == second.start


@pytest.mark.parametrize(
    "wrong", [{"woorden": "staat er niet"}, {"plaats": "5-1"}, {}, {"zin": "x"}, {"woorden": "\x00"}]
)
def test_words_that_are_nowhere_are_no_place(changed: Passage, page: Client, wrong: dict[str, str]) -> None:
    said = {"versie": place_of(changed).version_id, "besluit": "elders"} | wrong

    response = page.post(f"{LIST}{changed.pk}/plaats/", said)

    assert response.status_code == 422
    assert place_of(changed).waits
    if wrong.get("woorden") == "staat er niet":
        assert "staat er niet</textarea>" in response.content.decode()


def test_who_looked_at_an_older_text_looks_again(changed: Passage, page: Client, case: Initiative) -> None:
    place = place_of(changed)
    said = {"versie": place.version_id, "plaats": f"{place.start}-{place.end}", "besluit": "hier"}
    revised(case, STORY.replace("nieuw is", "hier nooit eerder was"))

    page.post(f"{LIST}{changed.pk}/plaats/", said)

    assert place_of(changed).by is None


def test_its_page_tells_where_it_stood_and_gives_it_to_a_lesson(changed: Passage, page: Client) -> None:
    lesson = a_lesson()

    response = page.get(f"{LIST}{changed.pk}/")
    assert [place.state for place in response.context["passage"].places.all()] == ["gevonden", "gewijzigd"]
    assert page.post(f"{LIST}{changed.pk}/", {"lesson": lesson.pk}).status_code == 422
    assert page.post(f"{LIST}{changed.pk}/", {"lesson": lesson.pk, "stance": "supports"}).status_code == 302
    assert Evidence.objects.get().lesson == lesson


def test_the_list_is_asked_by_state_case_and_lesson(case: Initiative, changed: Passage, page: Client) -> None:
    other = marked(a_case(slug="tuin", body="<p>De tuin is open voor iedereen.</p>"), "De tuin")
    weighing.propose(a_lesson(slug="groen"), other, stance=Stance.SUPPORTS, note="", by=None)

    def found(query: str) -> set[Any]:
        return {passage for passage, _judging in page.get(f"{LIST}{query}").context["items"]}

    assert found("") == found("?staat=gewijzigd") == found("?casus=soep") == found("?staat=onzin") == {changed}
    assert found("?staat=alle") == {changed, other}
    assert found("?staat=gevonden") == found("?staat=alle&les=groen") == {other}
    assert found("?casus=tuin") == found("?les=groen") == found("?casus=%00") - {changed} == set()
    assert page.get(f"{LIST}?staat=alle&pagina=2").status_code == 404


# ---------------------------------------------------------------- many
def many(case: Initiative, number: int) -> None:
    """So many passages that wait, with evidence for one of several lessons each."""
    version = version_of(case)
    text = reading_text(version).text
    lessons = [a_lesson() for _ in range(3)]
    spans = [(start, end) for start in range(len(text) - 2) for end in range(start + 2, len(text))][:number]
    made = Passage.objects.bulk_create(
        Passage(version=version, start=start, end=end, exact=text[start:end]) for start, end in spans
    )
    places = PassagePlace.objects.bulk_create(
        PassagePlace(passage=each, version=version, state="gewijzigd", start=each.start, end=each.end, exact=each.exact)
        for each in made
    )
    for passage, place in zip(made, places, strict=True):
        passage.place = place
    Passage.objects.bulk_update(made, ["place"], batch_size=1000)
    Evidence.objects.bulk_create(
        Evidence(lesson=lessons[passage.pk % 3], passage=passage, stance="supports") for passage in made
    )


def test_pages_ask_as_much_of_twenty_thousand_passages(
    fatma: User, carla: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    case = a_case(slug="veel", body=STORY + "<p>En nog wat woorden voor dit verhaal, en nog een paar.</p>", by=fatma)
    many(case, 20_000)
    passage: Any = Passage.objects.last()
    editor = signed_in(carla)
    editor.get("/werkplek/")

    for address, most in (
        (LIST, 14),
        (f"{LIST}?staat=alle&casus=veel", 14),
        (f"{LIST}?staat=gewijzigd&pagina=900", 14),
        (f"{LIST}{passage.pk}/", 20),
        ("/werkplek/", 22),
    ):
        with django_assert_max_num_queries(most):
            assert editor.get(address).status_code == 200


# ---------------------------------------------------------------- its permanent address
def test_visitors_come_to_the_version_in_which_a_passage_was_marked(client: Client, case: Initiative) -> None:
    passage = marked(case)
    weighing.propose(a_lesson(), passage, stance=Stance.SUPPORTS, note="", by=None)
    revised(case, "<p>Anders.</p>")

    response = client.get(f"/fragmenten/{passage.pk}/")

    assert response.headers["Location"] == f"/initiatieven/soep/v1/#fragment-{passage.pk}"


def test_visitors_do_not_find_a_passage_that_no_public_lesson_rests_on(
    client: Client, page: Client, case: Initiative, fatma: User
) -> None:
    passage = marked(case, by=fatma)
    weighing.propose(a_lesson(), passage, stance=Stance.SUPPORTS, note="", by=fatma)

    assert client.get(f"/fragmenten/{passage.pk}/").status_code == 404
    assert client.get("/fragmenten/99999999999999999999/").status_code == 404
    assert page.get(f"/fragmenten/{passage.pk}/").status_code == 302


def test_a_passage_of_a_withdrawn_case_says_so(client: Client, page: Client, case: Initiative, carla: User) -> None:
    passage = marked(case)
    weighing.propose(a_lesson(), passage, stance=Stance.SUPPORTS, note="", by=None)
    cases.withdraw(case, by=carla, reason="Op verzoek.")

    assert client.get(f"/fragmenten/{passage.pk}/").status_code == 410
    assert page.get(f"/fragmenten/{passage.pk}/").status_code == 410


def test_only_researchers_are_offered_to_mark(client: Client, page: Client, case: Initiative, rik: User) -> None:
    link = re.compile(r"/werkplek/fragmenten/nieuw/\?versie=(\d+)")

    assert link.findall(page.get("/initiatieven/soep/").content.decode())[0] == str(version_of(case).pk)
    assert not link.search(client.get("/initiatieven/soep/").content.decode())
    assert not link.search(signed_in(rik).get("/initiatieven/soep/").content.decode())
    assert Lesson.objects.count() == 0
