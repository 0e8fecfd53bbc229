"""What was typed in a search box, and how it is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query import LONGEST, LONGEST_WORD, MOST_WORDS, Clause, parse


def read(text: str) -> list[list[str]]:
    """Alternatives as lists of clauses, in a notation of our own: -without, "in a row"."""
    return [[_shown(clause) for clause in clauses] for clauses in parse(text).alternatives]


def _shown(clause: Clause) -> str:
    text = f'"{" ".join(clause.words)}"' if clause.is_phrase else clause.words[0]
    return f"-{text}" if clause.is_excluded else text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("soep Stamppot", [["soep", "stamppot"]]),
        ("soep soep Soep", [["soep"]]),
        ("Súdwest-Fryslân", [["sudwest", "fryslan"]]),
        ("soep -stamppot", [["soep", "-stamppot"]]),
        ("-stamppot", [["-stamppot"]]),
        ("soep - stamppot", [["soep", "stamppot"]]),
        ('"samen eten"', [['"samen eten"']]),
        ("“samen eten” soep", [['"samen eten"', "soep"]]),
        ("„samen eten”", [['"samen eten"']]),
        ('-"samen eten" soep', [['-"samen eten"', "soep"]]),
        ('"samen eten', [['"samen eten"']]),
        ('"soep"', [["soep"]]),
        ("soep -sociaal-makelaar", [["soep", '-"sociaal makelaar"']]),
        ("soep or stamppot", [["soep"], ["stamppot"]]),
        ("soep OR stamppot -erwten or brood", [["soep"], ["stamppot", "-erwten"], ["brood"]]),
        ("or", []),
        ("or soep or or", [["soep"]]),
        ('"or"', [["or"]]),
        ("de soep van de buurt", [["soep", "buurt"]]),
        ("de het een", [["de", "het", "een"]]),
        ("de -soep", [["de", "-soep"]]),
        ('"de soep"', [['"de soep"']]),
        ("", []),
        ("!?…", []),
        ("-", []),
        ('"" -""', []),
    ],
)
def test_it_reads_words_phrases_minus_and_or(typed: str, meant: list[list[str]]) -> None:
    assert read(typed) == meant


def test_all_of_it_may_be_a_title_whatever_its_signs_mean() -> None:
    query = parse('De  buurt -  "samen" or  zó!')

    assert query.exact == 'De buurt - "samen" or zó!'
    assert query.whole == "de buurt samen or zo"


def test_words_that_are_looked_for_are_those_that_are_not_excluded() -> None:
    assert parse('soep "samen eten" -brood or soep kaas').words == ["soep", "samen", "eten", "kaas"]


@given(st.text())
def test_anything_is_read_within_bounds(text: str) -> None:
    query = parse(text * 20)
    clauses = [clause for clauses in query.alternatives for clause in clauses]

    assert sum(len(clause.words) for clause in clauses) <= MOST_WORDS
    assert all(0 < len(word) <= LONGEST_WORD for clause in clauses for word in clause.words)
    assert len(query.exact) <= 4 * LONGEST
    assert all(query.alternatives)
    (query.exact + query.whole).encode()
    assert "\0" not in query.exact + query.whole
