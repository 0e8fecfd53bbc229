"""A text as words that can be compared, each with its place in the text in code points."""

import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from lessons.passages.characters import APOSTROPHES, INSIDE_NUMBERS, LINE_ENDS, Sort, ending, sort_of
from lessons.passages.likeness import weigh

_STARTS_A_WORD = frozenset({Sort.LETTER, Sort.DIGIT, Sort.MARK})


@dataclass
class Words:
    """The words of a text in their order: a list for each thing known of a word, and one number for it in all lists."""

    text: str
    texts: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    paragraphs: list[int] = field(default_factory=list)
    sentences: list[int] = field(default_factory=list)
    sentence_starts: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.texts)

    def within(self, start: int, end: int) -> tuple[int, int]:
        """The words of which any part stands from `start` to `end`: the first, and the one after the last."""
        first = bisect_right(self.ends, start)
        return first, max(first, bisect_left(self.starts, end))

    @cached_property
    def sentence_weights(self) -> list[int]:
        return [weigh(self.texts[slice(*self.sentence(number))]) for number in range(len(self.sentence_starts))]

    def sentence(self, number: int) -> tuple[int, int]:
        """The first word of a sentence, and the one after its last."""
        following = number + 1
        end = self.sentence_starts[following] if following < len(self.sentence_starts) else len(self)
        return self.sentence_starts[number], end


def words_of(text: str) -> Words:
    """Read `text`: words, numbers and symbols, and the marks that say what type of sentence ended."""
    return _Reading(text).read()


class _Reading:
    def __init__(self, text: str) -> None:
        self._text = text
        self._sorts = [sort_of(char) for char in text]
        self._words = Words(text)
        self._paragraph = 0
        self._opens_sentence = self._opens_paragraph = True

    def read(self) -> Words:
        at = 0
        while at < len(self._text):
            sort = self._sorts[at]
            if sort in _STARTS_A_WORD or (sort is Sort.DASH and self._is_sign(at)):
                at = self._add(at, self._end_of_word(at), "")
            elif sort is Sort.SYMBOL:
                at = self._add(at, self._end_of_marks(at + 1), "")
            elif sort is Sort.ENDING:
                at = self._end_sentence(at)
            else:
                self._opens_paragraph |= self._text[at] in LINE_ENDS
                at += 1
        return self._words

    def _add(self, start: int, end: int, word: str) -> int:
        words = self._words
        if self._opens_paragraph and words.texts:
            self._paragraph += 1
        if self._opens_paragraph or self._opens_sentence:
            words.sentence_starts.append(len(words))
        self._opens_paragraph = self._opens_sentence = False
        words.texts.append(word or self._normalised(start, end))
        words.starts.append(start)
        words.ends.append(end)
        words.paragraphs.append(self._paragraph)
        words.sentences.append(len(words.sentence_starts) - 1)
        return end

    def _normalised(self, start: int, end: int) -> str:
        """One spelling for what is one word: composed, with nothing unseen and one kind of apostrophe and minus."""
        seen = (
            "'" if sort is Sort.QUOTE else "-" if sort is Sort.DASH else char
            for char, sort in zip(self._text[start:end], self._sorts[start:end], strict=True)
            if sort is not Sort.UNSEEN
        )
        return unicodedata.normalize("NFC", "".join(seen))

    def _end_sentence(self, at: int) -> int:
        end = at
        while end < len(self._text) and self._sorts[end] is Sort.ENDING:
            end += 1
        self._add(at, end, ending(self._text[at:end]))
        self._opens_sentence = end == len(self._text) or self._sorts[end] not in _STARTS_A_WORD
        return end

    def _is_sign(self, at: int) -> bool:
        """Whether the dash here makes a number negative."""
        is_loose = at == 0 or self._sorts[at - 1] in {Sort.SPACE, Sort.OTHER, Sort.QUOTE}
        return is_loose and self._sort_at(at + 1) is Sort.DIGIT

    def _end_of_word(self, at: int) -> int:
        end = at = at + 1
        before = self._sorts[at - 1]
        while at < len(self._text):
            sort = self._sorts[at]
            if sort in _STARTS_A_WORD:
                end, before = at + 1, sort if sort is not Sort.MARK else before
            elif sort is not Sort.UNSEEN and not self._joins(at, before):
                break
            at += 1
        return end

    def _joins(self, at: int, before: Sort) -> bool:
        """Whether what stands here keeps two parts of one word together: "foto's", "1.000"."""
        char, after = self._text[at], self._sort_at(at + 1)
        if char in APOSTROPHES:
            return before is Sort.LETTER and after is Sort.LETTER
        return char in INSIDE_NUMBERS and before is Sort.DIGIT and after is Sort.DIGIT

    def _end_of_marks(self, at: int) -> int:
        while self._sort_at(at) is Sort.MARK:
            at += 1
        return at

    def _sort_at(self, at: int) -> Sort:
        return self._sorts[at] if at < len(self._sorts) else Sort.SPACE
