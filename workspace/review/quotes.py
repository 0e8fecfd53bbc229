"""A sentence of a text, and where it is after the text was edited: by its words and the place it had."""

import re
from dataclasses import dataclass

from rapidfuzz import fuzz

LIKE_ENOUGH = 72  # of 100: below it, the sentence is another one
_SENTENCE = re.compile(r"(?:[^.!?…\n]|[.!?…]+(?![.!?…\s\"”’»)\]]|$))+(?:[.!?…]+[\"”’»)\]]*)?", re.MULTILINE)


@dataclass(frozen=True)
class Sentence:
    start: int
    text: str

    @property
    def key(self) -> str:
        """Where it stands: its first code point and the one after its last."""
        return f"{self.start}-{self.start + len(self.text)}"


@dataclass(frozen=True)
class Place:
    """Where a quoted sentence is now; `is_changed`: its words are not the same any more."""

    start: int
    text: str
    is_changed: bool


def sentences(text: str) -> list[Sentence]:
    """The sentences of `text` in their order; a line is at least one."""
    found = []
    for match in _SENTENCE.finditer(text):
        words = match[0].strip()
        if any(sign.isalnum() for sign in words):
            found.append(Sentence(match.start() + len(match[0]) - len(match[0].lstrip()), words))
    return found


def place_of(quote: str, start: int, text: str) -> Place | None:
    """Where `quote`, which began at `start` in an earlier text, is in `text`; None when it is gone.

    The same words nearest to their earlier place, or else the sentence that is most like them.
    """
    if not quote:
        return None
    same = [found.start() for found in re.finditer(re.escape(quote), text)]
    if same:
        return Place(min(same, key=lambda here: abs(here - start)), quote, is_changed=False)
    likely = [(fuzz.ratio(quote, each.text), -abs(each.start - start), each) for each in sentences(text)]
    likeness, _nearness, sentence = max(likely, key=lambda each: each[:2], default=(0, 0, None))
    if sentence is None or likeness < LIKE_ENOUGH:
        return None
    return Place(sentence.start, sentence.text, is_changed=True)
