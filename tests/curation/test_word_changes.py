"""Comparing two texts word by word."""

import itertools

from hypothesis import example, given
from hypothesis import strategies as st

from curation.word_changes import Kind, Run, word_changes

WORDS = st.lists(
    st.sampled_from(["soep", "eten", "wij", " ", "\n", ".", "é", "e\u0301", "👩‍🌾", "\r\n", "<b>", "\t"]), max_size=40
)
TEXTS = st.one_of(st.text(max_size=200), WORDS.map("".join))


def without(kind: Kind, runs: list[Run]) -> str:
    return "".join(run.text for run in runs if run.kind != kind)


@given(TEXTS, TEXTS)
@example("a\nb", "a\n\nb")
@example("", "x")
def test_both_texts_can_be_made_of_the_runs(old: str, new: str) -> None:
    runs = word_changes(old, new)

    assert without(Kind.NEW, runs) == old
    assert without(Kind.GONE, runs) == new


@given(TEXTS, TEXTS)
def test_runs_are_as_few_as_can_be(old: str, new: str) -> None:
    runs = word_changes(old, new)
    kinds = [run.kind for run in runs]

    assert all(run.text for run in runs)
    assert all(left != right for left, right in itertools.pairwise(kinds))
    assert (Kind.NEW, Kind.GONE) not in list(itertools.pairwise(kinds))


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert word_changes(text, text) == ([Run(Kind.SAME, text)] if text else [])


def test_it_marks_words_and_not_letters() -> None:
    assert word_changes("Zij koken soep op dinsdag.", "Zij koken stamppot op dinsdag.") == [
        Run(Kind.SAME, "Zij koken "),
        Run(Kind.GONE, "soep"),
        Run(Kind.NEW, "stamppot"),
        Run(Kind.SAME, " op dinsdag."),
    ]


def test_two_changed_words_after_each_other_are_one_change() -> None:
    assert [run.kind for run in word_changes("een oude tuin", "een nieuwe moestuin")] == [
        Kind.SAME,
        Kind.GONE,
        Kind.NEW,
    ]


def test_endless_texts_are_compared_all_the_same() -> None:
    old, new = "a b " * 40_000, "c d " * 40_000

    runs = word_changes(f"Begin {old} einde", f"Begin {new} einde")

    assert without(Kind.NEW, runs) == f"Begin {old} einde"
    assert runs[0] == Run(Kind.SAME, "Begin ")
