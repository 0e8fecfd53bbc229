"""What a character is to a word: part of it, nothing at all, or what stands between words."""

import unicodedata
from enum import Enum
from functools import lru_cache


class Sort(Enum):
    LETTER = "letter"
    DIGIT = "digit"
    MARK = "mark"  # combines with what precedes
    SYMBOL = "symbol"  # a word by itself: €, %, an emoji
    ENDING = "ending"  # . ? !
    QUOTE = "quote"
    DASH = "dash"
    SPACE = "space"
    OTHER = "other"  # commas, brackets and the like
    UNSEEN = "unseen"


LINE_ENDS = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")
APOSTROPHES = frozenset("'’‘‛ʼ´`′＇")
INSIDE_NUMBERS = frozenset(".,:/")

_ENDINGS = {".": ".", "…": ".", "?": "?", "!": "!", "‽": "?!", "؟": "?", "。": ".", "？": "?", "！": "!", "۔": "."}
_ENDINGS |= {"‼": "!", "⁇": "?", "⁈": "?!", "⁉": "?!"}
_QUOTES = APOSTROPHES | frozenset('"‚„‟″〝〞〟＂¨ʹʺʻˮ')
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


def ending(chars: str) -> str:
    """The type of a sentence that ends in `chars`: three full stops are one, "?!" is a type of its own."""
    kinds = {kind for char in chars for kind in _ENDINGS.get(char, "")}
    return "".join(kind for kind in "?!" if kind in kinds) or "."


def fold(word: str) -> str:
    """`word` without case and accents, by which one sees that a word was only spelled otherwise."""
    decomposed = unicodedata.normalize("NFKD", word)
    return "".join(char for char in decomposed if sort_of(char) not in {Sort.MARK, Sort.QUOTE}).casefold()
