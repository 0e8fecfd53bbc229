"""From a query to the cases that answer it, in the order in which readers see them."""

import tracemalloc
from collections.abc import Iterable

import pytest
from django.db import transaction
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from changes.models import Kind
from initiatives import index, workflow
from initiatives.catalogue import Result
from initiatives.models import CatalogueEntry, Initiative
from search import matching
from search.text_index import Asked, TextIndex
from tests.factories import a_case

pytestmark = pytest.mark.django_db

VOCABULARY = ("soep", "soepen", "soepkeuken", "keuken", "buurt", "huis", "buurthuis", "buurthuizen", "tuin", "feest")
documents = st.lists(
    st.tuples(*(st.lists(st.sampled_from(VOCABULARY), max_size=3).map(" ".join) for _field in range(3))), max_size=6
)
rolled_back = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def found_by(query: str) -> list[str]:
    """The slugs of the first page."""
    asked = QueryDict(mutable=True)
    asked["q"] = query
    result = Result(asked)
    slugs = [card.entry.slug for card in result.cards]
    assert len(slugs) == min(result.total, 20)
    return slugs


def some_cases(**titles: str) -> None:
    """Cases by slug and title, from old to new."""
    for slug, title in titles.items():
        a_case(slug=slug, title=title)


def test_title_stands_above_summary_above_story() -> None:
    a_case(slug="title", title="De moestuin van Oost")
    a_case(slug="summary", summary="Een moestuin voor iedereen.")
    a_case(slug="story", body="<p>Achter de flat ligt een moestuin.</p>")
    a_case(slug="other", title="De speeltuin")

    assert found_by("moestuin") == ["title", "summary", "story"]


def test_the_word_itself_stands_above_its_forms_above_compounds() -> None:
    some_cases(itself="Een maaltijd", form="Samen maaltijden maken", compound="De buurtmaaltijd", other="Een maal")

    assert found_by("maaltijd") == ["itself", "form", "compound"]
    assert found_by("maaltijden") == ["form", "itself", "compound"]


def test_a_compound_in_the_title_stands_above_the_word_itself_in_the_summary() -> None:
    a_case(slug="summary", summary="Een maaltijd.")
    a_case(slug="compound", title="De buurtmaaltijd")

    assert found_by("maaltijd") == ["compound", "summary"]


def test_the_newest_of_the_same_rank_stand_first() -> None:
    some_cases(oldest="Soep in Oost", middle="Soep in West", newest="Soep in Noord")

    assert found_by("soep") == ["newest", "middle", "oldest"]


def test_all_words_must_be_there() -> None:
    some_cases(both="Soep in de tuin", one="Soep met brood")

    assert found_by("soep tuin") == ["both"]
    assert found_by("tuin soep") == ["both"]
    assert found_by("soep tuin brood") == []


def test_words_in_a_row_are_found_as_such() -> None:
    some_cases(row="Samen eten in Oost", turned="Eten: samen in Oost", apart="Samen lekker eten")

    assert found_by('"samen eten"') == ["row"]
    assert set(found_by("samen eten")) == {"row", "turned", "apart"}
    assert found_by('-"samen eten" samen') == ["apart", "turned"]
    assert found_by('"samen eten" -oost') == []


def test_function_words_count_in_a_row() -> None:
    some_cases(one="Eten voor de buurt", other="Eten door de buurt")

    assert found_by('"voor de buurt"') == ["one"]


def test_words_in_a_row_are_found_in_the_story_when_the_title_has_another_form() -> None:
    a_case(slug="form", title="Buurthuizen in Oost", body="<p>Het kleine buurthuis aan de kade.</p>")
    a_case(slug="compound", title="De buurtmaaltijd", body="<p>Een warme maaltijd in Oost.</p>")

    assert found_by('"kleine buurthuis"') == ["form"]
    assert found_by('"warme maaltijd"') == ["compound"]


def test_words_in_a_row_with_function_words_are_excluded_from_stories() -> None:
    a_case(slug="row", title="Soep", body="<p>Bij het huis van de wijk.</p>")
    a_case(slug="apart", title="Soep", body="<p>In de wijk staat een huis.</p>")

    assert found_by('soep -"huis van de wijk"') == ["apart"]
    assert found_by('"huis van de wijk"') == ["row"]


def test_phrases_that_are_too_common_are_found_as_words_and_the_page_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching, "MOST_READ", 2)
    some_cases(apart="Soep uit de buurt", together="Soep buurt", huis="Huis feest")

    both = Result(QueryDict('q="soep buurt"'))
    with_another = Result(QueryDict('q="soep buurt" or "huis feest"'))

    assert (both.total, both.problems) == (1, [])
    assert (with_another.total, len(with_another.problems)) == (2, 1)
    assert [card.entry.slug for card in both.cards] == ["together"]


def test_what_is_excluded_is_excluded_in_all_its_forms_but_not_in_compounds() -> None:
    some_cases(plain="Soep", form="Soep in tuinen", compound="Soep uit de moestuin")

    assert found_by("soep -tuin") == ["compound", "plain"]
    assert found_by("-soep") == []


def test_alternatives_are_all_found() -> None:
    some_cases(soup="Soep", bread="Brood", both="Soep en brood", neither="Kaas")

    assert set(found_by("soep or brood")) == {"soup", "bread", "both"}
    assert set(found_by("soep -brood or kaas")) == {"soup", "neither"}


def test_function_words_alone_are_looked_for() -> None:
    some_cases(one="Van en voor ons", other="Door jou")

    assert found_by("van ons") == ["one"]
    assert found_by("de soep van ons") == []


def test_a_compound_finds_what_is_written_apart_and_the_other_way_round() -> None:
    some_cases(apart="Een buurt huis in Oost", together="Het buurthuis")

    assert set(found_by("buurthuis")) == {"apart", "together"}
    assert set(found_by("buurt huis")) == {"apart", "together"}


@pytest.mark.parametrize("title", ['Wel "of" niet -doen', "Soep or brood?!", "-", "C++ -Soep", "“Thuis” – 2017"])
def test_a_title_with_signs_that_mean_something_finds_its_own(title: str) -> None:
    some_cases(older="Wel of niet doen", same=title, newer="Soep or brood -2017")

    assert found_by(title)[0] == "same"


def test_a_title_does_not_undo_what_is_excluded() -> None:
    some_cases(title="Soep stamppot", other="Soep")

    assert found_by("soep -stamppot") == ["other"]


def test_a_telling_last_part_answers_where_few_have_it_and_general_ones_do_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("search.matching.RARE", 2)
    some_cases(one="Brood", other="Kaas", another="Wijn")
    some_cases(choir="Het koor van Oost", day="Een dag in Oost")

    assert found_by("zangkoor") == ["choir"]
    assert found_by("oogstdag") == []
    some_cases(second="Nog een koor", third="Weer een koor", fourth="Alweer een koor", fifth="Een koor")
    assert found_by("zangkoor") == []


def test_what_a_typing_error_makes_unknown_is_found_and_said() -> None:
    some_cases(one="Een moestuin")
    asked = QueryDict(mutable=True)
    asked["q"] = "moestuun"

    result = Result(asked)

    assert [card.entry.slug for card in result.cards] == ["one"]
    assert result.matches is not None
    assert result.matches.corrected == {"moestuun": "moestuin"}


@pytest.mark.parametrize(
    "text", ["\0", "\ud800", "a\0b -\0", "\u202esoep", "👩‍👩‍👧", "'; DROP TABLE", "(((((", "%_%", "x" * 600]
)
def test_hostile_texts_find_nothing_and_harm_nothing(text: str) -> None:
    some_cases(one="Eten")

    assert index.current().ask(matches=index.current().match(text)).counts.total <= 1


@given(st.text(max_size=80))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_has_an_answer(text: str) -> None:
    catalogue = index.current()
    matches = catalogue.match(text)

    assert matches is None or len(matches.numbers) == sum(len(tier) for tier in matches.tiers)


@rolled_back
@given(documents, st.sampled_from(VOCABULARY), st.sampled_from(VOCABULARY))
def test_words_narrow_widen_and_exclude_as_sets_do(texts: list, one: str, other: str) -> None:
    with transaction.atomic():
        for title, summary, body in [*texts, (*VOCABULARY[:2], " ".join(VOCABULARY))]:
            a_case(title=title, summary=summary, body=body)
        found = {
            query: numbers_of(query)
            for query in (one, other, f"{one} {other}", f"{one} or {other}", f"{one} -{other}", f"-{other}")
        }
        everything = set(CatalogueEntry.objects.values_list("number", flat=True))
        transaction.set_rollback(True)

    assert found[f"{one} {other}"] == found[one] & found[other]
    assert found[f"{one} or {other}"] == found[one] | found[other]
    assert found[f"{one} -{other}"] == found[one] & found[f"-{other}"]
    assert everything - found[other] <= found[f"-{other}"]


def numbers_of(query: str) -> set[int]:
    matches = index.current().match(query)
    assert matches is not None
    assert matches.corrected == {}
    return set(matches.numbers)


@rolled_back
@given(st.lists(st.tuples(st.sampled_from(["add", "edit", "withdraw"]), st.integers(0, 5), documents), max_size=8))
def test_an_index_kept_by_the_log_equals_one_read_anew(changes: list) -> None:
    asked = [Asked(word) for word in VOCABULARY] + [Asked("=" + word) for word in VOCABULARY]
    with transaction.atomic():
        made: list[Initiative] = []
        for kind, number, texts in changes:
            change(made, kind, number, texts)
            kept, fresh = index.current().text.find(asked), TextIndex(CatalogueEntry, Kind.ENTRIES).find(asked)
            assert {each: contents(kept[each].levels.items()) for each in asked} == {
                each: contents(fresh[each].levels.items()) for each in asked
            }
        transaction.set_rollback(True)


def contents(levels: Iterable[tuple]) -> dict:
    return {score: set(numbers) for score, numbers in levels if numbers}


def change(made: list[Initiative], kind: str, number: int, texts: list) -> None:
    """Publish a case, publish another version of one, or withdraw one."""
    title, summary, body = texts[0] if texts else ("", "", "")
    if kind == "add" or not made:
        made.append(a_case(title=title, summary=summary, body=body))
    elif kind == "withdraw":
        workflow.withdraw(made.pop(number % len(made)), by=None, reason="Op verzoek.")
    else:
        draft = workflow.open_draft(made[number % len(made)], by=None)
        draft.title, draft.summary, draft.body = title or draft.title, summary, body
        draft.save(update_fields=["title", "summary", "body"])
        workflow.publish(draft, by=None)


def test_what_is_kept_of_long_questions_stays_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.text_index.MOST_BYTES", 100_000)
    kept = TextIndex(CatalogueEntry, Kind.ENTRIES)
    kept.find([Asked("==eerste")])
    tracemalloc.start()
    try:
        for number in range(200):
            kept.find([Asked("==" + "\U0001f600" * 480 + str(number))])
        grown, _peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert grown < 200_000
