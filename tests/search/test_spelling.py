"""Which known words a typing error may have made of a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.spelling import closest, distance

KNOWN = [
    *(
        "opbouwwerk",
        "samenlevingsopbouw",
        "sudwest",
        "fryslan",
        "friesland",
        "buurthuis",
        "buurthuizen",
        "wijk",
        "wijn",
    ),
    *("dijk", "tuin", "tuinen", "moestuin", "eenzaamheid", "vrijwilliger", "vrijwilligers", "2017", "lessen", "koken"),
]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("opbowwerk", "opbouwwerk"),
        ("samenlevingopbouw", "samenlevingsopbouw"),
        ("samenlevingsobouw", "samenlevingsopbouw"),
        ("frislan", "fryslan"),
        ("sudwset", "sudwest"),
        ("buurthius", "buurthuis"),
        ("buuthuis", "buurthuis"),
        ("eenzaamhied", "eenzaamheid"),
        ("vrijwiliger", "vrijwilliger"),
        ("tiun", "tuin"),
        ("moestiun", "moestuin"),
        ("wijkk", "wijk"),
    ],
)
def test_the_word_that_was_meant_is_the_first(written: str, meant: str) -> None:
    assert closest(written, KNOWN)[0] == meant


@pytest.mark.parametrize("written", ["wyn", "2018", "les", "xyzzyx", "tuun1", "", "buurtfeest"])
def test_short_words_numbers_and_other_words_are_left_alone(written: str) -> None:
    assert closest(written, KNOWN) == []


def test_no_word_becomes_a_number() -> None:
    assert closest("abcdefgh", ["abcdefg1"]) == []


def test_of_equally_near_words_the_same_first_letter_goes_first() -> None:
    assert closest("wijt", ["dijt", "wijk"]) == ["wijk", "dijt"]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("wijk", "wijk", 0), ("wijk", "wijken", 2), ("tuin", "tiun", 1), ("wijk", "dijk", 1), ("", "abc", 3)],
)
def test_the_distance_counts_errors(one: str, other: str, expected: int) -> None:
    assert distance(one, other) == expected


@given(st.text(st.sampled_from("abcd"), max_size=14), st.lists(st.text(st.sampled_from("abcd"), max_size=14)))
def test_what_is_offered_is_within_the_errors_forgiven_and_in_order(word: str, candidates: list[str]) -> None:
    offered = closest(word, candidates)
    errors = [distance(word, candidate) for candidate in offered]

    assert errors == sorted(errors)
    assert len(offered) == sum(
        distance(word, candidate) <= (0 if len(word) < 4 else 1 if len(word) < 6 else 2 if len(word) < 12 else 3)
        for candidate in candidates
        if len(word) >= 4
    )
