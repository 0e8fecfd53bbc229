"""From words back to code points: where exactly in the new text the passage begins and ends."""

from lessons.passages.characters import Sort, sort_of
from lessons.passages.words import Words

_NOT_A_SIGN = frozenset({Sort.MARK, Sort.UNSEEN})


def start_in(old: Words, first: int, start: int, new: Words, new_first: int) -> int:
    """Where in the new text a passage begins that began at `start`, now that its first word is word `new_first`."""
    word, place = old.starts[first], new.starts[new_first]
    if start > word:
        if old.texts[first] != new.texts[new_first]:
            return place
        signs = _signs(_raw(old, first))
        return place + _nth(_raw(new, new_first), sum(sign <= start - word for sign in signs) - 1)
    before = new.text[new.ends[new_first - 1] if new_first else 0 : place]
    return place - _reach(old.text[start:word][::-1], before[::-1])


def end_in(old: Words, last: int, end: int, new: Words, new_last: int) -> int:
    """Where in the new text a passage ends that ended at `end`, now that its last word is word `new_last`."""
    word_end, place = old.ends[last], new.ends[new_last]
    if end < word_end:
        if old.texts[last] != new.texts[new_last]:
            return place
        signs = _signs(_raw(old, last))
        length = sum(sign < end - old.starts[last] for sign in signs)
        return new.starts[new_last] + _nth(_raw(new, new_last), length)
    after = new.text[place : new.starts[new_last + 1] if new_last + 1 < len(new) else len(new.text)]
    return place + _reach(old.text[word_end:end], after)


def _raw(words: Words, number: int) -> str:
    return words.text[words.starts[number] : words.ends[number]]


def _signs(word: str) -> list[int]:
    """Where in a word what a reader takes for one sign begins."""
    return [at for at, char in enumerate(word) if at == 0 or sort_of(char) not in _NOT_A_SIGN]


def _nth(word: str, number: int) -> int:
    signs = [*_signs(word), len(word)]
    return signs[min(number, len(signs) - 1)]


def _reach(edge: str, around: str) -> int:
    """How far into `around` the signs between words go that the passage had at its edge."""
    if around.startswith(edge):
        return len(edge)
    at = reached = 0
    for kind in _kinds(edge):
        while at < len(around) and (_kind(around[at]) == "" or (kind != " " and _kind(around[at]) == " ")):
            at += 1
        if at < len(around) and _kind(around[at]) == kind:
            while at < len(around) and _kind(around[at]) in {kind, ""}:
                at += 1
            reached = at
        elif kind != " ":
            break
    return reached


def _kinds(edge: str) -> list[str]:
    kinds: list[str] = []
    for char in edge:
        kind = _kind(char)
        if kind and kinds[-1:] != [kind]:
            kinds.append(kind)
    return kinds


def _kind(char: str) -> str:
    sort = sort_of(char)
    return {Sort.QUOTE: '"', Sort.DASH: "-", Sort.SPACE: " ", Sort.UNSEEN: ""}.get(sort, char)
