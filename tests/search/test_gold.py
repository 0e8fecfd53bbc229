"""What people look for is found, and stands high: on the catalogue that ships with the site and on real projects."""

import csv
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from django.core.management import call_command
from django.http import QueryDict

from initiatives.catalogue import Result
from initiatives.listing import PAGE_SIZE
from initiatives.models import CatalogueEntry
from search.dictionary import dictionary
from search.dutch import STOP_WORDS, is_known, keys
from search.models import Findable
from search.words import words
from tests.factories import a_case
from tests.initiatives.exchange_files import run, write_ndjson
from tests.search.measures import (
    Judged,
    judged_amsterdam,
    judged_wijk,
    mean,
    project_as_case,
    recall_at,
    reciprocal_rank,
)
from wijk.finding import OTHERS_SHOWN, find

pytestmark = pytest.mark.django_db


def found_by(query: str) -> list[str]:
    """The slugs of the first page of cases."""
    asked = QueryDict(mutable=True)
    asked["q"] = query
    return [card.entry.slug for card in Result(asked).cards]


def found_of(kind: str, query: str) -> list[str]:
    """The slugs of what is shown of a kind, in the box that finds everything."""
    return [hit.slug for section in find(query).sections if section.kind == kind for hit in section.hits]


def assert_found(judged: list[Judged], answers: dict[str, list[str]]) -> None:
    """What is relevant is nearly always among the first ten, and first; else say for which queries it was not."""
    recalls = {each.query: recall_at(10, answers[each.query], each.relevant) for each in judged}
    ranks = {each.query: reciprocal_rank(answers[each.query], each.relevant) for each in judged}
    missed = {query: (round(recall, 2), round(ranks[query], 2)) for query, recall in recalls.items() if recall < 1}
    low = {query: round(rank, 2) for query, rank in ranks.items() if rank < 1}

    assert mean(list(recalls.values())) >= 0.95, missed
    assert mean(list(ranks.values())) >= 0.85, low


def assert_first_by_title() -> None:
    """Every entry is the first hit for its exact title; of those with the same title, the newest."""
    newest = dict(CatalogueEntry.objects.order_by("number").values_list("title", "slug"))

    first = {title: (found_by(title) or [""])[0] for title in newest}

    assert [title for title, slug in newest.items() if first[title] != slug] == []


def forms_of(word: str) -> set[str]:
    """`word` as it stands, without accents, and in singular and plural."""
    folded = words(word)[0]
    others = {dictionary().lemma(folded), *(folded + ending for ending in ("s", "en", "n"))}
    return {word, folded} | {other for other in others if other and is_known(other) and keys(other) & keys(folded)}


def assert_found_by_words_of_titles(titles: dict[str, str], find: Callable[[str], list[str]], shown: int) -> None:
    """Each word of a title finds what has it there before all without; when more have it than are shown, only those."""
    having = {slug: [keys(word) for word in words(title)] for slug, title in titles.items()}
    for slug, title in titles.items():
        for word in (token for token in title.split() if words(token) and words(token)[0] not in STOP_WORDS):
            for form in forms_of(word):
                wanted = keys(words(form)[0])
                alike = {other for other, in_title in having.items() if any(wanted & each for each in in_title)}
                found = find(form)
                assert slug in found[: len(alike)] or (len(found) == shown and set(found) <= alike), (form, title)


@pytest.fixture
def catalogue() -> None:
    call_command("load_catalogue", verbosity=0)


@pytest.fixture
def amsterdam(shared: Path, tmp_path: Path) -> None:
    """The register of subsidies as cases, each with its id in the register as slug."""
    path = shared / "data" / "amsterdam_initiatieven_subsidieregister_2017.csv"
    with path.open(encoding="utf-8", newline="") as file:
        projects = [project_as_case(row) for row in csv.DictReader(file)]
    assert run("import_initiatives", write_ndjson(tmp_path / "amsterdam.ndjson", projects), publish=True).failure == ""


def test_cases_of_the_catalogue_are_found(catalogue: None) -> None:
    judged = judged_wijk("case")

    assert_found(judged, {each.query: found_by(each.query) for each in judged})


def test_cases_of_the_catalogue_are_first_for_their_title(catalogue: None) -> None:
    assert_first_by_title()


def test_cases_of_the_catalogue_are_found_by_each_word_of_their_title(catalogue: None) -> None:
    titles = dict(CatalogueEntry.objects.values_list("slug", "title"))

    assert_found_by_words_of_titles(titles, found_by, PAGE_SIZE)


@pytest.mark.parametrize("kind", ["lesson", "publication", "theme"])
def test_others_of_the_catalogue_are_found(catalogue: None, kind: str) -> None:
    judged = judged_wijk(kind)

    assert_found(judged, {each.query: found_of(kind, each.query) for each in judged})


@pytest.mark.parametrize("kind", ["lesson", "publication", "theme", "municipality"])
def test_others_are_first_for_their_title_and_found_by_each_word_of_it(catalogue: None, kind: str) -> None:
    titles = {row.address.split("/")[-2]: row.title for row in Findable.objects.of_kind(kind)}

    assert [slug for slug, title in titles.items() if found_of(kind, title)[:1] != [slug]] == []
    assert_found_by_words_of_titles(titles, partial(found_of, kind), OTHERS_SHOWN)


def test_titles_that_differ_in_signs_alone_are_told_apart() -> None:
    titles = [
        "Grip op je geld 2017",
        "Grip op je geld - 2017",
        "grip op je geld 2017!",
        "Grip óp je geld 2017",
        "?!",
        "?",
    ]
    for title in titles:
        a_case(title=title)

    assert_first_by_title()


def test_projects_of_amsterdam_are_found_and_first_for_their_title(amsterdam: None) -> None:
    judged = judged_amsterdam()

    assert_found(judged, {each.query: [slug.upper() for slug in found_by(each.query)] for each in judged})
    assert_first_by_title()


def test_the_gold_sets_are_large_enough_and_name_what_there_is(catalogue: None) -> None:
    judged = [query for kind in ("case", "lesson", "publication", "theme") for query in judged_wijk(kind)]
    slugs = set(CatalogueEntry.objects.values_list("slug", flat=True))

    assert len(judged) >= 60
    assert len(judged_amsterdam()) >= 60
    assert all(each.relevant <= slugs for each in judged_wijk("case"))
    assert max(len(each.relevant) for each in [*judged, *judged_amsterdam()]) <= 10
