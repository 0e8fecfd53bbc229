"""The folded words of a text, and where they stand."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from curation.rich_text import fold
from search.words import is_invisible, tokens, tokens_among, words

TEXTS = st.text(
    st.one_of(
        st.sampled_from("abz AZ09.,'’-–\n\u00ad\u200b\u0301\u0308éïöÿßĳﬁœøłΣςİı½²…٣😀\ufe0f\u0903\u02bc"),
        st.characters(),
    )
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Súdwest-Fryslân", ["sudwest", "fryslan"]),
        ("'s-Hertogenbosch", ["s", "hertogenbosch"]),
        ("’t Anker, foto's & co.", ["t", "anker", "foto", "s", "co"]),
        ("coöperatie IDEEËN café", ["cooperatie", "ideeen", "cafe"]),
        ("e\u0301e\u0301n", ["een"]),
        ("buurt\u00adhuis wijk\u200bcentrum dorps\u2060huis", ["buurthuis", "wijkcentrum", "dorpshuis"]),
        ("Straße ĳsbaan ﬁets", ["strasse", "ijsbaan", "fiets"]),
        ("Wij in de wijk 2 (2020) m²", ["wij", "in", "de", "wijk", "2", "2020", "m2"]),
        ("Москва مرحبا 北京", ["москва", "مرحبا", "北京"]),
        ("", []),
        (" -- ... \u00ad", []),
    ],
)
def test_they_are_folded_and_parted_by_signs(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_a_token_says_where_its_word_stands_where_folding_changes_the_length() -> None:
    text = "De Straße, buurt\u00adhuis en e\u0301e\u0301n ﬁets."

    found = {token.word: text[token.start : token.end] for token in tokens(text)}

    assert found == {
        "de": "De",
        "strasse": "Straße",
        "buurthuis": "buurt\u00adhuis",
        "en": "en",
        "een": "e\u0301e\u0301n",
        "fiets": "ﬁets",
    }


@given(TEXTS)
@example("ß\u00ad")
@example("½ a.m.㏂ Ǆ")
@example("".join(map(chr, range(0xC0, 0x180))))
def test_words_are_those_of_the_tokens_and_each_is_what_stands_there(text: str) -> None:
    found = tokens(text)

    assert [token.word for token in found] == words(text)
    for token in found:
        there = text[token.start : token.end]
        assert token.word in fold("".join(sign for sign in there if not is_invisible(sign)))
        assert not is_invisible(there[0])
    assert all(one.end <= other.start + 1 for one, other in pairwise(found))  # "½" is in two words: 1 and 2


@given(TEXTS)
def test_every_letter_and_digit_is_in_a_token(text: str) -> None:
    covered = {place for token in tokens(text) for place in range(token.start, token.end)}

    assert all(
        sign.isspace() or not sign.isascii() or not sign.isalnum()
        for place, sign in enumerate(text)
        if place not in covered
    )


@given(TEXTS)
def test_composed_and_decomposed_texts_have_the_same_words(text: str) -> None:
    assert words(unicodedata.normalize("NFC", text)) == words(unicodedata.normalize("NFD", text))


@given(TEXTS, st.sets(st.sampled_from(["a", "b", "z", "een", "0"])))
def test_looking_for_some_words_finds_the_tokens_that_have_them(text: str, wanted: set[str]) -> None:
    assert tokens_among(text, wanted.__contains__) == [token for token in tokens(text) if token.word in wanted]
