"""From a query to the documents that answer it, in order of how well they do."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pyroaring import BitMap

from search.compounds import parts
from search.documents import EXACT_TITLE, WHOLE_TITLE
from search.dutch import STOP_WORDS, keys
from search.query import Clause, Query
from search.text_index import Asked, Exactness, Found, TextIndex

Levels = dict[int, BitMap]

LONG_HEAD = 6  # letters from which the last part of a compound says much by itself: a wijkaccommodatie is one
FEW = 10  # a long one stands for the whole when no more than one in so many documents has it,
RARE = 200  # a short one when no more than one in so many: a zangkoor is a koor
SMALL = 60  # with fewer documents than these, what few have is counted as if there were so many
# The last part of so many words that it says too little by itself; most end a hundred words of the dictionary.
GENERAL_HEADS = frozenset(Path(__file__).with_name("general_heads.txt").read_text(encoding="utf-8").split())
HEAD_ALONE = 0  # less than the least that has all parts
MOST_CORRECTED = 3
MOST_READ = 15_000  # texts that one question may have read for its phrases
MOST_RANKED = 8  # clauses that count for the order; more only narrow
LONGEST_CORRECTED = 40


@dataclass(frozen=True)
class Matches:
    """The documents that answer a query, best first in `tiers` that do not overlap.

    `corrected` says which words were taken for typing errors, and of what; `counting`, for each word that was looked
    for (as corrected), which words of texts counted as it; `loose`, which phrases are too common to look up as such,
    so that their words count wherever they stand.
    """

    tiers: tuple[BitMap, ...] = ()
    corrected: dict[str, str] = field(default_factory=dict)
    counting: dict[str, frozenset[str]] = field(default_factory=dict)
    loose: tuple[str, ...] = ()

    @property
    def numbers(self) -> BitMap:
        return BitMap.union(*self.tiers) if self.tiers else BitMap()

    def best(self, among: BitMap, start: int, stop: int) -> list[int]:
        """The numbers from place `start` up to `stop` in the order of relevance, among those; ties by the newest."""
        numbers: list[int] = []
        for tier in self.tiers:
            if start >= stop:
                break
            level = tier & among
            size = len(level)
            if start < size:
                numbers.extend(list(level[max(size - stop, 0) : size - start])[::-1])
            start, stop = max(start - size, 0), stop - size
        return numbers


def match(query: Query, index: TextIndex, everything: Callable[[], BitMap]) -> Matches:
    """What answers `query`; `everything` are all documents, for a query that only excludes."""
    search = _Search(index, everything)
    search.look_up(query.words)
    search.look_up_excluded(query.alternatives)
    corrected = search.correct(query.words)
    scored: Levels = {}
    for clauses in query.alternatives:
        for score, numbers in search.alternative(clauses).items():
            scored[score] = scored.get(score, BitMap()) | numbers
    ranked = [numbers for _score, numbers in sorted(scored.items(), reverse=True)]
    titled = search.titled(query, ranked) if query.exact else ()
    tiers = _disjoint([*titled, *ranked])
    meant = dict.fromkeys(corrected.get(word, word) for word in query.words)
    counting = {word: search.counting(word) for word in meant}
    return Matches(tiers, corrected, counting, tuple(search.loose))


class _Search:
    """One query being answered."""

    def __init__(self, index: TextIndex, everything: Callable[[], BitMap]) -> None:
        self._index = index
        self._everything = everything
        self.found: dict[Asked, Found] = {}
        self._corrected: dict[str, str] = {}
        self.loose: list[str] = []
        self._to_read = 0

    def look_up(self, words: Iterable[str]) -> None:
        """Read what is needed of all words at once."""
        wanted = [Asked(word) for word in words]
        wanted += [Asked(part, with_compounds=False) for word in words for part in parts(word)]
        self.found |= self._index.find(wanted)

    def look_up_excluded(self, alternatives: Iterable[Iterable[Clause]]) -> None:
        """Read what is needed of the words that must not be there, at once too."""
        excluded = [clause for clauses in alternatives for clause in clauses if clause.is_excluded]
        self._index.find(Asked(word, with_compounds=False) for clause in excluded for word in _telling(clause))

    def correct(self, words: Iterable[str]) -> dict[str, str]:
        """For words that nothing has: another that something has, and that a typing error may have turned into this."""
        unknown = [word for word in words if len(word) <= LONGEST_CORRECTED and not self._levels_of(word)]
        for word in unknown[:MOST_CORRECTED]:
            candidates = self._index.corrections(word)[:5]
            self.look_up(candidates)
            meant = next((each for each in candidates if self.found[Asked(each)].levels), None)
            if meant:
                self._corrected[word] = meant
        return self._corrected

    def titled(self, query: Query, ranked: list[BitMap]) -> Iterator[BitMap]:
        """The documents of which the title is all of `query`: sign by sign, whatever those mean, and by its words."""
        exact, whole = Asked(EXACT_TITLE + query.exact), Asked(WHOLE_TITLE + query.whole)
        found = self._index.find([exact, whole])
        yield found[exact].numbers
        yield found[whole].numbers & BitMap.union(BitMap(), *ranked) if query.excludes else found[whole].numbers

    def counting(self, word: str) -> frozenset[str]:
        """The words of texts that count as `word`."""
        of_parts = (self.found[Asked(part, with_compounds=False)].forms for part in parts(word))
        return frozenset(self.found[Asked(word)].forms).union(*of_parts)

    def alternative(self, clauses: Iterable[Clause]) -> Levels:
        """The documents that have all clauses, by the sum of their scores."""
        wanted = [clause for clause in clauses if not clause.is_excluded]
        levels = [level for clause in wanted for level in self._levels_of_clause(clause)]
        numbers = BitMap.intersection(*(_union(each) for each in levels)) if levels else self._everything()
        for clause in clauses:
            if clause.is_excluded:
                numbers = numbers - self._excluded(clause)
        return _summed(levels[:MOST_RANKED], numbers)

    def _levels_of_clause(self, clause: Clause) -> list[Levels]:
        levels = [self._levels_of(word) for word in (_telling(clause) if clause.is_phrase else clause.words)]
        if not clause.is_phrase:
            return levels
        together = self._phrase(clause)
        return [{score: numbers & together for score, numbers in each.items()} for each in levels]

    def _phrase(self, clause: Clause) -> BitMap:
        # With a form in a better place the word itself may stand elsewhere; below the least of EXACT it stands nowhere.
        levels = [self.found[Asked(word)].levels.items() for word in _telling(clause)]
        having = [_union({s: n for s, n in each if s >= Exactness.EXACT}) for each in levels]
        return self._together(clause, BitMap.intersection(*having))

    def _together(self, clause: Clause, among: BitMap) -> BitMap:
        """Those of `among` with the words of a phrase beside each other; all of them when they are too many to read."""
        self._to_read += len(among)
        if self._to_read > MOST_READ:
            self.loose.append(" ".join(clause.words))
            return among
        return self._index.phrase(clause.words, among)

    def _levels_of(self, word: str) -> Levels:
        """The documents that have `word`, a form of it, a compound with it, or what it is compounded of."""
        word = self._corrected.get(word, word)
        levels = dict(self.found[Asked(word)].levels)
        made_of = parts(word)
        if made_of:
            of_parts = [self.found[Asked(part, with_compounds=False)].levels for part in made_of]
            _add(levels, int(Exactness.PART), BitMap.intersection(*(_union(each) for each in of_parts)))
            having = _union(of_parts[-1])
            if self._is_telling(made_of[-1], having):
                _add(levels, HEAD_ALONE, having)
        return levels

    def _is_telling(self, head: str, having: BitMap) -> bool:
        """Whether the last part of a compound, which the documents `having` have, may stand for all of it."""
        forms = keys(head)
        if not having or not forms.isdisjoint(GENERAL_HEADS):
            return False
        number = len(self._everything())
        if min(map(len, forms)) >= LONG_HEAD:
            return len(having) * FEW <= max(number, SMALL)
        return len(having) * RARE <= number

    def _excluded(self, clause: Clause) -> BitMap:
        found = self._index.find([Asked(word, with_compounds=False) for word in _telling(clause)])
        numbers = BitMap.intersection(*(answer.numbers for answer in found.values()))
        return self._together(clause, numbers) if clause.is_phrase else numbers


def _telling(clause: Clause) -> Iterable[str]:
    """The words of `clause` that are kept of all texts: function words are kept of titles alone."""
    return [word for word in clause.words if word not in STOP_WORDS] or clause.words


def _add(levels: Levels, score: int, numbers: BitMap) -> None:
    """Add those of `numbers` that have no better score to the level of `score`."""
    better = _union({each: those for each, those in levels.items() if each > score})
    fresh = numbers - better
    if not fresh:
        return
    for each in [each for each in levels if each < score]:
        levels[each] = levels[each] - fresh
    levels[score] = levels.get(score, BitMap()) | fresh


def _summed(levels: list[Levels], numbers: BitMap) -> Levels:
    """`numbers` by the sum of the scores that they have in each of `levels`."""
    sums: Levels = {0: numbers}
    for each in levels:
        more: Levels = {}
        for total, those in sums.items():
            for score, having in each.items():
                if both := those & having:
                    more[total + score] = more.get(total + score, BitMap()) | both
        sums = more
    return sums


def _union(levels: Levels) -> BitMap:
    return BitMap.union(*levels.values()) if levels else BitMap()


def _disjoint(tiers: Iterable[BitMap]) -> tuple[BitMap, ...]:
    taken = BitMap()
    distinct = []
    for tier in tiers:
        fresh = tier - taken
        if fresh:
            distinct.append(fresh)
            taken |= fresh
    return tuple(distinct)
