"""Whatever a case says, it survives each format: out, into an empty site, and out again."""

import io
import json
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from initiatives.exchange import Manner, export_file, import_file
from initiatives.exchange.cells import join_list, join_records, split_list, split_records
from initiatives.models import (
    AccommodationKind,
    Actor,
    ActorKind,
    CommunityWork,
    Initiative,
    InvolvementRole,
    Keyword,
    Phase,
    TargetGroup,
    Theme,
)

SIGNS = ["|", ";", "\\", "\\|", "\\;", '"', "'", ",", "\n", "\r\n", "\t", "*", "# ", " ", "\u00a0", "\u202e", "\u200b"]
LETTERS = ["e\u0301", "é", "İ", "ß", "SS", "مرحبا", "🏡", "\ufeff", "\u2028", "\ufffe", "\uffff"]
WORDS = ["=1+1", "@SUM(A1)", "+1", "-1", "true", "ja", "2012", "null", "NaN", "sep=;"]
MARKUP = [
    "_x0041_",
    "_x005F_",
    "x005F_",
    "_x",
    "<p>",
    "</p>",
    "<b>",
    "<note>",
    "</note>",
    "[noot: ",
    "]",
    f'<figure data-picture="{"0a" * 16}">',
    "&amp;",
    "&lt;",
    "<!--",
    "]]>",
]
HOSTILE = [*SIGNS, *LETTERS, *WORDS, *MARKUP]
pieces = st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=5)
texts = st.lists(pieces, max_size=6).map("".join)
names = texts.map(lambda text: text[:60]).filter(str.strip)
dates = st.sampled_from([None, 1999, 2012, "2012-05", "2019-11-05"])
codes = st.sampled_from(["GM0917", "GM0344", "GM0140"])
vocabulary = st.lists(names, max_size=3)
cases = st.fixed_dictionaries(
    {"title": names, "municipality": codes},
    optional={
        "slug": st.from_regex(r"[a-z0-9_-]{1,12}", fullmatch=True),
        "summary": texts,
        "body": texts,
        "online": st.booleans(),
        "neighbourhood": texts,
        "themes": vocabulary,
        "keywords": vocabulary,
        "target_groups": vocabulary,
        "actors": st.lists(
            st.fixed_dictionaries({"name": names}, optional={"kind": names, "role": names}),
            max_size=3,
            unique_by=lambda actor: actor["name"].strip(),
        ),
        "accommodations": st.lists(
            st.fixed_dictionaries({"name": names}, optional={"kind": names, "access": st.sampled_from(["", "buiten"])}),
            max_size=2,
        ),
        "bonding": texts,
        "linking": texts,
        "community_work": vocabulary,
        "started": dates,
        "visited": dates,
        "phase": names,
        "incomplete": st.booleans(),
        "uncertain": st.lists(st.sampled_from(["themes", "started", "phase"]), max_size=3),
        "sources": st.lists(
            st.fixed_dictionaries(
                {"title": names},
                optional={"url": st.just("https://voorbeeld.nl/a;b|c"), "year": st.integers(1000, 2999)},
            ),
            max_size=2,
        ),
        "language": st.sampled_from(["nl", "en"]),
    },
)
OPERATOR = Manner(by=None, creates_terms=True)


def take_over(content: bytes, name: str) -> None:
    report = import_file(io.BytesIO(content), name, OPERATOR)
    assert report.errors == []


def export(name: str) -> bytes:
    content = io.BytesIO()
    export_file(content, name)
    return content.getvalue()


def empty_the_site() -> None:
    Initiative.objects.all().delete()
    lists = (Actor, Keyword, Theme, ActorKind, InvolvementRole, AccommodationKind, TargetGroup, CommunityWork, Phase)
    for model in lists:
        model.objects.all().delete()


@pytest.mark.django_db
@pytest.mark.parametrize("suffix", [".ndjson", ".csv", ".xlsx"])
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=st.lists(cases, min_size=1, max_size=4, unique_by=lambda case: case.get("slug", case["title"])))
def test_nothing_is_lost(suffix: str, rows: list[dict[str, Any]]) -> None:
    with transaction.atomic():
        take_over("\n".join(map(json.dumps, rows)).encode(), "in.ndjson")
        first, same = export(f"uit{suffix}"), export("uit.ndjson")
        said = [json.loads(line) for line in same.decode().rstrip("\n").split("\n")]

        take_over(first, f"uit{suffix}")
        assert export("uit.ndjson") == same
        empty_the_site()
        take_over(first, f"uit{suffix}")

        assert export("uit.ndjson") == same
        assert export(f"uit{suffix}") == first
        assert sorted(row["title"] for row in said) == sorted(tidied(row["title"]) for row in rows)
        assert sorted(row["bonding"] for row in said) == sorted(tidied(row.get("bonding", "")) for row in rows)
        assert sorted(len(row["actors"]) for row in said) == sorted(len(row.get("actors", [])) for row in rows)
        transaction.set_rollback(True)


def tidied(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


@given(st.lists(texts.filter(bool)))
def test_a_list_survives_a_cell(given_texts: list[str]) -> None:
    assert split_list(join_list(given_texts)) == given_texts


@given(st.lists(st.lists(texts, min_size=3, max_size=3)))
def test_records_survive_a_cell(records: list[list[str]]) -> None:
    assert split_records(join_records(records)) == records


@pytest.mark.parametrize(
    ("cell", "expected"), [("C:\\map|b", ["C:\\map", "b"]), ("a\\", ["a\\"]), ("a\\\\|b", ["a\\", "b"]), ("", [])]
)
def test_a_backslash_before_any_other_sign_is_text(cell: str, expected: list[str]) -> None:
    assert split_list(cell) == expected
