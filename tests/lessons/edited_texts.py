"""Texts that know of every word where it comes from, and edits on them: what a resolved passage is held against."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from random import Random
from typing import Literal

NAMES = ["Fatima", "Jan", "Ömer", "Truus", "Piet", "Aïcha"]
PLACES = ["Utrecht", "Zwolle", "Oss", "Súdwest-Fryslân", "Den Haag", "Goes"]
NUMBERS = ["twintig", "20", "30", "1.500", "3,5", "drie"]
NOUNS = ["buren", "bewoners", "vrijwilligers", "kinderen", "studenten", "ouderen"]
VERBS = ["koken", "zingen", "tuinieren", "wandelen", "lezen", "timmeren"]
THINGS = ["soep", "het buurthuis", "de moestuin", "zo’n kas", "het plein", "foto’s"]
DAYS = ["maandag", "dinsdag", "vrijdag", "zondag"]
FRESH = [f"{start}{end}" for start in ("kla", "stre", "wijs", "mo", "vond") for end in ("merp", "tig", "loor", "nist")]

_ids = count(1)


@dataclass(frozen=True)
class Word:
    """A word of a text. `own` is the number by which it is known in all versions; a word that is retyped keeps it."""

    text: str
    own: int = field(default_factory=lambda: next(_ids))


Sentence = tuple[Word, ...]
Paragraph = tuple[Sentence, ...]
Text = tuple[Paragraph, ...]


def a_sentence(random: Random) -> Sentence:
    """One of some thousands of sentences, most of which look like others."""
    pick = random.choice
    pattern = pick(
        [
            [pick(NAMES), "en", pick(NAMES), pick(VERBS), "elke", pick(DAYS), "in", pick(THINGS), "."],
            ["In", pick(PLACES), pick(VERBS), pick(NUMBERS), pick(NOUNS), "niet", "alleen", "op", pick(DAYS), "."],
            [
                "De",
                pick(NOUNS),
                "van",
                pick(PLACES),
                pick(VERBS),
                ",",
                "zegt",
                pick(NAMES),
                ",",
                "in",
                pick(THINGS),
                ".",
            ],
            ["Wie", "helpt", "de", pick(NUMBERS), pick(NOUNS), "met", pick(THINGS), "?"],
            ["„", "Wij", pick(VERBS), "voor", pick(THINGS), "”", ",", "zeggen", "de", pick(NOUNS), "."],
            [
                pick(NOUNS).capitalize(),
                "-",
                "en",
                "niet",
                "alleen",
                pick(NOUNS),
                "-",
                pick(VERBS),
                "er",
                "één",
                "keer",
                ".",
            ],
        ]
    )
    return tuple(Word(text) for text in pattern)


def a_text(random: Random) -> Text:
    sentences: dict[tuple[str, ...], Sentence] = {}
    while len(sentences) < 20:
        sentence = a_sentence(random)
        sentences.setdefault(tuple(word.text for word in sentence), sentence)
    left = iter(sentences.values())
    lengths = [random.randint(1, 4) for _ in range(random.randint(1, 5))]
    return tuple(tuple(next(left) for _ in range(length)) for length in lengths)


def fresh_sentence(random: Random) -> Sentence:
    """A sentence with words that no text has of itself."""
    return (*(Word(random.choice(FRESH)) for _ in range(random.randint(4, 9))), Word("."))


@dataclass(frozen=True)
class Manner:
    """How a text is typed: what does not change its words."""

    space: str = " "
    form: Literal["NFC", "NFD"] = "NFC"
    dash: str = "-"
    quotes: tuple[str, str, str] = ("„", "”", "’")
    unseen: str = ""


MANNERS = [
    Manner(),
    Manner(space="\u00a0"),
    Manner(space="  "),
    Manner(form="NFD"),
    Manner(dash="–"),
    Manner(quotes=('"', '"', "'")),
    Manner(quotes=("“", "”", "'")),
    Manner(unseen="\u00ad"),
    Manner(unseen="\u200b"),
    Manner(space=" \u202f", form="NFD", dash="—", quotes=("‘", "’", "'"), unseen="\ufeff"),
]


@dataclass
class Typed:
    """A text as it is typed, with for each word where it stands."""

    text: str
    places: list[tuple[Word, int, int]]

    def spanned(self, start: int, end: int) -> list[Word]:
        """The words of which any part stands from `start` to `end`."""
        return [word for word, begin, stop in self.places if begin < end and stop > start]

    def place(self, words: list[Word]) -> tuple[int, int]:
        owns = {word.own for word in words}
        spans = [(begin, stop) for word, begin, stop in self.places if word.own in owns]
        return min(begin for begin, _ in spans), max(stop for _, stop in spans)


def typed(text: Text, manner: Manner = MANNERS[0]) -> Typed:
    written, places = "", []
    for number, paragraph in enumerate(text):
        written += "\n" if number else ""
        for at, word in enumerate(word for sentence in paragraph for word in sentence):
            if at and word.text not in {".", "?", "!", ",", "”"} and not written.endswith(manner.quotes[0]):
                written += manner.space
            spelled = _spelled(word.text, manner)
            places.append((word, len(written), len(written) + len(spelled)))
            written += spelled
    return Typed(written, places)


def _spelled(word: str, manner: Manner) -> str:
    low, high, apostrophe = manner.quotes
    word = word.replace("„", low).replace("”", high).replace("’", apostrophe).replace("-", manner.dash)
    word = unicodedata.normalize(manner.form, word)
    middle = len(word) // 2
    if manner.unseen and len(word) > 3 and word[middle].isalpha():
        word = word[:middle] + manner.unseen + word[middle:]
    return word


def words_in(text: Text) -> Iterator[Word]:
    return (word for paragraph in text for sentence in paragraph for word in sentence)


def is_word(word: Word) -> bool:
    return any(char.isalnum() for char in word.text)


def retyped(sentence: Sentence, at: int, text: str) -> Sentence:
    return (*sentence[:at], replace(sentence[at], text=text), *sentence[at + 1 :])


def again(paragraph: Paragraph) -> Paragraph:
    """The same words, which are others all the same."""
    return tuple(tuple(Word(word.text) for word in sentence) for sentence in paragraph)
