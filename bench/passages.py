"""Passages in edited texts: how many are found again by each kind of edit, and whether any takes words not its own.

Every word of a text has a number of its own, so what a place holds can be told whatever its words are.
"""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from bench.prose import Writer
from lessons.passages import Passage, resolve

TEXTS = 150
SENTENCES = range(3, 7)
Word = tuple[str, int]
Sentence = list[Word]
Paragraph = list[Sentence]
Text = list[Paragraph]


@dataclass(frozen=True)
class Laid:
    """A text as it is read, and the number of the word at each of its code points (0 between words)."""

    text: str
    owners: list[int]


def measure(seed: int) -> dict[str, Any]:
    """States by kind of edit, how many places hold other words, and milliseconds a passage."""
    chance, writer = random.Random(seed), Writer()
    states: dict[str, Counter[str]] = {name: Counter() for name in EDITS}
    wrong, took, number = 0, 0.0, 0
    for _text in range(TEXTS):
        for name, edit in EDITS.items():
            old = _written(writer, chance)
            sentence = chance.choice(chance.choice(old))
            new = edit([list(map(list, paragraph)) for paragraph in old], sentence, chance)
            before, after = _laid(old), _laid(new)
            passage = _passage(before, sentence)
            started = perf_counter()
            found = resolve(before.text, passage, after.text)
            took, number = took + perf_counter() - started, number + 1
            states[name][found.state] += 1
            wrong += found.start is not None and not _is_own(sentence, after, found)
    return {"states": states, "wrong": wrong, "number": number, "ms": 1000 * took / number}


def _is_own(sentence: Sentence, after: Laid, resolution: Any) -> bool:
    there = set(after.owners[resolution.start : resolution.end]) - {0}
    return bool(there) and there <= {owner for _word, owner in sentence}


def _written(writer: Writer, chance: random.Random) -> Text:
    numbers = iter(range(1, 1_000_000))
    said = writer.sentences(chance, 320, ["buurthuis", "bewoners", "samen", "ontmoeting"])
    text: Text = []
    while said:
        size = chance.choice(SENTENCES)
        text.append([[(word, next(numbers)) for word in sentence.split()] for sentence in said[:size]])
        said = said[size:]
    return text


def _laid(text: Text) -> Laid:
    signs: list[str] = []
    owners: list[int] = []
    for paragraph in text:
        for sentence in paragraph:
            for word, owner in sentence:
                signs.append(f"{word} ")
                owners += [owner] * len(word) + [0]
        signs.append("\n")
        owners.append(0)
    return Laid("".join(signs), owners)


def _passage(laid: Laid, sentence: Sentence) -> Passage:
    start = laid.owners.index(sentence[0][1])
    end = len(laid.owners) - laid.owners[::-1].index(sentence[-1][1])
    return Passage(start, end, laid.text[start:end])


# ---------------------------------------------------------------- edits of a text, about one of its sentences
def _at(text: Text, sentence: Sentence) -> tuple[Paragraph, int]:
    return next((each, each.index(sentence)) for each in text if sentence in each)


def _nothing(text: Text, _sentence: Sentence, _chance: random.Random) -> Text:
    return text


def _paragraph_before(text: Text, _sentence: Sentence, chance: random.Random) -> Text:
    words = [(f"nieuw{number}", -1 - number) for number in range(12)]
    text.insert(chance.randrange(len(text)), [words])
    return text


def _paragraph_gone(text: Text, sentence: Sentence, chance: random.Random) -> Text:
    others = [each for each in text if sentence not in each]
    text.remove(chance.choice(others))
    return text


def _paragraph_moved(text: Text, sentence: Sentence, _chance: random.Random) -> Text:
    own = next(each for each in text if sentence in each)
    was_first = text[0] is own
    text.remove(own)
    text.insert(len(text) if was_first else 0, own)
    return text


def _sentence_beside(text: Text, sentence: Sentence, _chance: random.Random) -> Text:
    paragraph, place = _at(text, sentence)
    paragraph.insert(place, [(f"erbij{number}", -50 - number) for number in range(6)])
    return text


def _word_changed(text: Text, sentence: Sentence, chance: random.Random) -> Text:
    paragraph, place = _at(text, sentence)
    which = chance.randrange(len(sentence))
    paragraph[place] = [("anders" if n == which else word, own) for n, (word, own) in enumerate(sentence)]
    return text


def _sentence_gone(text: Text, sentence: Sentence, _chance: random.Random) -> Text:
    paragraph, place = _at(text, sentence)
    del paragraph[place]
    return text


Edit = Callable[[Text, Sentence, random.Random], Text]
EDITS: dict[str, Edit] = {
    "nothing": _nothing,
    "a paragraph before": _paragraph_before,
    "another paragraph gone": _paragraph_gone,
    "its paragraph moved": _paragraph_moved,
    "a sentence beside it": _sentence_beside,
    "a word of it changed": _word_changed,
    "itself gone": _sentence_gone,
}
STATES: Sequence[str] = ("gevonden", "verplaatst", "gewijzigd", "dubbelzinnig", "verweesd")
