"""Compounds: of which words a word is made, and which word two words written apart make."""

from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from search.dictionary import dictionary
from search.dutch import STOP_WORDS, keys, verb_of

_PLURALS = ("en", "n", "e")  # links that also make a plural, which is then the part itself
_NO_LINK = ("",)
_LINKS_THAT_END_IN = {"s": ("", "s"), "n": ("", "en", "n"), "e": ("", "e")}
_SHORTEST = 3
_LONGEST = 40  # longer than this nobody writes; keeps the walk short
# Words of three letters that compounds of the field are made of; other short words split too much.
_SHORT_PARTS = frozenset(Path(__file__).with_name("short_parts.txt").read_text(encoding="utf-8").split())
_LONG_PART = 5  # letters from which a known word that begins or ends an unknown one is likely to be meant
# What inside longer words is nearly always something else, as their last part ("eren" in "kinderen") or before that
# ("prak" in "praktijk"): of the dictionary's words with that end or start, the rest is a word in less than a quarter or
# a fifth. By reading splits, 36 that this took wrongly were left out, and 150 that it missed added.
_FALSE_HEADS = frozenset(Path(__file__).with_name("false_heads.txt").read_text(encoding="utf-8").split())
_FALSE_FIRSTS = frozenset(Path(__file__).with_name("false_firsts.txt").read_text(encoding="utf-8").split())


class _Way(NamedTuple):
    """A way to split the rest of a word; the least is the best."""

    size: int
    oddness: int
    words: tuple[str, ...]


def parts(word: str, also: Collection[str] = ()) -> tuple[str, ...]:
    """The words that the folded `word` is made of, without what links them; () when it is not a compound.

    `also` are words that are known besides those of the dictionary.
    """
    return _Walk(word, also).parts() if also else _parts(word)


def inside(word: str) -> tuple[str, ...]:
    """All words that stand in the folded compound `word`: its parts, theirs, and what neighbouring parts make together.

    "buurtmoestuin" holds buurt, moestuin, moes and tuin; "geveltuinendag" holds geveltuinen too. A word that is no
    compound itself, but a form of one, holds what that holds: "mantelzorgers" has zorg in it. Of an unknown word it is
    enough to know how it begins or ends: "laplacestraat" holds laplace and straat.
    """
    found = next((found for form in (word, *sorted(keys(word))) if (found := _inside(form))), ())
    if not word.isalpha() or len(word) > _LONGEST:
        return found
    if found:
        return tuple(dict.fromkeys([*found, *_compounds_at_its_ends(word)]))
    return () if word in dictionary() else _one_known(word)


def _inside(compound: str) -> tuple[str, ...]:
    made_of = parts(compound) or _quality(compound)
    found = dict.fromkeys(made_of)
    for part in made_of:
        found |= dict.fromkeys(_inside(part))
    return tuple(found | dict.fromkeys(_together(compound, made_of)))


def _quality(word: str) -> tuple[str, ...]:
    """What somebody is who has it: "eenzaamheid" holds eenzaam; short ones are mostly something else ("overheid")."""
    quality = word.removesuffix("heid")
    is_one = quality != word and len(quality) >= _LONG_PART and dictionary().lemma(quality) == quality
    return (quality,) if is_one else ()


def _compounds_at_its_ends(word: str) -> Iterator[str]:
    """The longest known compounds with which `word` begins and ends: the least parts are not always those meant.

    "kinderboekenweek" is kinder and boekenweek, but the week of kinderboeken; "moestuinieren" moes and tuinieren, but
    done in a moestuin. Of a known word the rest must be known too.
    """
    walk = _Walk(word, ())
    is_known = word in dictionary()
    for end in range(len(word) - 3, _LONG_PART, -1):
        if walk.can_begin(word[:end]) and (not is_known or walk.can_end(word[end:])):
            yield from (word[:end],) if parts(word[:end]) else ()
            break
    for start in range(3, len(word) - _LONG_PART):
        if walk.can_end(word[start:]) and (not is_known or walk.can_begin(word[:start])):
            yield from (word[start:],) if parts(word[start:]) else ()
            break


def _one_known(word: str) -> tuple[str, ...]:
    """The known word with which an unknown one ends, or else begins, and the rest of it."""
    walk = _Walk(word, ())
    for start in range(_LONG_PART - 1, len(word) - _LONG_PART + 1):
        if walk.can_end(word[start:]):
            return word[:start], word[start:]
    for end in range(len(word) - 3, _LONG_PART - 1, -1):
        if walk.can_begin(word[:end]) or verb_of(word[:end]):
            return word[:end], word[end:]
    return ()


def _together(compound: str, made_of: tuple[str, ...]) -> Iterator[str]:
    """The shorter compounds that some, not all, of the parts of `compound` make."""
    starts, place = [], 0
    for part in made_of:
        starts.append(compound.index(part, place))
        place = starts[-1] + len(part)
    for first, last in combinations(range(len(made_of)), 2):
        if last - first < len(made_of) - 1:
            yield compound[starts[first] : starts[last] + len(made_of[last])]


@lru_cache(maxsize=20_000)
def _parts(word: str) -> tuple[str, ...]:
    return _Walk(word, ()).parts()


class _Walk:
    """One walk through a word, from its end to its start, with the best way kept for each place."""

    def __init__(self, word: str, also: Collection[str]) -> None:
        self.word = word
        self.also = also
        self._lemma = dictionary().lemma

    def parts(self) -> tuple[str, ...]:
        if not 6 <= len(self.word) <= _LONGEST or not self.word.isalpha():
            return ()
        best: dict[int, _Way] = {}
        for start in range(len(self.word) - 3, -1, -1):
            ways = list(self._ways_from(start, best))
            if ways:
                best[start] = min(ways)
        return best[0].words if 0 in best else ()

    def can_begin(self, part: str) -> bool:
        """Whether a compound may begin with `part`."""
        return self._oddness(part, _FALSE_FIRSTS) is not None

    def can_end(self, part: str) -> bool:
        """Whether a compound may end in `part`."""
        return self._oddness(part, _FALSE_HEADS) is not None

    def _ways_from(self, start: int, best: dict[int, _Way]) -> Iterator[_Way]:
        """The ways to split what follows `start`: one word, what links it to the next, and the best way from there."""
        word, lemma = self.word, self._lemma
        if start and (oddness := self._oddness(word[start:], _FALSE_HEADS)) is not None:
            yield _Way(1, oddness, (word[start:],))
        for following, way in best.items():
            for link in _LINKS_THAT_END_IN.get(word[following - 1], _NO_LINK):
                part = word[start : following - len(link)]
                # Most of what is asked is no word at all, and need not be looked at any further.
                if (lemma(part) is None and part not in self.also) or len(part) < _SHORTEST:
                    continue
                if not word.endswith(link, 0, following):
                    continue
                oddness = self._oddness(part, _FALSE_FIRSTS)
                if oddness is not None and not (link in _PLURALS and part + link in dictionary()):
                    yield _Way(way.size + 1, way.oddness + oddness + len(link), (part, *way.words))

    def _oddness(self, part: str, false: Collection[str]) -> int | None:
        """How little `part` looks like the word it would be in a compound: 0 is as usual, None is not at all."""
        if part in self.also:
            return 0
        lemma = self._lemma(part)  # asked first: most of what is asked is no word at all
        if lemma is None or part in false or part in STOP_WORDS or (len(part) == 3 and part not in _SHORT_PARTS):
            return None
        if _is_finite(part, lemma):
            return None
        return 0 if lemma == part else 1


def _is_finite(part: str, lemma: str) -> bool:
    """Whether `part` is a form like "maakt", which no compound is made of."""
    return part != lemma and part.endswith("t") and dictionary().lemma(part[:-1]) == lemma


def joined(first: str, second: str, also: Collection[str] = ()) -> str | None:
    """The known compound that two folded words written apart make, with or without an s between them; or None.

    `also` are words that are known besides those of the dictionary.
    """
    if len(first) < 3 or len(second) < 3 or first in STOP_WORDS or second in STOP_WORDS:
        return None
    for compound in (first + second, f"{first}s{second}"):
        if (compound in dictionary() or compound in also) and _is_of(parts(compound, also), first, second):
            return compound
    return None


def _is_of(found: tuple[str, ...], first: str, second: str) -> bool:
    """Whether `found` are the parts that one comes to by cutting between `first` and `second`."""
    return len(found) > 1 and (second.endswith(found[-1]) and first.startswith(found[0]))
