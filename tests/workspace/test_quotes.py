"""Sentences that a remark is tied to: found again after edits, or said to be gone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workspace.review.quotes import place_of, sentences

TEXT = "Het begon klein. Wie wil, eet op dinsdag mee aan tafel.\nDat kost € 3.50 per keer! Iedereen helpt."


def test_a_text_is_cut_into_sentences() -> None:
    assert [each.text for each in sentences(TEXT)] == [
        "Het begon klein.",
        "Wie wil, eet op dinsdag mee aan tafel.",
        "Dat kost € 3.50 per keer!",
        "Iedereen helpt.",
    ]


@given(st.text(max_size=300))
def test_a_sentence_stands_where_it_is_said_to_stand(text: str) -> None:
    for each in sentences(text):
        assert text[each.start : each.start + len(each.text)] == each.text


@given(st.text(alphabet="ab .!\n", max_size=80), st.text(alphabet="ab .!\n", max_size=80))
def test_the_same_words_are_found_wherever_they_went(before: str, behind: str) -> None:
    quote = "Wie wil, eet mee."

    found = place_of(quote, 0, f"{before}{quote}{behind}")

    assert found is not None
    assert not found.is_changed


def test_of_the_same_words_the_nearest_are_meant() -> None:
    text = "Ja. Nee. Ja. Nee. Ja."

    found = place_of("Ja.", 10, text)

    assert found is not None
    assert found.start == 9


@pytest.mark.parametrize(
    ("now", "is_found"),
    [
        ("Wie wil, eet op woensdag mee aan tafel.", True),
        ("Wie wil eet op dinsdag mee, aan de lange tafel.", True),
        ("Er is een tuin achter het gebouw.", False),
        ("", False),
    ],
)
def test_a_small_edit_is_told_and_another_sentence_is_not_taken_for_it(now: str, is_found: bool) -> None:
    place = place_of("Wie wil, eet op dinsdag mee aan tafel.", 17, f"Het begon klein. {now} Iedereen helpt.")

    assert (place is not None) == is_found
    assert place is None or (place.is_changed and place.text == now)
