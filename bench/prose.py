"""Dutch-looking prose: real words, inflected and compounded, in realistic proportions; sense is not asked."""

import random

from bench import dutch_words
from bench.skew import Skewed, joined, zipf

SHARES = {"function": 0.48, "nouns": 0.20, "verbs": 0.11, "adjectives": 0.08, "compounds": 0.13}
NAMES = 400_000  # as many invented names there are; most are met once
THEME_EVERY = 14
NAME_EVERY = 45
SENTENCE = range(6, 17)


def forms(entries: list[str]) -> tuple[list[str], list[float]]:
    """Each form of each entry, with a weight by the entry's rank; the later forms are rarer."""
    words, weights = [], []
    for entry, weight in zip(entries, zipf(len(entries), 0.8), strict=True):
        for rank, form in enumerate(entry.split("/"), start=1):
            words.append(form)
            weights.append(weight / rank**0.7)
    return words, weights


def compounds() -> list[str]:
    """Every modifier with every head and its forms, in a mixed order that is always the same."""
    made = [
        "/".join(modifier + form for form in head.split("/"))
        for modifier in dutch_words.MODIFIERS
        for head in dutch_words.HEADS
    ]
    random.Random(1).shuffle(made)
    return made


def invented_name(number: int) -> str:
    """The name with this number: two or three syllables, or two and what places end in."""
    syllables, endings = dutch_words.SYLLABLES, dutch_words.PLACE_ENDINGS
    number, first = divmod(number, len(syllables))
    number, second = divmod(number, len(syllables))
    number, ending = divmod(number, len(endings))
    middle = syllables[number % len(syllables)] if number else ""
    return f"{syllables[first]}{syllables[second]}{middle}{endings[ending]}".capitalize()


class Writer:
    """Writes words, sentences and stories with the chance that it is given."""

    def __init__(self) -> None:
        function = dutch_words.FUNCTION
        parts = {
            "function": (function, zipf(len(function), 0.9)),
            "nouns": forms(dutch_words.NOUNS),
            "verbs": forms(dutch_words.VERBS),
            "adjectives": forms(dutch_words.ADJECTIVES),
            "compounds": forms(compounds()),
        }
        self.words: Skewed[str] = joined((SHARES[name], *part) for name, part in parts.items())
        self.nouns = Skewed(*parts["nouns"])
        self.adjectives = Skewed(*parts["adjectives"])
        self.compounds = Skewed(*parts["compounds"])
        self._of_any_theme = dutch_words.OF_ANY_THEME.split()

    def name(self, chance: random.Random) -> str:
        """A name of a place; low numbers are met often, and there is always another one."""
        return invented_name(int(NAMES ** chance.random()) - 1)

    def theme_words(self, themes: list[str]) -> list[str]:
        """What a case about `themes` returns to."""
        return [word for theme in themes for word in dutch_words.OF_THEMES.get(theme, "").split()] + self._of_any_theme

    def sentences(self, chance: random.Random, number: int, about: list[str]) -> list[str]:
        """Sentences of `number` words together, that return to the words in `about`."""
        words = self.words.some(chance, number)
        for place in range(chance.randrange(THEME_EVERY), number, THEME_EVERY):
            words[place] = about[int(len(about) * chance.random())]
        for place in range(chance.randrange(NAME_EVERY), number, NAME_EVERY):
            words[place] = self.name(chance)
        made, start = [], 0
        while start < number:
            end = start + chance.choice(SENTENCE)
            made.append(sentence(words[start:end]))
            start = end
        return made

    def story(self, chance: random.Random, about: list[str]) -> str:
        """A body of 250 to 400 words in HTML, with a few headings."""
        said = self.sentences(chance, chance.randint(250, 400), about)
        parts, start = [], 0
        while start < len(said):
            end = start + chance.randint(4, 8)
            parts.append(f"<h2>{sentence(self.words.some(chance, 3))[:-1]}</h2><p>{' '.join(said[start:end])}</p>")
            start = end
        return "".join(parts)


def sentence(words: list[str]) -> str:
    text = " ".join(words)
    return f"{text[:1].upper()}{text[1:]}."
