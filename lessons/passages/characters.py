"""What a character is to a word: part of it, nothing at all, or what stands between words."""

import unicodedata
from enum import StrEnum
from functools import lru_cache


class Sort(StrEnum):
    """Each has a letter, by which the sorts of a text are a text as long as itself: see `sorts_of`."""

    LETTER = "L"
    DIGIT = "D"
    MARK = "M"  # combines with what precedes
    SYMBOL = "S"  # a word by itself: €, %, an emoji
    ENDING = "E"  # . ? !
    QUOTE = "Q"
    DASH = "H"
    SPACE = "W"
    OTHER = "O"  # commas, brackets and the like
    UNSEEN = "U"


LINE_END, APOSTROPHE, COMMA, POINT = "N", "A", "C", "P"  # spaces, quotes, others and endings that do more than these


_LINE_ENDS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_APOSTROPHES = "'’‘‛ʼ´`′＇"
_INSIDE_NUMBERS = ",:/"
_FINER = dict.fromkeys(_LINE_ENDS, LINE_END) | dict.fromkeys(_APOSTROPHES, APOSTROPHE)
_FINER |= dict.fromkeys(_INSIDE_NUMBERS, COMMA) | {".": POINT}
_ENDINGS = {".": ".", "…": ".", "?": "?", "!": "!", "‽": "?!", "؟": "?", "。": ".", "？": "?", "！": "!", "۔": "."}
_ENDINGS |= {"‼": "!", "⁇": "?", "⁈": "?!", "⁉": "?!"}
_QUOTES = frozenset(_APOSTROPHES) | frozenset('"‚„‟″〝〞〟＂¨ʹʺʻˮ')
_SYMBOLS = frozenset("%‰&@#§†‡*\\")
_DASHES = frozenset("−⁃")
_UNSEEN_MARKS = frozenset("\u034f\u180b\u180c\u180d\u180f")
_BY_CATEGORY = {
    "Lu": Sort.LETTER,
    "Ll": Sort.LETTER,
    "Lt": Sort.LETTER,
    "Lm": Sort.LETTER,
    "Lo": Sort.LETTER,
    "Nl": Sort.LETTER,
    "Pc": Sort.LETTER,
    "Nd": Sort.DIGIT,
    "No": Sort.DIGIT,
    "Mn": Sort.MARK,
    "Mc": Sort.MARK,
    "Me": Sort.MARK,
    "Zs": Sort.SPACE,
    "Zl": Sort.SPACE,
    "Zp": Sort.SPACE,
    "Cf": Sort.UNSEEN,
    "Cc": Sort.UNSEEN,
    "Pd": Sort.DASH,
    "Pi": Sort.QUOTE,
    "Pf": Sort.QUOTE,
    "Ps": Sort.OTHER,
    "Pe": Sort.OTHER,
    "Po": Sort.OTHER,
}


@lru_cache(maxsize=4096)
def sort_of(char: str) -> Sort:
    """What `char` is to a word."""
    char = unicodedata.normalize("NFC", char)[0]
    if char.isspace():
        return Sort.SPACE
    if char in _UNSEEN_MARKS or "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef":
        return Sort.UNSEEN
    for chars, sort in (
        (_ENDINGS, Sort.ENDING),
        (_QUOTES, Sort.QUOTE),
        (_DASHES, Sort.DASH),
        (_SYMBOLS, Sort.SYMBOL),
    ):
        if char in chars:
            return sort
    return _BY_CATEGORY.get(unicodedata.category(char), Sort.SYMBOL)


class _Sorts(dict[int, str]):
    """For `str.translate`: a letter for each character that comes by, told once."""

    def __missing__(self, point: int) -> str:
        char = chr(point)
        self[point] = letter = _FINER.get(char) or sort_of(char).value
        return letter


def sorts_of(text: str) -> str:
    """What each character of `text` is to a word, a letter for each."""
    return text.translate(_Sorts())


def ending(chars: str) -> str:
    """The type of a sentence that ends in `chars`: three full stops are one, "?!" is a type of its own."""
    kinds = {kind for char in chars for kind in _ENDINGS.get(char, "")}
    return "".join(kind for kind in "?!" if kind in kinds) or "."


def fold(word: str) -> str:
    """`word` without case and accents, by which one sees that a word was only spelled otherwise."""
    decomposed = unicodedata.normalize("NFKD", word)
    return "".join(char for char in decomposed if sort_of(char) not in {Sort.MARK, Sort.QUOTE}).casefold()
