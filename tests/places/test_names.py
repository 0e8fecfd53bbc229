"""Names of places become the same words, however they are typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from places import names


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Súdwest-Fryslân", "sudwest fryslan"),
        ("Su\u0301dwest\u00adFryslân", "sudwest fryslan"),
        ("'s-Gravenhage", "s gravenhage"),
        ("’s Gravenhage", "s gravenhage"),
        ("`s  GRAVENHAGE ", "s gravenhage"),
        ("´s-Gravenhage", "s gravenhage"),
        ("St. Anthonis", "sint anthonis"),
        ("Bergen (NH.)", "bergen nh"),
        ("\u0132sselstein", "ijsselstein"),
        ("Oploo, St. Anthonis en Ledeacker", "oploo sint anthonis en ledeacker"),
        ("\x00\ud800 – !", ""),
    ],
)
def test_normalise_keeps_only_the_words(text: str, words: str) -> None:
    assert names.normalise(text) == words


@given(st.text())
def test_normalise_is_its_own_normal_form(text: str) -> None:
    once = names.normalise(text)

    assert names.normalise(once) == once
    assert once == " ".join(once.split())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("gemeente Heerlen", ["heerlen"]),
        ("Gem. Heerlen", ["heerlen"]),
        ("Heerlen (gemeente)", ["heerlen"]),
        ("Gemeente Utrecht (gemeente)", ["utrecht"]),
        ("gemeente", ["gemeente"]),
        ("", []),
    ],
)
def test_words_of_name_leaves_out_the_word_municipality(text: str, words: list[str]) -> None:
    assert names.words_of_name(text) == words


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("'s-Hertogenbosch", "hertogenbosch s"),
        ("'t Zandt", "zandt t"),
        ("Den Haag", "den haag"),
        ("IJsselstein", "ijsselstein"),
        ("Élan", "elan"),
    ],
)
def test_sort_name_puts_an_apostrophe_word_behind(name: str, key: str) -> None:
    assert names.sort_name(name) == key


def test_trigrams_mark_where_words_begin_and_end() -> None:
    assert names.trigrams("de as") == {"  d", " de", "de ", "  a", " as", "as "}
