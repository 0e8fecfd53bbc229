"""The harvest of Wij in de Wijk as files: complete, consistent, and silent on what no source says."""

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).resolve().parent.parent
ALLOWED_TAGS = {"p", "h2", "h3", "ul", "li", "em", "strong"}
PARTIAL_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
ACCESS = {"publiek", "commercieel", "buiten", ""}
CAN_BE_UNKNOWN = {
    "themes",
    "target_groups",
    "actors",
    "accommodations",
    "bonding",
    "bridging",
    "linking",
    "community_work",
    "municipality",
    "neighbourhood",
    "started",
    "ended",
    "visited",
    "phase",
}
INITIATIVE_KEYS = CAN_BE_UNKNOWN | {
    "slug",
    "title",
    "summary",
    "body",
    "online",
    "keywords",
    "incomplete",
    "uncertain",
    "not_found",
    "sources",
    "language",
}
PROJECT_HOSTS = {"www.buurtwijs.nl", "lpb.nl", "www.movisie.nl", "www.sociaaldigitaal.nl"}


def records(app: str) -> list[dict]:
    lines = (ROOT / app / "data" / "wij_in_de_wijk.ndjson").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


INITIATIVES = records("initiatives")
PUBLICATIONS = records("publications")
LESSONS = records("lessons")
EVERYTHING = INITIATIVES + PUBLICATIONS + LESSONS
with (ROOT / "initiatives" / "data" / "vocabulary.csv").open(encoding="utf-8", newline="") as handle:
    TERMS = list(csv.DictReader(handle))


def slugs_of(list_name: str) -> set[str]:
    return {term["slug"] for term in TERMS if term["list"] == list_name}


def by_slug(rows: list[dict]) -> list:
    return [pytest.param(row, id=row["slug"]) for row in rows]


class Balance(HTMLParser):
    """Collects the tags of a text and whether each is closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.is_balanced = True
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.tags.add(tag)
        self.is_balanced &= not attrs

    def handle_endtag(self, tag: str) -> None:
        self.is_balanced &= bool(self.open) and self.open.pop() == tag


def words(text: str) -> int:
    return len(re.sub(r"<[^>]+>", " ", text).split())


def test_the_vocabulary_has_every_list() -> None:
    counts = Counter(term["list"] for term in TERMS)

    assert counts == {
        "theme": 30,
        "actor_kind": 28,
        "role": 13,
        "accommodation_kind": 39,
        "target_group": 25,
        "community_work": 20,
        "phase": 10,
    }


def test_terms_have_a_slug_names_and_a_source() -> None:
    for term in TERMS:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", term["slug"]), term
        assert all(term[column] for column in ("name", "name_en", "source")), term
        assert term["default_access"] in ACCESS, term
        assert term["list"] != "theme" or term["description"], term


def test_slugs_are_unique_within_a_list() -> None:
    counts = Counter((term["list"], term["slug"]) for term in TERMS)

    assert max(counts.values()) == 1


def names_and_synonyms() -> Iterator[tuple[str, str]]:
    for term in TERMS:
        for wording in [term["name"], *filter(None, term["synonyms"].split("|"))]:
            yield term["list"], wording.casefold()


def test_no_wording_stands_for_two_terms_of_a_list() -> None:
    twice = [wording for wording, number in Counter(names_and_synonyms()).items() if number > 1]

    assert twice == []


def test_unknown_is_no_phase() -> None:
    assert "actief" in slugs_of("phase")
    assert not {"onbekend", "lopend"} & slugs_of("phase")


@pytest.mark.parametrize(
    ("rows", "number"),
    [(INITIATIVES, 29), (PUBLICATIONS, 22), (LESSONS, 10)],
    ids=["initiatives", "publications", "lessons"],
)
def test_records_are_all_there_with_unique_slugs_and_titles(rows: list[dict], number: int) -> None:
    assert len({row["slug"] for row in rows}) == len({row["title"] for row in rows}) == len(rows) == number


@pytest.mark.parametrize("row", by_slug(EVERYTHING))
def test_texts_are_well_formed(row: dict) -> None:
    for field in ("body", "explanation"):
        html = Balance(row.get(field, "<p></p>"))

        assert html.is_balanced
        assert not html.open
        assert html.tags <= ALLOWED_TAGS
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", row["slug"])
    assert row["language"] == "nl"
    assert "  " not in json.dumps(row)
    assert "\ufffd" not in json.dumps(row, ensure_ascii=False)


@pytest.mark.parametrize("row", by_slug(EVERYTHING))
def test_sources_have_a_title_and_an_address(row: dict) -> None:
    assert row["sources"]
    for source in row["sources"]:
        assert set(source) == {"title", "url", "year"}
        assert source["title"]
        assert urlsplit(source["url"]).scheme in {"http", "https"}
        assert source["year"] is None or 2017 <= source["year"] <= 2023


@pytest.mark.parametrize("row", by_slug(EVERYTHING))
def test_themes_are_in_the_vocabulary(row: dict) -> None:
    assert set(row["themes"]) <= slugs_of("theme")


@pytest.mark.parametrize("row", by_slug(INITIATIVES))
def test_a_case_keeps_to_the_exchange_format(row: dict) -> None:
    assert set(row) == INITIATIVE_KEYS
    assert 0 < len(row["summary"]) <= 240
    assert row["online"] == (row["municipality"] is None)
    assert row["online"] or re.fullmatch(r"GM\d{4}", row["municipality"])
    assert row["started"] is None or 2000 < row["started"] < 2023


@pytest.mark.parametrize("row", by_slug(INITIATIVES))
def test_a_case_uses_the_vocabulary(row: dict) -> None:
    assert set(row["target_groups"]) <= slugs_of("target_group")
    assert set(row["community_work"]) <= slugs_of("community_work")
    assert row["phase"] is None or row["phase"] in slugs_of("phase")
    for actor in row["actors"]:
        assert actor["name"]
        assert actor["kind"] in slugs_of("actor_kind")
        assert actor["role"] in slugs_of("role") | {""}
    for accommodation in row["accommodations"]:
        assert accommodation["name"]
        assert accommodation["kind"] in slugs_of("accommodation_kind")
        assert accommodation["access"] in ACCESS


@pytest.mark.parametrize("row", by_slug(INITIATIVES))
def test_uncertain_fields_have_a_value_and_fields_not_found_have_none(row: dict) -> None:
    assert set(row["uncertain"]) | set(row["not_found"]) <= CAN_BE_UNKNOWN
    assert all(row[field] for field in row["uncertain"])
    assert not any(row[field] for field in row["not_found"])


@pytest.mark.parametrize("row", by_slug(INITIATIVES))
def test_a_case_that_no_source_names_says_nothing_of_a_candidate(row: dict) -> None:
    has_no_name = row["title"].startswith(("Casus in ", "Online casus"))

    assert row["incomplete"] == has_no_name
    if has_no_name:
        assert {urlsplit(source["url"]).netloc for source in row["sources"]} <= PROJECT_HOSTS
        assert row["started"] is row["phase"] is None
        assert row["actors"] == row["community_work"] == []


@pytest.mark.parametrize("row", by_slug(INITIATIVES))
def test_a_story_has_the_length_of_its_facts(row: dict) -> None:
    shortest, longest = (60, 120) if row["incomplete"] else (150, 350)

    assert shortest <= words(row["body"]) <= longest


def test_the_cases_are_where_the_project_found_them() -> None:
    places = Counter(row["municipality"] for row in INITIATIVES)

    assert sum(row["incomplete"] for row in INITIATIVES) == 19
    assert places["GM0344"] == 3
    assert places["GM0363"] == places["GM0402"] == 2
    assert places["GM0917"] == places["GM1900"] == places["GM1970"] == places[None] == 1


@pytest.mark.parametrize("row", by_slug(PUBLICATIONS))
def test_a_publication_refers_to_what_exists(row: dict) -> None:
    series = {other["slug"] for other in PUBLICATIONS if other["kind"] == "podcast_series"}

    assert set(row["initiatives"]) <= {initiative["slug"] for initiative in INITIATIVES}
    assert row["series"] in series if row["kind"] == "podcast_episode" else row["series"] is None
    assert row["published_on"] == "" or PARTIAL_DATE.fullmatch(row["published_on"])
    assert bool(row["genre"]) == (row["kind"] == "article")
    assert all(row.get(field) for field in row["uncertain"])


def test_publications_are_of_the_known_kinds() -> None:
    assert Counter(row["kind"] for row in PUBLICATIONS) == {
        "bundle": 4,
        "podcast_series": 1,
        "podcast_episode": 2,
        "film": 4,
        "infographic": 3,
        "article": 8,
    }


def test_every_case_is_in_exactly_one_bundle() -> None:
    bundles = [row for row in PUBLICATIONS if row["kind"] == "bundle"]
    in_bundles = Counter(slug for bundle in bundles for slug in bundle["initiatives"])

    assert [(bundle["number"], len(bundle["initiatives"])) for bundle in bundles] == [
        (1, 7),
        (2, 7),
        (3, 9),
        (4, 6),
    ]
    assert in_bundles == {row["slug"]: 1 for row in INITIATIVES}


@pytest.mark.parametrize("row", by_slug(LESSONS))
def test_a_lesson_speaks_to_the_audiences_it_names(row: dict) -> None:
    texts = {
        "policy": row["for_policy"],
        "professional": row["for_professionals"],
        "resident": row["for_residents"],
    }

    assert set(row["audiences"]) == {audience for audience, text in texts.items() if text}
    assert row["audiences"]
    assert row["statement"]
    assert row["drawn_by"]
    assert len(row["title"]) <= 70
    assert 80 <= words(row["explanation"]) <= 160


@pytest.mark.parametrize("row", by_slug(LESSONS))
def test_a_lesson_refers_to_what_exists(row: dict) -> None:
    assert set(row["initiatives"]) <= {initiative["slug"] for initiative in INITIATIVES}
    assert row["publications"]
    assert set(row["publications"]) <= {publication["slug"] for publication in PUBLICATIONS}


def said_by(case: dict) -> list[str]:
    """The words of a case, part by part and paragraph by paragraph, as a reader sees them."""
    body = [re.sub(r"<[^>]+>", "", block) for block in re.split(r"</(?:p|h2|h3|li)>", case["body"])]
    return [case["summary"], *body, case["bonding"], case["bridging"], case["linking"]]


@pytest.mark.parametrize("row", by_slug(LESSONS))
def test_a_lesson_quotes_what_stands_in_a_case_once(row: dict) -> None:
    cases = {case["slug"]: said_by(case) for case in INITIATIVES}
    for said in row["evidence"]:
        assert set(said) == {"initiative", "stance", "words", "note"}
        assert said["stance"] in {"supports", "nuances", "contradicts"}
        assert said["note"]
        assert sum(part.count(said["words"]) for part in cases[said["initiative"]]) == 1
    quoted = [(said["initiative"], said["words"]) for said in row["evidence"]]
    assert len(quoted) == len(set(quoted))


def test_nobody_is_said_to_have_judged_how_sure_a_lesson_is() -> None:
    assert not any({"certainty", "assessment"} & set(row) for row in LESSONS)
