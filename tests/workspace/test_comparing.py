"""Comparing versions of a case: all that differs is shown, and nothing else; in a fixed number of queries."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from curation.word_changes import Kind
from initiatives import workflow
from initiatives.models import Accommodation, InitiativePicture, InitiativeVersion, Involvement, Source
from media.intake import take
from tests.administration import signed_in
from tests.factories import a_case, a_draft
from tests.media.pictures import a_jpeg, upload
from tests.workspace.pages import address_of
from workspace.comparing.readable import story_as_text
from workspace.comparing.rows import matched

db = pytest.mark.django_db


def shown(user: User, version: InitiativeVersion, query: str = "") -> dict[str, Any]:
    """What the page says differs, by the name of the part."""
    response = signed_in(user).get(f"{address_of(version)}verschil/{query}")
    assert response.status_code == 200
    return {each.part.name: each for _section, parts in response.context["sections"] for each in parts}


def revised(fatma: User, **fields: Any) -> InitiativeVersion:
    case = a_case(by=fatma, **fields)
    draft: Any = workflow.open_draft(case, by=fatma)
    return draft


@db
def test_one_click_shows_each_part_that_differs_from_what_is_published(fatma: User) -> None:
    draft = revised(
        fatma,
        title="Soep",
        summary="Zij koken soep.",
        body="<h2>Begin</h2><p>Het begon klein.</p>",
        themes=["ontmoeting"],
        actors=[("De Haard", "welzijn"), ("Gemeente", "welzijn")],
        accommodations=[("Zaal", "buurthuis", "publiek")],
        sources=["https://voorbeeld.nl/"],
    )
    InitiativeVersion.objects.filter(pk=draft.pk).update(
        summary="Zij koken stamppot.", body="<h3>Begin</h3><p>Het begon klein.</p>", uncertain=["themes"]
    )
    draft.theme_rows.all().delete()
    Involvement.objects.filter(version=draft, actor__name="Gemeente").delete()
    Accommodation.objects.filter(version=draft).update(access="commercieel")
    Source.objects.create(version=draft, title="Verslag")

    found = shown(fatma, draft)

    assert list(found) == ["summary", "themes", "actors", "accommodations", "story", "sources"]
    assert [(run.kind, run.text) for run in found["summary"].texts[0].runs][1:3] == [
        (Kind.GONE, "soep"),
        (Kind.NEW, "stamppot"),
    ]
    assert [text.runs[-1].kind for text in found["themes"].texts] == [Kind.GONE, Kind.NEW]
    assert [(row.kind, row.words) for row in found["actors"].rows] == [("gone", "Gemeente, welzijnsorganisatie")]
    assert [row.kind for row in found["accommodations"].rows] == ["changed"]
    assert [(row.kind, row.words) for row in found["sources"].rows] == [("new", "Verslag")]
    assert found["story"].texts[0].runs[0].text == "##"


@db
def test_two_that_say_the_same(fatma: User) -> None:
    assert shown(fatma, revised(fatma, summary="Gelijk")) == {}


@db
def test_marks_that_differ_are_told(fatma: User) -> None:
    draft = revised(fatma, body="<p>Het begon klein.</p>")
    InitiativeVersion.objects.filter(pk=draft.pk).update(body="<p>Het begon <em>klein</em>.</p>")

    assert shown(fatma, draft)["story"].texts[0].is_marks


@db
def test_any_two_can_be_compared(fatma: User) -> None:
    draft = revised(fatma, summary="Eerst")
    InitiativeVersion.objects.filter(pk=draft.pk).update(summary="Dan")
    kept = workflow.keep_moment(draft, label="Tussenstand", by=fatma)
    InitiativeVersion.objects.filter(pk=draft.pk).update(summary="Nu")

    assert [run.text for run in shown(fatma, draft, f"?van=v1&naar=m{kept.pk}")["summary"].texts[0].runs] == [
        "Eerst",
        "Dan",
    ]
    assert shown(fatma, draft, f"?van=m{kept.pk}&naar=concept")["summary"].texts[0].runs[0].text == "Dan"
    assert "summary" in shown(fatma, draft, "?van=v1&naar=niets")
    assert shown(fatma, draft, "?van=niets&naar=niets") == {}


@db
@pytest.mark.parametrize("query", ["?van=v9", "?naar=m1", "?van=%00", "?van=../"])
def test_what_is_no_version_of_this_case_does_not_exist(fatma: User, query: str) -> None:
    draft = revised(fatma)

    assert signed_in(fatma).get(f"{address_of(draft)}verschil/{query}").status_code == 404


@db
def test_a_case_that_was_never_published_is_new_as_a_whole(fatma: User) -> None:
    draft = a_draft(by=fatma, summary="Alles", sources=["https://voorbeeld.nl/"])

    found = shown(fatma, draft)

    assert {"title", "summary", "municipality", "sources"} <= found.keys()
    assert all(run.kind == Kind.NEW for run in found["summary"].texts[0].runs)


@db
def test_pictures_are_shown_beside_each_other(fatma: User) -> None:
    draft = revised(fatma)
    published = draft.record.published_version
    for version, colour, width in ((published, "red", 64), (draft, "blue", 80)):
        picture = take(upload(a_jpeg((width, 48))), by=fatma)
        InitiativePicture.objects.create(version=version, picture=picture, alternative_text=colour)

    rows = shown(fatma, draft)["pictures"].rows

    assert [(row.kind, row.words.split(",")[0]) for row in rows] == [("new", "blue"), ("gone", "red")]
    assert all(row.held is not None for row in rows)


@db
def test_the_number_of_queries_is_fixed(fatma: User, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    draft = revised(
        fatma,
        actors=[(f"Club {number}", "welzijn") for number in range(30)],
        sources=[f"https://voorbeeld.nl/{number}" for number in range(30)],
    )
    draft.involvements.all().delete()
    for number in range(20):
        workflow.keep_moment(draft, label=f"Moment {number}", by=fatma)
    client = signed_in(fatma)

    with django_assert_max_num_queries(60):
        client.get(f"{address_of(draft)}verschil/")


ROWS = st.lists(
    st.fixed_dictionaries({"title": st.sampled_from(["", "a", "Verslag", "verslag"]), "url": st.text(max_size=3)}),
    max_size=8,
)


@given(ROWS, ROWS)
def test_every_row_is_matched_once(old: list[dict[str, str]], new: list[dict[str, str]]) -> None:
    pairs = matched("sources", old, new)

    assert [pair.new for pair in pairs if pair.new is not None] == new
    by_text = lambda row: sorted(row.items())  # noqa: E731
    assert sorted((pair.old for pair in pairs if pair.old is not None), key=by_text) == sorted(old, key=by_text)


def test_a_row_that_changed_is_not_a_new_one() -> None:
    old = [{"title": "Verslag", "url": "https://a.nl/"}, {"title": "Boek", "url": ""}]
    new = [{"title": "Boek", "url": ""}, {"title": "Verslag 2020", "url": "https://a.nl/"}]

    assert [(pair.old, pair.new) for pair in matched("sources", old, new)] == [(old[1], new[0]), (old[0], new[1])]


def test_links_and_headings_are_words_of_the_story() -> None:
    markup = '<h2>Kop</h2><ul><li>een</li></ul><p>Zie <a href="https://a.nl/">hier</a> &lt;b&gt;</p>'

    assert story_as_text(markup, {}) == "## Kop\n• een\nZie hier [https://a.nl/] <b>"
