"""Lists and records in one cell: `a|b`, and `name;kind;role|name;kind;role`. A backslash makes the next sign text."""

import re
from collections.abc import Iterable

_SPECIAL = re.compile(r"[\\|;]")


def join_list(texts: Iterable[str]) -> str:
    """Texts as one cell, from which `split_list` makes the same texts."""
    return "|".join(_escape(text) for text in texts)


def join_records(records: Iterable[Iterable[str]]) -> str:
    """Records as one cell, from which `split_records` makes the same records."""
    return "|".join(";".join(_escape(part) for part in record) for record in records)


def split_list(cell: str) -> list[str]:
    """The texts of a cell; a semicolon has no meaning in it."""
    return [_unescape(part) for part in _split(cell, "|")] if cell else []


def split_records(cell: str) -> list[list[str]]:
    """The records of a cell, each with the parts it gives."""
    return [[_unescape(part) for part in _split(record, ";")] for record in _split(cell, "|")] if cell else []


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)


def _unescape(text: str) -> str:
    # A backslash before any other sign is what it looks like: people write paths.
    return re.sub(r"\\([\\|;])", r"\1", text)


def _split(text: str, separator: str) -> list[str]:
    if "\\" not in text:
        return text.split(separator)
    parts, start = [], 0
    for match in re.finditer(r"\\.|[|;]", text, re.DOTALL):
        if match[0] == separator:
            parts.append(text[start : match.start()])
            start = match.end()
    return [*parts, text[start:]]
