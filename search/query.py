"""What somebody typed in a search box: words, "phrases", -without and or."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from search.documents import LONGEST_WORD, exact, whole
from search.dutch import STOP_WORDS
from search.words import words

LONGEST = 500
MOST_WORDS = 16
_PIECE = re.compile(r'(?P<minus>-?)(?:["“”„](?P<phrase>[^"“”„]*)["“”„]?|(?P<word>[^\s"“”„]+))')


@dataclass(frozen=True)
class Clause:
    """Words of which all must be there; as a phrase, beside each other. Or must not be there."""

    words: tuple[str, ...]
    is_phrase: bool = False
    is_excluded: bool = False


@dataclass(frozen=True)
class Query:
    """Alternatives, each a number of clauses that hold together.

    `exact` and `whole` are all of it as if it were a title: sign by sign, and its words.
    """

    alternatives: tuple[tuple[Clause, ...], ...]
    exact: str
    whole: str

    @property
    def excludes(self) -> bool:
        return any(clause.is_excluded for clauses in self.alternatives for clause in clauses)

    @property
    def words(self) -> list[str]:
        """The words that are looked for, each once."""
        clauses = (clause for clauses in self.alternatives for clause in clauses if not clause.is_excluded)
        return list(dict.fromkeys(word for clause in clauses for word in clause.words))


def parse(text: str) -> Query:
    """Read what was typed; whatever it is, it means something or nothing, and never fails."""
    text = text[:LONGEST]
    alternatives: list[list[Clause]] = [[]]
    left = MOST_WORDS
    for piece in _PIECE.finditer(text):
        if piece["word"] and piece["word"].casefold() == "or":
            alternatives.append([])
            continue
        for clause in _clauses(piece, left):
            left -= len(clause.words)
            alternatives[-1].append(clause)
    meant = (_without_function_words(clauses) for clauses in alternatives)
    return Query(tuple(clauses for clauses in meant if clauses), exact(text), whole(text))


def _clauses(piece: re.Match[str], left: int) -> Iterator[Clause]:
    found = tuple(word[:LONGEST_WORD] for word in words(piece["phrase"] or piece["word"] or ""))[: max(left, 0)]
    is_excluded = bool(piece["minus"])
    if not found:
        return
    if len(found) > 1 and (piece["phrase"] or is_excluded):
        yield Clause(found, is_phrase=True, is_excluded=is_excluded)
    else:
        yield from (Clause((word,), is_excluded=is_excluded) for word in found)


def _without_function_words(clauses: list[Clause]) -> tuple[Clause, ...]:
    """Without the words that say nothing of their own, unless there are no others."""
    telling = [clause for clause in clauses if not STOP_WORDS.issuperset(clause.words)]
    has_something = any(not clause.is_excluded for clause in telling)
    return tuple(dict.fromkeys(telling if has_something or len(telling) == len(clauses) else clauses))
