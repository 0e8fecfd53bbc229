"""Keys of rows as forms and addresses name them."""

from collections.abc import Iterable

_DIGITS = 18  # of the largest key that fits a column, whatever its digits are


def key_in(text: str) -> int | None:
    """The key that `text` names; None for what is none: “²” is a digit to Python too, and so are thousands."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else None


def keys_in(texts: Iterable[str]) -> set[int]:
    """The keys that these texts name."""
    return {key for text in texts if (key := key_in(text)) is not None}
