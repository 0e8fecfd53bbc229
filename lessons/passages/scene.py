"""A passage between the words around it, in both texts: what judging it asks of the alignment."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from lessons.passages.alignment import ALONE, Alignment
from lessons.passages.likeness import weigh, weight
from lessons.passages.order import stays, those_that_stay
from lessons.passages.words import Words

LEAST_SURROUNDINGS = 8  # weight; less than this beside a passage in its paragraph tells nothing
FAR_ENOUGH = 40  # words; texts that agree that far around a passage agree
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
        others, all_words = self._sums_of_others
        return 2 * (others[end] - others[start]) >= all_words[end] - all_words[start]

    @cached_property
    def _sums_of_others(self) -> tuple[list[int], list[int]]:
        """The weight of the new words before each place: of those with partners outside the passage, and of all."""
        weights = [weight(word) for word in self.new.texts]
        others = (
            each if old != ALONE and not self.is_own(old) else 0
            for each, old in zip(weights, self.alignment.to_old, strict=True)
        )
        return list(accumulate(others, initial=0)), list(accumulate(weights, initial=0))

    def is_lost(self, start: int, end: int) -> bool:
        """Whether none of these old words has a partner."""
        return self._partners_before[start] == self._partners_before[end]

    @cached_property
    def _partners_before(self) -> list[int]:
        return list(accumulate((place != ALONE for place in self.alignment.to_new), initial=0))

    @cached_property
    def paragraphs(self) -> range:
        """The paragraphs of the old text that the passage touches."""
        return range(self.old.paragraphs[self.first], self.old.paragraphs[self.last - 1] + 1)

    @cached_property
    def rest(self) -> list[int]:
        """The words beside the passage in its own paragraphs; none when these are too few to tell anything."""
        before, after = self.beside
        rest = [*range(self.first - before, self.first), *range(self.last, self.last + after)]
        return rest if weigh([self.old.texts[word] for word in rest]) >= LEAST_SURROUNDINGS else []

    @cached_property
    def beside(self) -> tuple[int, int]:
        """How many words stand before and after the passage in its own paragraphs."""
        start, end = self._edge(self.paragraphs[0], at_end=False), self._edge(self.paragraphs[-1], at_end=True)
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

    def is_in_order(self, place: int) -> bool:
        """Whether the passage, standing at `place`, comes where it came: among paragraphs, and among sentences."""
        mains = self._paragraph_places()
        own = self.paragraphs[0]
        numbers = sorted({*mains, own})
        places = [place if number == own else mains[number] for number in numbers]
        if not stays(places, numbers.index(own)):
            return False
        staying = {numbers[index] for index in those_that_stay(places)}
        near = {self.paragraphs[0] - 1, self.paragraphs[-1] + 1} & staying
        pieces = self._sentence_places(near | set(self.paragraphs))
        before = [at for word, at in pieces if word < self.first]
        return stays([*before, place, *(at for word, at in pieces if word >= self.last)], len(before))

    def _paragraph_places(self) -> dict[int, int]:
        """Where the other paragraphs stand now, as far as they are still there."""
        groups: dict[int, list[int]] = {}
        for word in range(len(self.old)):
            if self.old.paragraphs[word] not in self.paragraphs and self.alignment.to_new[word] != ALONE:
                groups.setdefault(self.old.paragraphs[word], []).append(word)
        return {number: self._main_place(words) for number, words in groups.items()}

    def _sentence_places(self, paragraphs: set[int]) -> list[tuple[int, int]]:
        """The sentences of these paragraphs that are still there, without the passage: first word, and place now."""
        return [(words[0], self._main_place(words)) for words in self._pieces(paragraphs)]

    def _pieces(self, paragraphs: set[int]) -> list[list[int]]:
        pieces: dict[tuple[int, bool], list[int]] = {}
        start = self._edge(min(paragraphs), at_end=False)
        for word in range(start, self._edge(max(paragraphs), at_end=True)):
            is_there = self.alignment.to_new[word] != ALONE and self.old.paragraphs[word] in paragraphs
            if is_there and not self.is_own(word):
                pieces.setdefault((self.old.sentences[word], word >= self.last), []).append(word)
        return list(pieces.values())

    def _edge(self, paragraph: int, *, at_end: bool) -> int:
        word = self.last if at_end else self.first
        if at_end:
            while word < len(self.old) and self.old.paragraphs[word] <= paragraph:
                word += 1
        else:
            while word and self.old.paragraphs[word - 1] >= paragraph:
                word -= 1
        return word

    def _main_place(self, words: Sequence[int]) -> int:
        """Where most of these words stand: the first of them in the new paragraph that has most."""
        groups: dict[int, list[int]] = {}
        for word in words:
            place = self.alignment.to_new[word]
            groups.setdefault(self.new.paragraphs[place], []).append(place)
        weights = {number: weigh([self.new.texts[at] for at in places]) for number, places in groups.items()}
        return min(groups[max(groups, key=lambda number: (weights[number], -number))])

    def agreement(self, old: int, new: int) -> tuple[int, int]:
        """How many words agree before and after the passage, were it at `old` in one text and at `new` in the other."""
        length = self.last - self.first
        return (
            _agreeing(self.old.texts, old - 1, self.new.texts, new - 1, -1),
            _agreeing(self.old.texts, old + length, self.new.texts, new + length, 1),
        )


def _agreeing(old: Sequence[str], at: int, new: Sequence[str], place: int, step: int) -> int:
    for count in range(FAR_ENOUGH):
        is_over, is_new_over = not 0 <= at < len(old), not 0 <= place < len(new)
        if is_over or is_new_over:
            return count + EDGE if is_over and is_new_over else count
        if old[at] != new[place]:
            return count
        at, place = at + step, place + step
    return FAR_ENOUGH
