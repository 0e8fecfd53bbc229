"""Generated cases: always the same, valid, and skewed as real ones are."""

import io
import json
from collections import Counter
from itertools import islice
from typing import Any

import pytest

from bench.cases import Generator, write_cases
from bench.prose import Writer, invented_name
from curation.rich_text import text_of
from initiatives.exchange import Manner, import_file
from initiatives.models import CatalogueEntry


@pytest.fixture(scope="module")
def cases() -> list[dict[str, Any]]:
    return list(Generator(1).cases(300))


def test_a_seed_gives_the_same_cases_whatever_was_made_before(cases: list[dict[str, Any]]) -> None:
    again = Generator(1)

    assert again.case(7) == cases[7]
    assert again.case(3) == cases[3]
    assert list(islice(again.cases(10), 10)) == cases[:10]


def test_another_seed_gives_other_cases(cases: list[dict[str, Any]]) -> None:
    assert Generator(2).case(0) != cases[0]


def test_addresses_are_all_different(cases: list[dict[str, Any]]) -> None:
    assert len({case["slug"] for case in cases}) == len(cases)


def test_titles_and_stories_have_the_length_of_real_ones(cases: list[dict[str, Any]]) -> None:
    for case in cases:
        assert 2 <= len(case["title"].split()) <= 7
        assert 250 <= len(text_of(case["body"]).split()) <= 450


def test_values_are_skewed(cases: list[dict[str, Any]]) -> None:
    themes = Counter(theme for case in cases for theme in case["themes"])
    places = Counter(case["municipality"] for case in cases)

    assert themes.most_common(1)[0][1] > 5 * min(themes.values())
    assert places["GM0363"] > 5 * len(cases) / 342
    assert all(1 <= len(case["themes"]) <= 4 for case in cases)


def test_words_come_inflected_and_compounded() -> None:
    words = set(Writer().words.values)

    assert {"buurt", "buurten", "werken", "gewerkt", "groot", "grote"} <= words
    assert {"buurthuis", "buurthuizen", "vrijwilligerswerk", "welzijnsorganisaties"} <= words


def test_there_are_as_many_names_as_one_asks_for() -> None:
    assert len({invented_name(number) for number in range(5_000)}) > 4_900


@pytest.mark.django_db
def test_the_import_takes_them_over() -> None:
    file = io.BytesIO()
    write_cases(file, 40, seed=1)
    file.seek(0)

    report = import_file(file, "cases.ndjson", Manner(by=None, publish=True, is_operator=True))

    assert report.errors == []
    assert CatalogueEntry.objects.count() == 40


def test_each_line_is_a_case() -> None:
    file = io.BytesIO()
    write_cases(file, 5, seed=1)

    lines = file.getvalue().decode().splitlines()

    assert [json.loads(line) for line in lines] == list(Generator(1).cases(5))
