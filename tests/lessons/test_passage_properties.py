"""Passages under thousands of generated edits, against texts that know of every word where it comes from."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons.passages import Passage, Resolution, State, resolve
from tests.lessons.edited_texts import (
    DAYS,
    FRESH,
    MANNERS,
    NAMES,
    NOUNS,
    NUMBERS,
    PLACES,
    THINGS,
    VERBS,
    Paragraph,
    Sentence,
    Text,
    Typed,
    Word,
    a_text,
    again,
    fresh_sentence,
    is_word,
    retyped,
    typed,
    words_in,
)

LISTS = (NAMES, PLACES, NUMBERS, NOUNS, VERBS, THINGS, DAYS)
SEEDS = st.integers(0, 2**32)
EVERY_RUN_ALIKE = settings(deadline=None, derandomize=True, database=None)


@dataclass
class Marked:
    """A text with a passage in it, as somebody typed it: whole sentences of a paragraph, or words of one sentence."""

    random: Random
    text: Text
    paragraph: int
    sentences: range
    own: list[Word]

    @classmethod
    def by(cls, seed: int, *, fewest_paragraphs: int = 1, in_one_sentence: bool | None = None) -> "Marked":
        random = Random(seed)  # noqa: S311
        text = a_text(random)
        while len(text) < fewest_paragraphs:
            text = a_text(random)
        paragraph = random.randrange(len(text))
        first = random.randrange(len(text[paragraph]))
        is_within = random.random() < 0.5 if in_one_sentence is None else in_one_sentence
        if is_within:
            sentence = text[paragraph][first]
            start = random.choice([at for at, word in enumerate(sentence) if is_word(word)])
            own = list(sentence[start : start + random.randint(1, 8)])
            return cls(random, text, paragraph, range(first, first + 1), own)
        sentences = range(first, random.randint(first + 1, len(text[paragraph])))
        return cls(random, text, paragraph, sentences, [w for number in sentences for w in text[paragraph][number]])

    def resolved(self, new: Text) -> tuple[Resolution, Typed]:
        old, typed_new = typed(self.text, self.random.choice(MANNERS)), typed(new, self.random.choice(MANNERS))
        start, end = old.place(self.own)
        return resolve(old.text, Passage(start, end, old.text[start:end]), typed_new.text), typed_new

    @property
    def owns(self) -> set[int]:
        return {word.own for word in self.own}


def with_paragraph(text: Text, number: int, paragraph: Paragraph | None) -> Text:
    return (*text[:number], *([paragraph] if paragraph else []), *text[number + 1 :])


def with_sentence(paragraph: Paragraph, number: int, sentence: Sentence) -> Paragraph:
    return (*paragraph[:number], sentence, *paragraph[number + 1 :])


def is_at(resolution: Resolution, new: Typed, own: list[Word]) -> bool:
    """Whether a resolution has the words of the passage, all of them and no others."""
    if resolution.start is None or resolution.end is None:
        return False
    words = [word for word in new.spanned(resolution.start, resolution.end) if is_word(word)]
    return words == [word for word in own if is_word(word)]


@given(SEEDS)
@settings(EVERY_RUN_ALIKE, max_examples=200)
def test_however_it_is_typed_a_text_is_the_same(seed: int) -> None:
    marked = Marked.by(seed)

    resolution, new = marked.resolved(marked.text)

    assert resolution.state == State.FOUND
    assert is_at(resolution, new, marked.own)


@given(SEEDS)
@settings(EVERY_RUN_ALIKE, max_examples=50)
def test_a_text_that_did_not_change_keeps_its_passages_to_the_character(seed: int) -> None:
    random = Random(seed)  # noqa: S311
    text = typed(a_text(random), random.choice(MANNERS)).text
    start = random.randrange(len(text))
    end = random.randint(start + 1, len(text))

    resolution = resolve(text, Passage(start, end, text[start:end]), text)

    assert resolution == Resolution(State.FOUND, start, end)


@given(SEEDS)
@settings(EVERY_RUN_ALIKE, max_examples=300)
def test_what_changes_around_it_leaves_a_passage_where_it_is(seed: int) -> None:
    marked = Marked.by(seed, fewest_paragraphs=2)
    random, new = marked.random, marked.text
    for number in reversed(range(len(new))):
        if random.random() < 0.5:
            continue
        paragraph, own = new[number], marked.sentences if number == marked.paragraph else range(0)
        for at in reversed(range(len(paragraph))):
            if at not in own and random.random() < 0.3:
                paragraph = with_sentence(paragraph, at, retyped(paragraph[at], 0, random.choice(FRESH)))
            if at not in own[1:] and random.random() < 0.2:
                paragraph = (*paragraph[:at], fresh_sentence(random), *paragraph[at:])
        new = with_paragraph(new, number, paragraph)
        if random.random() < 0.3:
            new = (*new[:number], (fresh_sentence(random),), *new[number:])

    resolution, typed_new = marked.resolved(new)

    assert resolution.state == State.FOUND
    assert is_at(resolution, typed_new, marked.own)


@given(SEEDS)
@settings(EVERY_RUN_ALIKE, max_examples=200)
def test_a_passage_moves_with_its_paragraph(seed: int) -> None:
    marked = Marked.by(seed, fewest_paragraphs=3, in_one_sentence=True)
    left = [*marked.text[: marked.paragraph], *marked.text[marked.paragraph + 1 :]]
    places = [at for at in range(len(left) + 1) if abs(at - marked.paragraph) > 1]
    at = marked.random.choice(places or [0, len(left)])
    left.insert(at, marked.text[marked.paragraph])

    resolution, new = marked.resolved(tuple(left))

    if resolution.state not in {State.AMBIGUOUS, State.FOUND if at == marked.paragraph else State.MOVED}:
        assert abs(at - marked.paragraph) == 1, resolution
    assert resolution.start is None or is_at(resolution, new, marked.own)
    if len(marked.text[marked.paragraph]) > 1 and places:
        assert resolution.state == State.MOVED


@given(SEEDS)
@settings(EVERY_RUN_ALIKE, max_examples=300)
def test_a_word_of_it_changed_is_never_the_same_passage(seed: int) -> None:
    marked = Marked.by(seed)
    random = marked.random
    word = random.choice([word for word in marked.own if is_word(word)])
    wordings = next((words for words in LISTS if word.text in words), FRESH)
    wording = random.choice([each for each in wordings if each != word.text])
    if word != next(filter(is_word, marked.own)) and random.random() < 0.2:
        wording = f"nooit {word.text}"
    new = _exchanged(marked.text, word, replace(word, text=wording))

    resolution, typed_new = marked.resolved(new)

    assert resolution.state not in {State.FOUND, State.MOVED}
    if resolution.state == State.CHANGED:
        assert resolution.start is not None
        assert resolution.end is not None
        assert {each.own for each in typed_new.spanned(resolution.start, resolution.end)} == marked.owns
    if len([each for each in marked.own if is_word(each)]) > 6 and not _is_twin(new, word):
        assert resolution.state == State.CHANGED


def _is_twin(text: Text, word: Word) -> bool:
    """Whether the sentence with `word` reads as another one does: then it may as well be a copy of that one."""
    sentences = [sentence for paragraph in text for sentence in paragraph]
    own = next(sentence for sentence in sentences if any(each.own == word.own for each in sentence))
    return sum(_spelling(sentence) == _spelling(own) for sentence in sentences) > 1


def _spelling(sentence: Sentence) -> str:
    return " ".join(word.text for word in sentence)


def _exchanged(text: Text, word: Word, other: Word) -> Text:
    return tuple(
        tuple(tuple(other if each == word else each for each in sentence) for sentence in paragraph)
        for paragraph in text
    )


@given(SEEDS)
@settings(EVERY_RUN_ALIKE, max_examples=200)
def test_what_is_gone_is_nowhere(seed: int) -> None:
    marked = Marked.by(seed)
    paragraph = marked.text[marked.paragraph]
    left = tuple(sentence for at, sentence in enumerate(paragraph) if at not in marked.sentences)

    resolution, _ = marked.resolved(with_paragraph(marked.text, marked.paragraph, left))

    assert resolution.state in {State.ORPHANED, State.AMBIGUOUS}
    assert (resolution.start, resolution.end) == (None, None)


@given(SEEDS)
@settings(EVERY_RUN_ALIKE, max_examples=200)
def test_sentences_that_changed_places_are_not_taken_for_each_other(seed: int) -> None:
    marked = Marked.by(seed, fewest_paragraphs=2, in_one_sentence=True)
    here, first = marked.paragraph, marked.sentences[0]
    there = marked.random.choice([number for number in range(len(marked.text)) if number != here])
    second = marked.random.randrange(len(marked.text[there]))
    own, other = marked.text[here][first], marked.text[there][second]
    new = with_paragraph(marked.text, here, with_sentence(marked.text[here], first, other))
    new = with_paragraph(new, there, with_sentence(new[there], second, own))

    resolution, typed_new = marked.resolved(new)

    assert resolution.start is None or is_at(resolution, typed_new, marked.own)


@given(SEEDS)
@settings(EVERY_RUN_ALIKE, max_examples=200)
def test_a_copy_is_not_the_passage(seed: int) -> None:
    marked = Marked.by(seed)
    at = marked.random.randint(0, len(marked.text))
    new = (*marked.text[:at], again(marked.text[marked.paragraph]), *marked.text[at:])

    resolution, typed_new = marked.resolved(new)

    assert resolution.state in {State.FOUND, State.AMBIGUOUS}
    assert resolution.start is None or is_at(resolution, typed_new, marked.own)
    if at in {marked.paragraph, marked.paragraph + 1}:
        assert resolution.state == State.AMBIGUOUS


@given(SEEDS)
@settings(EVERY_RUN_ALIKE, max_examples=200)
def test_a_twin_in_the_old_text_is_not_the_passage(seed: int) -> None:
    marked = Marked.by(seed, fewest_paragraphs=2)
    random, sentences = marked.random, marked.text[marked.paragraph]
    twin = again((sentences[random.choice(marked.sentences)],))[0]
    there = random.choice([number for number in range(len(marked.text)) if number != marked.paragraph])
    at = random.randint(0, len(marked.text[there]))
    marked.text = with_paragraph(marked.text, there, (*marked.text[there][:at], twin, *marked.text[there][at:]))
    new = random.choice(EDITS)(random, marked.text)
    if typed(new).text == typed(marked.text).text:
        new = marked.text  # the two may have been exchanged, which nobody sees

    resolution, typed_new = marked.resolved(new)

    assert resolution.start is None or not _has_others(marked, resolution, typed_new)


def _has_others(marked: Marked, resolution: Resolution, new: Typed) -> bool:
    """Whether the greater part of what a resolution has was elsewhere in the old text."""
    assert resolution.start is not None
    assert resolution.end is not None
    spanned = [word for word in new.spanned(resolution.start, resolution.end) if is_word(word)]
    others = {word.own for word in words_in(marked.text)} - marked.owns
    own = [word for word in spanned if word.own in marked.owns]
    return len(own) <= len([word for word in spanned if word.own in others])


Edit = Callable[[Random, Text], Text]


def _drop_paragraph(random: Random, text: Text) -> Text:
    return with_paragraph(text, random.randrange(len(text)), None) if len(text) > 1 else text


def _move_paragraph(random: Random, text: Text) -> Text:
    number = random.randrange(len(text))
    left = with_paragraph(text, number, None)
    at = random.randint(0, len(left))
    return (*left[:at], text[number], *left[at:])


def _add_paragraph(random: Random, text: Text) -> Text:
    at = random.randint(0, len(text))
    return (*text[:at], (fresh_sentence(random), fresh_sentence(random)), *text[at:])


def _drop_sentence(random: Random, text: Text) -> Text:
    number = random.randrange(len(text))
    at = random.randrange(len(text[number]))
    return with_paragraph(text, number, (*text[number][:at], *text[number][at + 1 :])) or text


def _move_sentence(random: Random, text: Text) -> Text:
    number = random.randrange(len(text))
    at = random.randrange(len(text[number]))
    left = with_paragraph(text, number, (*text[number][:at], *text[number][at + 1 :])) or ((),)
    there = random.randrange(len(left))
    place = random.randint(0, len(left[there]))
    return with_paragraph(left, there, (*left[there][:place], text[number][at], *left[there][place:]))


def _swap_sentences(random: Random, text: Text) -> Text:
    here, there = random.randrange(len(text)), random.randrange(len(text))
    first, second = random.randrange(len(text[here])), random.randrange(len(text[there]))
    one, other = text[here][first], text[there][second]
    swapped = with_paragraph(text, here, with_sentence(text[here], first, other))
    return with_paragraph(swapped, there, with_sentence(swapped[there], second, one))


def _retype(random: Random, text: Text) -> Text:
    word = random.choice(list(words_in(text)))
    wordings = next((words for words in LISTS if word.text in words), FRESH)
    return _exchanged(text, word, replace(word, text=random.choice(wordings)))


def _join_paragraphs(random: Random, text: Text) -> Text:
    if len(text) == 1:
        return text
    number = random.randrange(len(text) - 1)
    return (*text[:number], text[number] + text[number + 1], *text[number + 2 :])


def _split_paragraph(random: Random, text: Text) -> Text:
    number = random.randrange(len(text))
    at = random.randrange(len(text[number]))
    parts = [part for part in (text[number][:at], text[number][at:]) if part]
    return (*text[:number], *parts, *text[number + 1 :])


EDITS: list[Edit] = [
    _drop_paragraph,
    _move_paragraph,
    _add_paragraph,
    _drop_sentence,
    _move_sentence,
    _swap_sentences,
    _retype,
    _join_paragraphs,
    _split_paragraph,
]


@pytest.mark.parametrize("number", [1, 2, 3, 5])
@given(seed=SEEDS)
@settings(EVERY_RUN_ALIKE, max_examples=300)
def test_a_passage_never_takes_other_words(number: int, seed: int) -> None:
    marked = Marked.by(seed)
    new = marked.text
    for _ in range(number):
        new = marked.random.choice(EDITS)(marked.random, new)

    resolution, typed_new = marked.resolved(new)

    if resolution.start is None or resolution.end is None:
        assert resolution.state in {State.AMBIGUOUS, State.ORPHANED}
        return
    spanned = [word for word in typed_new.spanned(resolution.start, resolution.end) if is_word(word)]
    if resolution.state in {State.FOUND, State.MOVED}:
        assert spanned == [word for word in marked.own if is_word(word)]
    else:
        assert not _has_others(marked, resolution, typed_new)
