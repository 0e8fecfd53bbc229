"""A passage between the words around it, in both texts: what judging it asks of the alignment."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from lessons.passages.alignment import ALONE, Alignment
from lessons.passages.likeness import LEAST_TELLING
from lessons.passages.order import stays, those_that_stay
from lessons.passages.words import Words

FAR_ENOUGH = 40  # words; texts that agree that far around a passage agree
NEARLY_ALL = 0.8  # of a weight
MOST_TWINS = 50
EDGE = 3  # words that the beginning or end of a text is worth as surroundings


@dataclass
class Scene:
    """The words `first` up to `last` (not included) of the old text are the passage."""

    alignment: Alignment
    first: int
    last: int

    @property
    def old(self) -> Words:
        return self.alignment.old

    @property
    def new(self) -> Words:
        return self.alignment.new

    @property
    def words(self) -> list[str]:
        return self.old.texts[self.first : self.last]

    def is_own(self, old: int) -> bool:
        return self.first <= old < self.last

    def is_anothers(self, start: int, end: int) -> bool:
        """Whether these new words are, for the greater part, partners of old words outside the passage."""
        places, weight_before = self._own_places
        own = weight_before[bisect_left(places, end)] - weight_before[bisect_left(places, start)]
        return 2 * (self.alignment.partnered_weight(start, end) - own) >= self.new.weight(start, end)

    def is_lost(self, start: int, end: int) -> bool:
        """Whether these old words, for the greater part, have no partners."""
        return 2 * self.alignment.kept_weight(start, end) < self.old.weight(start, end)

    def is_new(self, start: int, end: int) -> bool:
        """Whether these new words, for the greater part, have no partners."""
        return 2 * self.alignment.partnered_weight(start, end) < self.new.weight(start, end)

    @cached_property
    def _own_places(self) -> tuple[list[int], list[int]]:
        """The partners of the passage in the order of the new text, and the weight of those before each of them."""
        places = sorted(place for place in self.alignment.to_new[self.first : self.last] if place != ALONE)
        return places, list(accumulate((self.new.weights[place] for place in places), initial=0))

    @cached_property
    def paragraphs(self) -> range:
        """The paragraphs of the old text that the passage touches."""
        return range(self.old.paragraphs[self.first], self.old.paragraphs[self.last - 1] + 1)

    @cached_property
    def rest(self) -> list[int]:
        """The words beside the passage in its own paragraphs; none when these are too few to tell anything."""
        before, after = self.beside
        rest = [*range(self.first - before, self.first), *range(self.last, self.last + after)]
        return rest if self.weigh(rest) >= LEAST_TELLING else []

    def weigh(self, words: Sequence[int]) -> int:
        """What these old words weigh."""
        return sum(self.old.weights[word] for word in words)

    @cached_property
    def beside(self) -> tuple[int, int]:
        """How many words stand before and after the passage in its own paragraphs."""
        start, _ = self.old.paragraph(self.paragraphs[0])
        _, end = self.old.paragraph(self.paragraphs[-1])
        return self.first - start, end - self.last

    @cached_property
    def kept_rest(self) -> list[int]:
        return [word for word in self.rest if self.alignment.to_new[word] != ALONE]

    @cached_property
    def before(self) -> int:
        """The nearest word before the passage that has a partner; ALONE without one."""
        return next((word for word in range(self.first - 1, -1, -1) if self.alignment.to_new[word] != ALONE), ALONE)

    @cached_property
    def after(self) -> int:
        words = range(self.last, len(self.old))
        return next((word for word in words if self.alignment.to_new[word] != ALONE), ALONE)

    def is_after_the_same(self, start: int) -> bool:
        """Whether the nearest partner before this place in the new text is that of the word nearest to the passage."""
        return self._nearest(range(start - 1, -1, -1)) == self.before

    def is_before_the_same(self, end: int) -> bool:
        return self._nearest(range(end, len(self.new))) == self.after

    def _nearest(self, places: range) -> int:
        partners = (self.alignment.to_old[place] for place in places)
        return next((old for old in partners if old != ALONE and not self.is_own(old)), ALONE)

    def bearings(self, start: int, end: int) -> tuple[bool, bool]:
        """Whether the nearest words of other paragraphs, before and after this place, are those near the passage."""
        own, to_new, to_old = self.paragraphs, self.alignment.to_new, self.alignment.to_old

        def is_same(olds: range, places: range) -> bool:
            there = (word for word in olds if to_new[word] != ALONE and self.old.paragraphs[word] not in own)
            partners = (to_old[place] for place in places)
            here = (word for word in partners if word != ALONE and self.old.paragraphs[word] not in own)
            nearest = next(there, ALONE)
            return nearest != ALONE and nearest == next(here, ALONE)

        return (
            is_same(range(self.first - 1, -1, -1), range(start - 1, -1, -1)),
            is_same(range(self.last, len(self.old)), range(end, len(self.new))),
        )

    def is_in_order(self, start: int, end: int) -> bool:
        """Whether the passage, standing here, comes where it came: among paragraphs, and among sentences."""
        own, others = self.paragraphs[0], self.alignment.paragraph_places
        numbers = sorted({number for number in others if number not in self.paragraphs} | {own})
        places = [start if number == own else others[number] for number in numbers]
        index = numbers.index(own)
        if not stays(places, index):
            return False
        near = (at for at in (index - 1, index + 1) if 0 <= at < len(numbers) and self._is_beside(numbers[at]))
        staying = {numbers[at] for at in those_that_stay(places, near)}
        pieces = self._sentence_places(staying | set(self.paragraphs), start, end)
        before = [at for word, at in pieces if word < self.first]
        return stays([*before, start, *(at for word, at in pieces if word >= self.last)], len(before))

    def _is_beside(self, paragraph: int) -> bool:
        return paragraph in {self.paragraphs[0] - 1, self.paragraphs[-1] + 1}

    def _sentence_places(self, paragraphs: set[int], start: int, end: int) -> list[tuple[int, int]]:
        """The sentences of these paragraphs that are still there, beside the passage: first word, and place now."""
        pieces: dict[tuple[int, bool], list[int]] = {}
        for word in (word for number in sorted(paragraphs) for word in range(*self.old.paragraph(number))):
            if self.alignment.to_new[word] != ALONE and not self.is_own(word):
                pieces.setdefault((self.old.sentences[word], word >= self.last), []).append(word)
        telling = (words for words in pieces.values() if self.weigh(words) >= LEAST_TELLING)
        places = ((words[0], self.alignment.main_place(words)) for words in telling)
        return [(word, at) for word, at in places if not self._goes_with(word, at, start, end)]

    def _goes_with(self, word: int, at: int, start: int, end: int) -> bool:
        """Whether what stands at `at` now is of one sentence with the passage, as it was, and on the same side."""
        old, new = self.old.sentences, self.new.sentences
        if word < self.first:
            return at < start and old[word] == old[self.first] and new[at] == new[start]
        return at >= end and old[word] == old[self.last - 1] and new[at] == new[end - 1]

    def is_in_its_sentence(self, start: int, end: int) -> bool:
        """Whether nearly all the rest of its sentence stands around the passage, were it here."""
        before, after = self.old.sentences[self.first], self.old.sentences[self.last - 1]
        rest = [*range(self.old.sentence_starts[before], self.first), *range(self.last, self.old.sentence(after)[1])]
        here = range(self.new.sentences[start], self.new.sentences[end - 1] + 1)
        places = self.alignment.to_new
        kept = [word for word in rest if places[word] != ALONE and self.new.sentences[places[word]] in here]
        return self.weigh(rest) >= LEAST_TELLING and self.weigh(kept) >= NEARLY_ALL * self.weigh(rest)

    @cached_property
    def sentences(self) -> range:
        """The sentences of the old text that the passage touches."""
        return range(self.old.sentences[self.first], self.old.sentences[self.last - 1] + 1)

    @cached_property
    def twins(self) -> list[int]:
        """Where else in the old text the same words begin, in sentences that are the same."""
        own, step = self.sentences, self.first - self.old.sentence_starts[self.sentences[0]]
        alike = self.old.alike[self.old.sentence_texts(own[:1])][: MOST_TWINS + 1]
        others = (range(number, number + len(own)) for number in alike if number != own[0])
        text, count = self.old.sentence_texts(own), len(self.old.sentence_starts)
        return [
            self.old.sentence_starts[other[0]] + step
            for other in others
            if other[-1] < count and self.old.sentence_texts(other) == text
        ]

    def is_one_of_a_row(self, start: int, end: int) -> bool:
        """Whether the same sentences stand beside those of the passage, so that one of them may be another now."""
        here = range(self.new.sentences[start], self.new.sentences[end - 1] + 1)
        if self.new.sentence_texts(here) != self.old.sentence_texts(self.sentences):
            return False
        for part in {len(here), 1}:
            row, row_now = _repeated(self.old, self.sentences, part), _repeated(self.new, here, part)
            if row != row_now:
                return True
            words = (len(self.old.sentence_texts(edge)) for edge in (self.sentences[:part], self.sentences[-part:]))
            needed = [min(FAR_ENOUGH, times * each + EDGE) for times, each in zip(row, words, strict=True)]
            agreeing = self.agreement(self.first, start)
            if any(row) and (agreeing[0] < needed[0] or agreeing[1] < needed[1]):
                return True
        return False

    def is_kept_within(self, start: int, end: int) -> bool:
        """Whether nearly all words of the passage are still there, with others among them."""
        places = self.alignment.to_new
        kept = [word for word in range(self.first, self.last) if start <= places[word] < end]
        whole = self.old.weight(self.first, self.last)
        return whole >= LEAST_TELLING and self.weigh(kept) >= NEARLY_ALL * whole

    def agreement_around(self, old: int, new: int) -> tuple[int, int]:
        """How many words agree before and after the sentences of the passage, were it at `old` and at `new`."""
        start, end = _around(self.old, old, self.last - self.first)
        new_start, new_end = _around(self.new, new, self.last - self.first)
        return (
            _agreeing(self.old.texts, start - 1, self.new.texts, new_start - 1, -1),
            _agreeing(self.old.texts, end, self.new.texts, new_end, 1),
        )

    def agreement(self, old: int, new: int) -> tuple[int, int]:
        """How many words agree before and after the passage, were it at `old` in one text and at `new` in the other."""
        length = self.last - self.first
        return (
            _agreeing(self.old.texts, old - 1, self.new.texts, new - 1, -1),
            _agreeing(self.old.texts, old + length, self.new.texts, new + length, 1),
        )


def _around(words: Words, first: int, length: int) -> tuple[int, int]:
    """The first word of the sentences in which so many words stand, and the one after their last."""
    last = min(first + length, len(words)) - 1
    return words.sentence_starts[words.sentences[first]], words.sentence(words.sentences[last])[1]


def _repeated(words: Words, sentences: range, part: int) -> tuple[int, int]:
    """How often the first so many of these sentences stand right before them too, and the last right after them."""
    times = []
    for edge, step in ((sentences[:part], -part), (sentences[-part:], part)):
        text, count, beside = words.sentence_texts(edge), 0, range(edge[0] + step, edge[-1] + step + 1)
        while count < FAR_ENOUGH and beside[0] >= 0 and beside[-1] < len(words.sentence_starts):
            if words.sentence_texts(beside) != text:
                break
            count, beside = count + 1, range(beside[0] + step, beside[-1] + step + 1)
        times.append(count)
    return times[0], times[1]


def _agreeing(old: Sequence[str], at: int, new: Sequence[str], place: int, step: int) -> int:
    for count in range(FAR_ENOUGH):
        is_over, is_new_over = not 0 <= at < len(old), not 0 <= place < len(new)
        if is_over or is_new_over:
            return min(count + EDGE, FAR_ENOUGH) if is_over and is_new_over else count
        if old[at] != new[place]:
            return count
        at, place = at + step, place + step
    return FAR_ENOUGH
