"""Which word of the new text is which word of the old one: for each word of either, the number of its partner.

What is most certain comes first: sentences that stayed the same, told apart by the sentences beside them; then runs of
words that occur once in what is left of both texts, wherever they stand; then words between partners.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

from rapidfuzz.distance import Indel

from lessons.passages.likeness import LEAST_TELLING, MOST_PAIRS, weigh
from lessons.passages.words import Words

ALONE = -1
TELLING_RUN = 4  # words after each other that, occurring once, are no accident
SURE_RUN = 5  # words after each other that are taken for the same in a sentence that is otherwise another
LEAST_SHARED = 0.4  # of the lighter of two sentences, for the words that they share to be partners


@dataclass
class Alignment:
    """Two texts and their partners. What is kept of it for later questions holds once `align` is done."""

    old: Words
    new: Words
    to_new: list[int] = field(init=False)
    to_old: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.to_new, self.to_old = [ALONE] * len(self.old), [ALONE] * len(self.new)

    def pair(self, old: int, new: int, length: int = 1) -> None:
        for step in range(length):
            self.to_new[old + step], self.to_old[new + step] = new + step, old + step

    def part(self, old: int) -> None:
        self.to_old[self.to_new[old]] = self.to_new[old] = ALONE

    def partnered_weight(self, start: int, end: int) -> int:
        """What those of the new words `start` up to `end` weigh that have partners."""
        return self._partnered_weight_before[end] - self._partnered_weight_before[start]

    @cached_property
    def _partnered_weight_before(self) -> list[int]:
        pairs = zip(self.new.weights, self.to_old, strict=True)
        return list(accumulate((weight if old != ALONE else 0 for weight, old in pairs), initial=0))

    def kept_weight(self, start: int, end: int) -> int:
        """What those of the old words `start` up to `end` weigh that have partners."""
        return self._kept_weight_before[end] - self._kept_weight_before[start]

    @cached_property
    def _kept_weight_before(self) -> list[int]:
        pairs = zip(self.old.weights, self.to_new, strict=True)
        return list(accumulate((weight if place != ALONE else 0 for weight, place in pairs), initial=0))

    @cached_property
    def paragraph_places(self) -> dict[int, int]:
        """Where the paragraphs of the old text stand now, as far as they are still there."""
        groups: dict[int, list[int]] = {}
        for word, place in enumerate(self.to_new):
            if place != ALONE:
                groups.setdefault(self.old.paragraphs[word], []).append(word)
        return {number: self.main_place(words) for number, words in groups.items()}

    def main_place(self, words: Sequence[int]) -> int:
        """Where most of these old words stand: the first of them in the new paragraph that has most."""
        weights: dict[int, int] = {}
        first: dict[int, int] = {}
        for word in words:
            place = self.to_new[word]
            number = self.new.paragraphs[place]
            weights[number] = weights.get(number, 0) + self.new.weights[place]
            first[number] = min(first.get(number, place), place)
        return first[max(weights, key=lambda number: (weights[number], -number))]


def align(old: Words, new: Words) -> Alignment:
    """Find the partners of as many words as surely have one."""
    alignment = Alignment(old, new)
    _Sentences(alignment).pair()
    _pair_telling_runs(alignment)
    _fill_gaps(alignment)
    _pair_telling_runs(alignment)
    _fill_gaps(alignment)
    return alignment


class _Sentences:
    """Pairs sentences that are the same."""

    def __init__(self, alignment: Alignment) -> None:
        self._alignment = alignment
        numbers: dict[tuple[str, ...], int] = {}
        self._old, self._new = (_sentences(words, numbers) for words in (alignment.old, alignment.new))
        self._tells = [weigh(sentence) >= LEAST_TELLING for sentence in numbers]
        self._to_new, self._to_old = [ALONE] * len(self._old), [ALONE] * len(self._new)

    def pair(self) -> None:
        for before, after in ((1, 1), (1, 0), (0, 1), (0, 0)):
            self._pair_those_told_apart(before, after)
            self._spread(range(len(self._old)), 1)
            self._spread(range(len(self._old) - 1, -1, -1), -1)
        for number, partner in enumerate(self._to_new):
            if partner != ALONE:
                start, end = self._alignment.old.sentence(number)
                self._alignment.pair(start, self._alignment.new.sentence_starts[partner], end - start)

    def _pair_those_told_apart(self, before: int, after: int) -> None:
        """Pair the sentences that occur once in both texts beside the ones `before` and `after` them."""

        def keys(sentences: Sequence[int], partners: Sequence[int]) -> dict[Hashable, int]:
            def key(at: int) -> Hashable:
                return tuple(sentences[max(0, at - before) : at]), tuple(sentences[at : at + 1 + after])

            return _once((at for at, partner in enumerate(partners) if partner == ALONE), key)

        new = keys(self._new, self._to_old)
        for key, at in keys(self._old, self._to_new).items():
            if key in new and (before or after or self._tells[self._old[at]]):
                self._to_new[at], self._to_old[new[key]] = new[key], at

    def _spread(self, numbers: range, step: int) -> None:
        """Pair what follows two partners, when it is the same on both sides."""
        for number in numbers:
            partner, following = self._to_new[number], number + step
            if partner == ALONE or not (0 <= following < len(self._old) and 0 <= partner + step < len(self._new)):
                continue
            is_free = self._to_new[following] == self._to_old[partner + step] == ALONE
            if is_free and self._old[following] == self._new[partner + step]:
                self._to_new[following], self._to_old[partner + step] = partner + step, following


def _sentences(words: Words, numbers: dict[tuple[str, ...], int]) -> list[int]:
    """The sentences of a text, each as a number that sentences with the same words have in both texts."""
    texts = (tuple(words.texts[slice(*words.sentence(number))]) for number in range(len(words.sentence_starts)))
    return [numbers.setdefault(text, len(numbers)) for text in texts]


def _once(places: Iterator[int], key: Callable[[int], Hashable]) -> dict[Hashable, int]:
    """The keys that one place alone has, with the place."""
    found = [(key(at), at) for at in places]
    times = Counter(each for each, _ in found)
    return {each: at for each, at in found if times[each] == 1}


def _fill_gaps(alignment: Alignment) -> None:
    """Pair words between partners with the words between the partners of these."""
    shared = _shared_weights(alignment)
    for start, end in list(_gaps(alignment.to_new)):
        options = {_gap_after(alignment, start), _gap_before(alignment, end)}
        pairings = [_common(alignment, start, end, *option) for option in sorted(options)]
        best = max(pairings, key=lambda pairs: weigh([alignment.old.texts[old] for old, _ in pairs]))
        for old, new in best:
            alignment.pair(old, new)
        _part_crumbs(alignment, [old for old, _ in best], shared)


def _shared_weights(alignment: Alignment) -> Counter[tuple[int, int]]:
    """What the words weigh that are partners, for each two sentences that share any."""
    shared: Counter[tuple[int, int]] = Counter()
    for word, place in enumerate(alignment.to_new):
        if place != ALONE:
            shared[alignment.old.sentences[word], alignment.new.sentences[place]] += alignment.old.weights[word]
    return shared


def _gaps(partners: Sequence[int]) -> Iterator[tuple[int, int]]:
    start = 0
    for at, partner in enumerate([*partners, 0]):
        if partner != ALONE:
            if start < at:
                yield start, at
            start = at + 1


def _gap_after(alignment: Alignment, start: int) -> tuple[int, int]:
    begin = alignment.to_new[start - 1] + 1 if start else 0
    end = begin
    while end < len(alignment.new) and alignment.to_old[end] == ALONE:
        end += 1
    return begin, end


def _gap_before(alignment: Alignment, end: int) -> tuple[int, int]:
    end = begin = alignment.to_new[end] if end < len(alignment.old) else len(alignment.new)
    while begin and alignment.to_old[begin - 1] == ALONE:
        begin -= 1
    return begin, end


def _common(alignment: Alignment, start: int, end: int, begin: int, stop: int) -> list[tuple[int, int]]:
    """The longest list of words that both stretches have in one order, as pairs of places; not when it is endless."""
    old, new = alignment.old.texts[start:end], alignment.new.texts[begin:stop]
    head = _same(zip(old, new, strict=False))
    tail = _same(zip(reversed(old[head:]), reversed(new[head:]), strict=False))
    pairs = [(start + at, begin + at) for at in range(head)]
    old, new = old[head : len(old) - tail], new[head : len(new) - tail]
    if old and new and len(old) * len(new) <= MOST_PAIRS:
        for block in Indel.opcodes(old, new).as_matching_blocks():
            pairs += [(start + head + block.a + at, begin + head + block.b + at) for at in range(block.size)]
    return pairs + [(end - at, stop - at) for at in range(tail, 0, -1)]


def _same(pairs: Iterator[tuple[str, str]]) -> int:
    length = 0
    for left, right in pairs:
        if left != right:
            break
        length += 1
    return length


def _part_crumbs(alignment: Alignment, olds: Sequence[int], before: Counter[tuple[int, int]]) -> None:
    """Part words again that two sentences share by accident."""
    old, new = alignment.old, alignment.new
    together: dict[tuple[int, int], list[int]] = {}
    for word in olds:
        together.setdefault((old.sentences[word], new.sentences[alignment.to_new[word]]), []).append(word)
    for (old_number, new_number), words in together.items():
        lightest = min(old.weight(*old.sentence(old_number)), new.weight(*new.sentence(new_number)))
        if before[old_number, new_number] + sum(old.weights[word] for word in words) >= LEAST_SHARED * lightest:
            continue
        for run in _runs(words, alignment.to_new):
            if len(run) < SURE_RUN:
                for word in run:
                    alignment.part(word)


def _runs(words: Sequence[int], partners: Sequence[int]) -> Iterator[list[int]]:
    """`words` cut where they, or their partners, do not follow each other."""
    run: list[int] = []
    for word in words:
        if run and (word != run[-1] + 1 or partners[word] != partners[run[-1]] + 1):
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _pair_telling_runs(alignment: Alignment) -> None:
    old, new = _telling_runs(alignment.old, alignment.to_new), _telling_runs(alignment.new, alignment.to_old)
    for run, at in old.items():
        if run in new:
            _pair_around(alignment, at, new[run])


def _telling_runs(words: Words, partners: Sequence[int]) -> dict[Hashable, int]:
    places = (at for start, end in _gaps(partners) for at in range(start, end - TELLING_RUN + 1))
    return _once(places, lambda at: tuple(words.texts[at : at + TELLING_RUN]))


def _pair_around(alignment: Alignment, old: int, new: int) -> None:
    """Pair two words, and those before and after them as long as they are the same."""
    for step in (1, -1):
        left, right = (old, new) if step == 1 else (old - 1, new - 1)
        while 0 <= left < len(alignment.old) and 0 <= right < len(alignment.new):
            is_free = alignment.to_new[left] == alignment.to_old[right] == ALONE
            if not is_free or alignment.old.texts[left] != alignment.new.texts[right]:
                break
            alignment.pair(left, right)
            left, right = left + step, right + step
