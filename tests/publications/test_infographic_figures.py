"""Every figure of every infographic is what an independent program computes from the export, also after changes."""

import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from initiatives import vocabulary_workflow
from initiatives import workflow as cases
from initiatives.models import Initiative, Theme, ThemeInVersion
from lessons import workflow as lessons
from lessons.models import Lesson
from publications.infographics import staleness
from publications.infographics.answer import Answer
from publications.infographics.asking import ask
from publications.infographics.question import Question
from publications.models import Kind, Publication, Tile
from tests.factories import a_case, a_lesson, a_publication, an_infographic
from tests.publications.sqlite_oracle import Oracle

pytestmark = pytest.mark.django_db
PLACES = ("GM0363", "GM0917", "GM1900", "GM1970", "GM1696", "GM0402", None)
THEMES = ("ontmoeting", "armoede", "groen", "eten")
KINDS = ("gemeente", "welzijn")
GROUPS = ("kinderen", "ouderen")
ROOMS = ("buurthuis", "moestuin", "horeca")
VALUES: dict[str, tuple[str, ...]] = {
    "thema": THEMES,
    "provincie": ("fryslan", "limburg", "noord-holland"),
    "gemeente": ("amsterdam", "heerlen", "sudwest-fryslan"),
    "actor": KINDS,
    "accommodatie": ROOMS,
    "toegang": ("publiek", "buiten"),
    "doelgroep": GROUPS,
    "verbinding": ("bonding", "linking"),
}


def tiles_of(slug: str) -> list[Tile]:
    version: Any = Publication.objects.select_related("published_version").get(slug=slug).published_version
    return [tile for tile in version.tiles.in_order() if tile.is_live]


def agrees(answer: Answer, expected: dict[str, Any], limit: int | None) -> bool:
    if "rows" not in expected:
        return all(getattr(answer, name) == number for name, number in expected.items())
    found = {row.slug: row.value for row in answer.rows}
    number = len(expected["rows"]) if limit is None else min(limit, len(expected["rows"]))
    return len(found) == number and found.items() <= expected["rows"].items()


def disagreeing(questions: list[dict[str, Any]], folder: Path) -> list[dict[str, Any]]:
    """Those that the site answers otherwise than the oracle."""
    oracle = Oracle(folder)
    return [each for each in questions if not agrees(ask(Question.read(each)), oracle.answer(each), each.get("limit"))]


def test_the_shipped_ones_show_what_the_oracle_computes_and_keep_it(client: Client, tmp_path: Path) -> None:
    call_command("load_catalogue", verbosity=0)
    shipped = list(Publication.objects.published().of_kind(Kind.INFOGRAPHIC).values_list("slug", flat=True))
    assert len(shipped) == 3
    tiles = [tile for slug in shipped for tile in tiles_of(slug)]
    assert len(tiles) >= 15
    pages = {slug: figures_on_page(client, slug) for slug in shipped}

    oracle = Oracle(tmp_path)

    for slug in shipped:
        for tile in tiles_of(slug):
            question: Any = tile.question
            expected = oracle.answer(question)
            shown = pages[slug][tile.pk]
            if "rows" in expected:
                assert shown.items() <= expected["rows"].items()
                assert len(shown) == min(question.get("limit") or len(expected["rows"]), len(expected["rows"]))
            else:
                assert shown == {"": expected["value"]}
    assert not staleness.current().exists()

    change_at_random(random.Random(7), 12)  # noqa: S311

    assert {slug: figures_on_page(client, slug) for slug in shipped} == pages
    after = Oracle(tmp_path)
    changed = {tile.pk for tile in tiles if after.answer(tile.question) != oracle.answer(tile.question)}  # type: ignore[arg-type]
    assert changed
    assert changed <= {stale.tile_id for stale in staleness.waiting()}
    assert disagreeing([tile.question for tile in tiles], tmp_path) == []  # type: ignore[misc]


def figures_on_page(client: Client, slug: str) -> dict[int, dict[str, int]]:
    """What the page says, by the key of the tile: the number, or those of the rows."""
    html = client.get(f"/publicaties/{slug}/").content.decode()
    found = {}
    for part in html.split('<article class="behind__figure" id="cijfer-')[1:]:
        rows = re.findall(r'data-value="([^"]*)" data-count="(\d+)"', part.split("</article>")[0])
        [figure] = re.findall(r'data-figure="(\d+)"', part.split(">")[0])
        found[int(part.split('"')[0])] = {name: int(number) for name, number in rows or [("", figure)]}
    return found


@pytest.mark.parametrize("seed", range(4))
def test_any_question_is_answered_as_the_oracle_does_whatever_changes(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)  # noqa: S311
    for _each in range(8):
        new_case(chance)
    a_publication(kind=Kind.BUNDLE, slug="bundel-a", initiatives=Initiative.objects.all()[:3])
    questions = [a_question(chance) for _each in range(25)]
    assert disagreeing(questions, tmp_path) == []

    for _round in range(3):
        change_at_random(chance, 6)

        assert disagreeing(questions, tmp_path) == []


def test_a_place_that_is_written_by_its_former_municipality_is_counted_under_todays(tmp_path: Path) -> None:
    a_case(municipality="GM0140")
    question = {"measure": "top", "of": "initiatives", "facet": "gemeente"}

    assert [row.slug for row in ask(Question.read(question)).rows] == ["sudwest-fryslan"]
    assert disagreeing([question], tmp_path) == []


@pytest.mark.parametrize("seed", range(3))
def test_any_question_about_lessons_and_publications_too(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)  # noqa: S311
    for _each in range(5):
        new_case(chance)
    for _each in range(6):
        tell_or_withdraw_a_lesson(chance)
        publish_something(chance)
    questions = [a_question_about(chance, *chance.choice(OTHERS)) for _each in range(25)]
    assert disagreeing(questions, tmp_path) == []

    for _round in range(2):
        for _each in range(4):
            chance.choice([*CHANGES, publish_something])(chance)

        assert disagreeing(questions, tmp_path) == []


OTHERS: list[tuple[str, dict[str, tuple[str, ...]], str]] = [
    ("lessons", {"voor_wie": ("policy", "professional", "resident"), "thema": THEMES}, "sources"),
    (
        "publications",
        {"soort": ("film", "artikel", "bundel"), "thema": THEMES, "provincie": VALUES["provincie"]},
        "cases",
    ),
]


def a_question_about(chance: random.Random, of: str, values: dict[str, tuple[str, ...]], sum_of: str) -> dict[str, Any]:
    facet, other = (chance.choice(sorted(values)) for _each in range(2))
    about: dict[str, Any] = chance.choice(
        [
            {"measure": "count"},
            {"measure": "share", "part": {facet: [chance.choice(values[facet])]}},
            {"measure": "top", "facet": facet, "limit": chance.choice([1, 3])},
            {"measure": "top", "facet": facet},
            {"measure": "values", "facet": facet},
            {"measure": "sum", "quantity": sum_of},
        ]
    )
    filters = {other: chance.sample(values[other], 2)} if chance.random() < 0.5 else {}
    if of == "publications" and chance.random() < 0.4:
        filters["jaar_tot"] = [str(chance.choice([2019, 2021]))]
    return {"of": of, "filters": filters, **about}


def publish_something(chance: random.Random) -> None:
    cases = list(Initiative.objects.published().order_by("pk"))
    a_publication(
        kind=chance.choice([Kind.FILM, Kind.ARTICLE, Kind.BUNDLE]),
        initiatives=chance.sample(cases, min(len(cases), chance.randint(0, 3))),
        themes=chance.sample(THEMES, chance.randint(0, 2)),
        issued=chance.choice(["", "2018", "2020-03", "2022-11-05"]),
    )


def a_question(chance: random.Random) -> dict[str, Any]:
    filters: dict[str, list[str]] = {
        name: chance.sample(VALUES[name], chance.randint(1, 2))
        for name in chance.sample(sorted(VALUES), chance.randint(0, 2))
    }
    if chance.random() < 0.3:
        filters["jaar_van"] = [str(chance.choice([2010, 2015, 2019]))]
    if chance.random() < 0.2:
        filters["bundel"] = ["bundel-a"]
    facet = chance.choice(sorted(VALUES))
    about: dict[str, Any] = chance.choice(
        [
            {"measure": "count"},
            {"measure": "share", "part": {facet: [chance.choice(VALUES[facet])]}},
            {"measure": "top", "facet": facet, "limit": chance.choice([1, 2, 5])},
            {"measure": "top", "facet": facet},
            {"measure": "values", "facet": facet},
            {"measure": "sum", "quantity": chance.choice(["actors", "accommodations", "sources"])},
        ]
    )
    return {"of": "initiatives", "filters": filters, **about}


def change_at_random(chance: random.Random, number: int) -> None:
    for _each in range(number):
        chance.choice(CHANGES)(chance)


def new_case(chance: random.Random) -> None:
    a_case(
        municipality=(place := chance.choice(PLACES)),
        online=place is None,
        themes=chance.sample(THEMES, chance.randint(0, 3)),
        actors=[(kind, kind) for kind in chance.sample(KINDS, chance.randint(0, 2))],
        target_groups=chance.sample(GROUPS, chance.randint(0, 2)),
        accommodations=[
            ("", chance.choice(ROOMS), chance.choice(["", "publiek", "buiten"]))
            for _each in range(chance.randint(0, 3))
        ],
        sources=[f"https://voorbeeld.nl/{number}" for number in range(chance.randint(0, 2))],
        bonding=chance.choice(["", "Onder elkaar."]),
        linking=chance.choice(["", "Met de gemeente."]),
        started=chance.choice(["", "2012", "2015-06", "2019-11-05"]),
    )


def revise_a_case(chance: random.Random) -> None:
    case = chance.choice(Initiative.objects.published().order_by("pk"))
    draft: Any = cases.open_draft(case, by=None)
    draft.theme_rows.all().delete()
    for theme in Theme.objects.filter(slug__in=chance.sample(THEMES, 2)):
        ThemeInVersion.objects.create(content_object=draft, tag=theme)
    draft.started, draft.bridging = chance.choice([("2011", ""), ("2018", "Met de buren.")])
    draft.not_found, draft.uncertain = [], []
    draft.save()
    cases.publish(draft, by=None)


def withdraw_or_restore_a_case(chance: random.Random) -> None:
    gone = Initiative.objects.exclude(withdrawn_at=None).first()
    if gone:
        cases.restore(gone, by=None)
    else:
        cases.withdraw(chance.choice(Initiative.objects.published().order_by("pk")), by=None, reason="Op verzoek.")


def tell_or_withdraw_a_lesson(chance: random.Random) -> None:
    a_lesson(audiences=chance.sample(["policy", "professional", "resident"], 2), themes=chance.sample(THEMES, 1))
    if chance.random() < 0.5:
        lessons.withdraw(chance.choice(Lesson.objects.published().order_by("pk")), by=None, reason="Achterhaald.")


def publish_a_film(chance: random.Random) -> None:
    a_publication(kind=chance.choice([Kind.FILM, Kind.ARTICLE]))


def merge_two_themes(_chance: random.Random) -> None:
    """A theme that questions do not name goes into one that they do, which has its cases from then on."""
    merged = Theme.objects.filter(merged_into=None).exclude(slug__in=THEMES).order_by("-pk").first()
    vocabulary_workflow.merge_terms(merged, into=Theme.objects.get(slug="ontmoeting"), by=None)


CHANGES: list[Callable[[random.Random], None]] = [
    new_case,
    new_case,
    revise_a_case,
    revise_a_case,
    withdraw_or_restore_a_case,
    tell_or_withdraw_a_lesson,
    publish_a_film,
    merge_two_themes,
]


def test_an_edition_is_asked_nothing(client: Client, django_assert_max_num_queries: Any) -> None:
    question = {"measure": "top", "of": "initiatives", "facet": "gemeente"}
    few = an_infographic({"kind": "map", "question": question})
    many = an_infographic(*[{"kind": "bars", "question": question}] * 20)
    client.get(few.get_absolute_url())

    for publication in (few, many):
        with django_assert_max_num_queries(16):
            assert client.get(publication.get_absolute_url()).status_code == 200
