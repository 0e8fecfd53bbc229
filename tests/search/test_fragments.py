"""The stretch of a text that shows best why it was found."""

from hypothesis import given
from hypothesis import strategies as st

from search.fragments import Piece, fragment
from search.words import words

LETTERS = st.text(st.sampled_from("ab é\u0301ß…\u00ad\n-."), max_size=400)


def text_of(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def test_it_marks_the_words_that_match() -> None:
    pieces = fragment("Het buurthuis in de wijk.", {"buurthuis", "wijk"}.__contains__)

    assert pieces == [
        Piece("Het ", is_marked=False),
        Piece("buurthuis", is_marked=True),
        Piece(" in de ", is_marked=False),
        Piece("wijk", is_marked=True),
        Piece(".", is_marked=False),
    ]


def test_it_takes_the_stretch_with_most_different_words() -> None:
    text = "tuin tuin tuin " + "en zo voort " * 50 + "de tuin bij het café " + "en zo voort " * 50 + "tuin"

    pieces = fragment(text, {"tuin", "cafe"}.__contains__, length=100)

    assert [piece.text for piece in pieces if piece.is_marked] == ["tuin", "café"]
    assert pieces[0].text.startswith("…")
    assert pieces[-1].text.endswith("…")
    assert len(text_of(pieces)) <= 102


def test_it_is_empty_when_no_word_matches() -> None:
    assert fragment("Het buurthuis", {"wijk"}.__contains__) == []
    assert fragment("", lambda _word: True) == []


def test_a_short_text_is_shown_whole() -> None:
    text = "Samen eten in de Straße"

    assert text_of(fragment(text, {"strasse"}.__contains__)) == text


@given(LETTERS, st.sets(st.text(st.sampled_from("abe"), min_size=1, max_size=3)), st.integers(10, 120))
def test_joined_without_what_says_it_was_cut_it_stands_in_the_text(text: str, wanted: set[str], length: int) -> None:
    pieces = fragment(text, wanted.__contains__, length)
    shown = text_of(pieces)
    bare = shown if shown in text else shown.removeprefix("…").removesuffix("…")

    assert bare in text or bare.removeprefix("…") in text
    assert bool(pieces) == bool(wanted & set(words(text)))
    for piece in pieces:
        assert piece.text
        assert not piece.is_marked or set(words(piece.text)) <= wanted


@given(st.lists(st.sampled_from(["buurt", "huis", "één", "wijk-", "(tuin)"]), min_size=1), st.integers(20, 60))
def test_it_begins_and_ends_where_words_do(parts: list[str], length: int) -> None:
    pieces = fragment(" ".join(parts), {"tuin"}.__contains__, length)

    assert set(words(text_of(pieces))) <= set(words(" ".join(parts)))


@given(st.lists(st.sampled_from(["buurt", "huis", "tuin"]), min_size=1), st.integers(20, 60))
def test_it_is_not_much_longer_than_asked(parts: list[str], length: int) -> None:
    pieces = fragment(" ".join(parts), {"tuin"}.__contains__, length)

    assert len(text_of(pieces)) <= length + len("……")
