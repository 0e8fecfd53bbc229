"""What resolving costs: work is counted, not timed, and grows as the text does."""

import sys
from collections.abc import Callable
from random import Random
from types import FrameType
from typing import Any

import pytest

from lessons.passages import Passage, State, resolve, resolve_all
from lessons.passages.alignment import align
from lessons.passages.likeness import MOST_PAIRS
from lessons.passages.words import words_of

SENTENCE = "Op dinsdag koken wij soep voor de buurt. "


def lines_run(call: Callable[[], object]) -> int:
    """How many lines of Python `call` takes."""
    count = 0

    def trace(_frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        call()
    finally:
        sys.settrace(before)
    return count


def different(size: int) -> tuple[str, str]:
    random = Random(1)  # noqa: S311
    vocabulary = ["buurt", "soep", "tuin", "zingen", "samen", "plein", "de", "van", "in", "."]
    old, new = (" ".join(random.choice(vocabulary) for _ in range(size)) for _ in range(2))
    return f"Het begon zo. {old}", f"{new}. Het begon zo."


def edited(size: int) -> tuple[str, str]:
    paragraphs = [f"In jaar {number} {SENTENCE}Daar kwamen {number * 7} buren." for number in range(size // 15)]
    changed = [paragraph.replace("7 ", "8 ") for paragraph in paragraphs]
    return "Het begon zo. " + "\n".join(paragraphs), "\n".join(
        [*changed[size // 30 :], "Het begon zo.", *changed[: size // 30]]
    )


def repeated(size: int) -> tuple[str, str]:
    return SENTENCE * (size // 9), SENTENCE * (size // 9 + 3)


def self_overlapping(size: int) -> tuple[str, str]:
    return "a " * size, "a " * (size + 7)


def one_word(size: int) -> tuple[str, str]:
    return "a" * size, "a" * size + "\u0301"


@pytest.mark.parametrize("texts", [different, edited, repeated, self_overlapping, one_word])
@pytest.mark.parametrize("share", [0.01, 0.5])
def test_work_grows_as_the_text_does(texts: Callable[[int], tuple[str, str]], share: float) -> None:
    def work(size: int) -> int:
        old, new = texts(size)
        end = max(1, int(len(old) * share))
        return lines_run(lambda: resolve(old, Passage(0, end, old[:end]), new))

    small, large = work(1_000), work(4_000)

    assert large < 6 * small


def test_many_passages_of_a_text_compare_it_once() -> None:
    old, new = edited(8_000)
    passages = [Passage(at, at + 300, old[at : at + 300]) for at in range(0, len(old) - 300, len(old) // 40)]

    one = lines_run(lambda: resolve_all(old, passages[:1], new))
    all_of_them = lines_run(lambda: resolve_all(old, passages, new))

    assert len(passages) >= 39
    assert all_of_them < len(passages) * one / 4


def test_texts_beyond_comparing_are_aligned_by_runs_that_tell() -> None:
    middle = [f"woord{number}" for number in range(12_000)]
    old = words_of(" ".join(["eerst", *middle, "laatst"]))
    new = words_of(" ".join(["nieuw", *middle[6_000:], *middle[:6_000], "nieuwer"]))
    assert len(old) * len(new) > MOST_PAIRS

    alignment = align(old, new)

    assert alignment.to_new[1:6_001] == list(range(6_001, 12_001))
    assert alignment.to_new[6_001:12_001] == list(range(1, 6_001))


def test_a_passage_in_a_text_without_end_is_found() -> None:
    old = "\n".join(f"In jaar {number} {SENTENCE}" for number in range(3_000))
    start = old.index("In jaar 1500")
    new = f"Nieuw vooraan.\n{old}".replace("jaar 7", "het jaar 7")

    resolution = resolve(old, Passage(start, start + 12, "In jaar 1500"), new)

    assert (resolution.state, resolution.start) == (State.FOUND, new.index("In jaar 1500"))
