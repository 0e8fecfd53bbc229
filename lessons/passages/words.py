"""A text as words that can be compared, each with its place in the text in code points."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

from lessons.passages.characters import Sort, ending, fold, sort_of, sorts_of
from lessons.passages.likeness import weight

# Over the sorts of a text (characters.py). A dash may make a number negative; an apostrophe keeps letters
# together ("foto's") and a point or comma digits ("1.000").
_TOKEN = re.compile(
    r"(?P<word>(?:(?<![LDMSEPHU])H(?=D))?+(?=[LDM])(?:M[MU]*+)?+(?:L++[MU]*+(?:A(?=L))?+|D++[MU]*+(?:[PC](?=D))?+)*+)"
    r"|(?P<symbol>SM*+)"
    r"|(?P<ending>[EP]++)"
    r"|(?P<line>N)"
)
_BEGINS_A_WORD = frozenset("LDM")


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
    _not_in: "tuple[Words, list[int]] | None" = field(default=None, repr=False)

    def __len__(self) -> int:
        return len(self.texts)

    def add(self, word: str, start: int, end: int, paragraph: int, *, opens_sentence: bool) -> None:
        if opens_sentence:
            self.sentence_starts.append(len(self))
        self.texts.append(word)
        self.starts.append(start)
        self.ends.append(end)
        self.paragraphs.append(paragraph)
        self.sentences.append(len(self.sentence_starts) - 1)

    def within(self, start: int, end: int) -> tuple[int, int]:
        """The words of which any part stands from `start` to `end`: the first, and the one after the last."""
        first = bisect_right(self.ends, start)
        return first, max(first, bisect_left(self.starts, end))

    def sentence(self, number: int) -> tuple[int, int]:
        """The first word of a sentence, and the one after its last."""
        following = number + 1
        end = self.sentence_starts[following] if following < len(self.sentence_starts) else len(self)
        return self.sentence_starts[number], end

    def paragraph(self, number: int) -> tuple[int, int]:
        """The first word of a paragraph, and the one after its last."""
        return bisect_left(self.paragraphs, number), bisect_right(self.paragraphs, number)

    @cached_property
    def weights(self) -> list[int]:
        known = {word: weight(word) for word in set(self.texts)}
        return [known[word] for word in self.texts]

    @cached_property
    def folded(self) -> list[str]:
        """The words without case and accents."""
        known = {word: fold(word) for word in set(self.texts)}
        return [known[word] for word in self.texts]

    @cached_property
    def weight_before(self) -> list[int]:
        return list(accumulate(self.weights, initial=0))

    def weight(self, start: int, end: int) -> int:
        """What the words `start` up to `end` (not included) weigh."""
        return self.weight_before[end] - self.weight_before[start]

    def sentence_texts(self, numbers: range) -> tuple[str, ...]:
        """The words of these sentences, which are at least one."""
        return tuple(self.texts[self.sentence(numbers[0])[0] : self.sentence(numbers[-1])[1]])

    def is_sentence_of(self, other: "Words", number: int) -> bool:
        """Whether the other text has this sentence too."""
        return self.sentence_texts(range(number, number + 1)) in other.alike

    def not_in(self, other: "Words") -> list[int]:
        """The sentences that the other text has not."""
        if self._not_in is None or self._not_in[0] is not other:
            numbers = range(len(self.sentence_starts))
            self._not_in = other, [number for number in numbers if not self.is_sentence_of(other, number)]
        return self._not_in[1]

    @cached_property
    def alike(self) -> dict[tuple[str, ...], list[int]]:
        """The sentences that have these words."""
        alike: dict[tuple[str, ...], list[int]] = {}
        for number in range(len(self.sentence_starts)):
            alike.setdefault(self.sentence_texts(range(number, number + 1)), []).append(number)
        return alike

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {}
        for at, word in enumerate(self.texts):
            places.setdefault(word, []).append(at)
        return places

    def occurrences(self, pattern: Sequence[str]) -> Iterator[int]:
        """Where `pattern` begins, also where it overlaps itself."""
        steps = [(len(self._places.get(word, ())), step) for step, word in enumerate(pattern)]
        times, step = min(steps)
        if times * len(pattern) > len(self):
            return _occurrences(pattern, self.texts)
        likely = (at - step for at in self._places.get(pattern[step], ()) if at >= step)
        return (at for at in likely if self.texts[at : at + len(pattern)] == list(pattern))


def _occurrences(pattern: Sequence[str], words: Sequence[str]) -> Iterator[int]:
    """Where `pattern` begins in `words`, in as many steps as both have words (Knuth, Morris and Pratt)."""
    fallback = [0]
    for word in pattern[1:]:
        length = fallback[-1]
        while length and word != pattern[length]:
            length = fallback[length - 1]
        fallback.append(length + (word == pattern[length]))
    matched = 0
    for at, word in enumerate(words):
        while matched and (matched == len(pattern) or word != pattern[matched]):
            matched = fallback[matched - 1]
        matched += word == pattern[matched]
        if matched == len(pattern):
            yield at + 1 - matched


def words_of(text: str) -> Words:
    """Read `text`: words, numbers and symbols, and the marks that say what type of sentence ended."""
    words, sorts = Words(text), sorts_of(text)
    opens_sentence = opens_paragraph = True
    paragraph = 0
    for found in _TOKEN.finditer(sorts):
        kind, (start, end) = found.lastgroup, found.span()
        if kind == "line":
            opens_paragraph = True
            continue
        raw = text[start:end]
        if kind == "word":
            end = start + len(sorts[start:end].rstrip(Sort.UNSEEN))
        paragraph += opens_paragraph and bool(words.texts)
        word = ending(raw) if kind == "ending" else _normalised(raw)
        words.add(word, start, end, paragraph, opens_sentence=opens_paragraph or opens_sentence)
        opens_paragraph = False
        opens_sentence = kind == "ending" and sorts[end : end + 1] not in _BEGINS_A_WORD
    return words


def _normalised(raw: str) -> str:
    """One spelling for what is one word: composed, with nothing unseen and one kind of apostrophe and minus."""
    if raw.isascii() and raw.isalnum():
        return raw
    sorts = ((char, sort_of(char)) for char in raw)
    seen = (
        "'" if sort is Sort.QUOTE else "-" if sort is Sort.DASH else char
        for char, sort in sorts
        if sort is not Sort.UNSEEN
    )
    return unicodedata.normalize("NFC", "".join(seen))
