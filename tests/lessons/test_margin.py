"""The passages of a case in the text of its page: what visitors see marked, and what researchers see besides."""

import re
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.roles import Role
from curation.margins import MarkedWords, Resting
from curation.prose import prose_of
from initiatives import workflow as cases
from initiatives.margin import marked_reading
from initiatives.models import Initiative, InitiativeVersion, Theme
from initiatives.reading_text import reading_text
from lessons import following_texts, weighing
from lessons import workflow as lessons
from lessons.marking import mark
from lessons.models import Evidence, Passage, Stance
from lessons.quoting import find
from tests.administration import signed_in
from tests.factories import a_case, a_lesson, a_lesson_draft, a_person

pytestmark = pytest.mark.django_db

WORDS = "Wie nieuw is, schuift gewoon aan."
STORY = f"<p>Elke woensdag koken <strong>buren</strong> samen.</p><p>{WORDS} Dat werkt &amp; blijft.</p><p>Klaar.</p>"


@pytest.fixture
def case() -> Initiative:
    return a_case(slug="soep", summary="Samen koken in de wijk.", body=STORY, bonding="Buren kennen elkaar.")


def marked(case: Initiative, words: str = WORDS, by: User | None = None) -> Passage:
    version: Any = case.published_version
    found = find(reading_text(version).text, words)[0]
    return mark(version, found.start, found.end, by=by)


def evidence_of(case: Initiative, words: str = WORDS, by: User | None = None, **fields: Any) -> Evidence:
    lesson = fields.pop("lesson", None) or a_lesson()
    stance = fields.pop("stance", Stance.SUPPORTS)
    return weighing.propose(lesson, marked(case, words, by), stance=stance, note="", by=by)


def revised(case: Initiative, **fields: Any) -> InitiativeVersion:
    draft: Any = cases.open_draft(Initiative.objects.get(pk=case.pk), by=None)
    InitiativeVersion.objects.filter(pk=draft.pk).update(**fields)
    return cases.publish(draft, by=None)


def page(address: str = "/initiatieven/soep/", client: Client | None = None) -> str:
    return (client or Client()).get(address).content.decode()


def words_marked(page: str) -> dict[int, str]:
    """The words that are marked, by the key of the passage that begins with them."""
    found = re.findall(r'<mark[^>]*id="fragment-(\d+)"[^>]*>(?:<mark[^>]*>)*(.*?)</mark>', page, re.S)
    return {int(key): re.sub(r"<[^>]*>", "", words) for key, words in found}


def test_words_that_a_public_lesson_rests_on_are_marked_with_the_lesson_in_the_margin(case: Initiative) -> None:
    evidence = evidence_of(case, lesson=a_lesson(slug="eten", title="Eten verbindt"))

    shown = page()

    key = evidence.passage_id
    assert words_marked(shown) == {key: WORDS}
    assert f'href="/lessen/eten/#fragment-{key}"' in shown
    assert f'id="bij-{key}"' in shown
    assert f'href="#bij-{key}"' in shown


def test_each_version_shows_the_places_of_its_own(case: Initiative) -> None:
    key = evidence_of(case).passage_id
    revised(case, body=f"<p>Nieuw begin.</p>{STORY}")
    revised(case, body="<p>Gesloten.</p>")

    assert words_marked(page("/initiatieven/soep/v1/")) == {key: WORDS}
    assert words_marked(page("/initiatieven/soep/v2/")) == {key: WORDS}
    assert words_marked(page("/initiatieven/soep/v3/")) == {}
    assert words_marked(page()) == {}


def test_words_that_wait_for_a_person_are_not_marked_until_one_has_said_where_they_stand(
    case: Initiative, carla: User
) -> None:
    passage = evidence_of(case).passage
    version = revised(case, body=STORY.replace("nieuw is", "net komt kijken"))
    assert words_marked(page()) == {}

    passage.refresh_from_db()
    place: Any = passage.place
    following_texts.judge(passage, stands=(place.start, place.end), by=carla, seen=version.pk)

    assert words_marked(page()) == {passage.pk: WORDS.replace("nieuw is", "net komt kijken")}


@pytest.mark.parametrize("what", ["proposed", "dropped", "draft", "withdrawn", "coded"])
def test_visitors_see_no_mark_of_what_is_not_public(case: Initiative, what: str, carla: User) -> None:
    fatma = a_person(Role.RESEARCHER)
    lesson = a_lesson_draft().record if what == "draft" else a_lesson()
    if what == "coded":
        theme = Theme.objects.get(slug="ontmoeting")
        key = weighing.code(marked(case), theme, note="", by=fatma).passage_id
    else:
        evidence = evidence_of(case, by=fatma if what == "proposed" else carla, lesson=lesson)
        key = evidence.passage_id
        if what == "dropped":
            weighing.drop(evidence, because="Past niet.", by=carla)
        if what == "withdrawn":
            lessons.withdraw(lesson, by=carla, reason="Op verzoek.")

    assert words_marked(page()) == {}
    seen_by_researchers = words_marked(page(client=signed_in(fatma)))
    assert seen_by_researchers == ({} if what == "dropped" else {key: WORDS})
    assert words_marked(page(client=signed_in(a_person(Role.READER)))) == {}


def test_every_part_of_the_text_can_be_marked_and_a_passage_may_go_over_several(case: Initiative) -> None:
    lead, bonding = evidence_of(case, "koken in de wijk"), evidence_of(case, "kennen elkaar")
    across = evidence_of(case, "wijk. Elke woensdag koken buren")

    shown = page()

    assert words_marked(shown)[lead.passage_id] == "koken in de "  # and then bits that two passages share
    assert shown.count("passage--several") == 1
    assert words_marked(shown)[bonding.passage_id] == "kennen elkaar"
    assert shown.count(f'id="fragment-{across.passage_id}"') == 1
    assert shown.count(f'id="bij-{across.passage_id}"') == 1


def test_no_link_stands_in_a_link_and_notes_keep_their_place(case: Initiative) -> None:
    body = '<p>Lees <a href="https://voorbeeld.nl/">het verslag van de buren</a> eens<note>Uit 2019.</note>.</p>'
    revised(case, body=body)
    case.refresh_from_db()
    first, second = evidence_of(case, "verslag van de buren"), evidence_of(case, "Uit 2019.")

    shown = page()

    assert set(words_marked(shown)) == {first.passage_id, second.passage_id}
    for inside in re.findall(r"<a\b[^>]*>(.*?)</a>", shown, re.S):
        assert "<a" not in inside
    assert shown.index('id="noot-1"') < shown.index(f'id="bij-{second.passage_id}"')


def test_a_case_without_passages_costs_no_query_and_one_with_many_costs_one(
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    a_case(slug="kaal", body=STORY)
    soep = a_case(slug="soep", body=STORY)
    lesson = a_lesson()
    for start in range(0, 60, 5):
        passage = mark(soep.published_version, start, start + 12, by=None)  # type: ignore[arg-type]
        weighing.propose(lesson, passage, stance=Stance.NUANCES, note="", by=None)
    for address in ("/initiatieven/kaal/", "/initiatieven/soep/"):
        client.get(address, {"eerst": ""})

    with django_assert_num_queries(3):
        client.get("/initiatieven/kaal/", {"nu": ""})
    with django_assert_max_num_queries(5):  # the lessons in the margin, and those in the panel
        client.get("/initiatieven/soep/", {"nu": ""})


@given(st.lists(st.tuples(st.integers(0, 90), st.integers(1, 40)), max_size=6))
def test_whatever_is_marked_the_text_stays_the_same_and_the_markup_is_whole(spans: list[tuple[int, int]]) -> None:
    body = (
        '<h2>Soep &amp; brood</h2><p>Elke <strong>woens</strong>dag <a href="https://voorbeeld.nl/">koken</a> wij'
        "<note>Sinds 2019.</note>.<br>Kom 😀!</p><ul><li>Een</li><li>Twee <em>drie</em></li></ul><hr>"
        "<blockquote><p>Fijn.</p></blockquote>"
    )
    version = InitiativeVersion(summary="  Samen\r\nkoken.", body=body, bonding="A < B & C")
    text = reading_text(version).text
    resting = (Resting("supports", "steunt", "Les", "/lessen/les/", "nl"),)
    stretches = sorted((start, min(start + size, len(text))) for start, size in set(spans))
    words = [MarkedWords(key, start, end, resting) for key, (start, end) in enumerate(stretches) if start < end]

    reading = marked_reading(version, words)
    prose = prose_of(version.body, marked=reading.story)
    story = "".join(piece.markup for piece in prose.pieces)
    shown = [reading.plain("summary"), reading.margin("summary"), story, *prose.notes]
    shown += [reading.plain("bonding"), reading.margin("bonding")]

    everything = "".join(map(str, shown))
    visible = [key for key in (each.key for each in words) if text[words[key].start : words[key].end].strip()]
    for key in visible:
        assert everything.count(f'id="fragment-{key}"') == 1
        assert everything.count(f'id="bij-{key}"') == 1
    assert _is_balanced(story)
    assert all(_is_balanced(note) for note in prose.notes)


def _is_balanced(markup: str) -> bool:
    opened: list[str] = []
    for end, name in re.findall(r"<(/?)([a-z0-9]+)\b[^>]*>", markup):
        if name in {"br", "hr"}:
            continue
        if not end:
            opened.append(name)
        elif not opened or opened.pop() != name:
            return False
    return not opened
