"""What people look for is found, and stands high: on the catalogue that ships with the site and on real projects."""

import csv
from pathlib import Path

import pytest
from django.core.management import call_command
from django.http import QueryDict

from initiatives.catalogue import Result
from initiatives.models import CatalogueEntry
from search.words import words
from tests.initiatives.exchange_files import run, write_ndjson
from tests.search.measures import Judged, judged_amsterdam, judged_wijk, mean, recall_at, reciprocal_rank

pytestmark = pytest.mark.django_db


def found_by(query: str) -> list[str]:
    """The slugs of the first page of cases."""
    asked = QueryDict(mutable=True)
    asked["q"] = query
    return [card.entry.slug for card in Result(asked).cards]


def assert_found(judged: list[Judged], answers: dict[str, list[str]]) -> None:
    """What is relevant is nearly always among the first ten, and first; else say for which queries it was not."""
    recalls = {each.query: recall_at(10, answers[each.query], each.relevant) for each in judged}
    ranks = {each.query: reciprocal_rank(answers[each.query], each.relevant) for each in judged}
    missed = {query: (round(recall, 2), round(ranks[query], 2)) for query, recall in recalls.items() if recall < 1}
    low = {query: round(rank, 2) for query, rank in ranks.items() if rank < 1}

    assert mean(list(recalls.values())) >= 0.95, missed
    assert mean(list(ranks.values())) >= 0.85, low


def assert_first_by_title() -> None:
    """Every entry is the first hit for its exact title; of those whose titles have the same words, any of them."""
    slugs: dict[str, set[str]] = {}
    titles: dict[str, str] = {}
    for slug, title in CatalogueEntry.objects.values_list("slug", "title"):
        slugs.setdefault(" ".join(words(title)), set()).add(slug)
        titles[" ".join(words(title))] = title

    first = {folded: (found_by(title) or [""])[0] for folded, title in titles.items()}

    assert [titles[folded] for folded, slug in first.items() if slug not in slugs[folded]] == []


@pytest.fixture
def catalogue() -> None:
    call_command("load_catalogue", verbosity=0)


@pytest.fixture
def amsterdam(shared: Path, tmp_path: Path) -> None:
    """The register of subsidies as cases, each with its id in the register as slug."""
    path = shared / "data" / "amsterdam_initiatieven_subsidieregister_2017.csv"
    with path.open(encoding="utf-8", newline="") as file:
        projects = [as_case(row) for row in csv.DictReader(file)]
    assert run("import_initiatives", write_ndjson(tmp_path / "amsterdam.ndjson", projects), publish=True).failure == ""


def as_case(row: dict[str, str]) -> dict[str, object]:
    applicant = row["aanvrager"].strip()
    return {
        "slug": row["id"].lower(),
        "title": row["project"].strip(),
        "municipality": "GM0363",
        "neighbourhood": row["stadsdeel"],
        "keywords": [row["regelinggroep"]],
        "actors": [] if applicant.startswith("(") else [{"name": applicant, "kind": "", "role": ""}],
        "started": int(row["jaar"]),
    }


def test_cases_of_the_catalogue_are_found(catalogue: None) -> None:
    judged = judged_wijk("case")

    assert_found(judged, {each.query: found_by(each.query) for each in judged})


def test_cases_of_the_catalogue_are_first_for_their_title(catalogue: None) -> None:
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
