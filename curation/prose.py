"""A text as its readers see it: pictures where it has a place for them, and its notes numbered, at its end."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from curation.rich_text import NOTE_SIGN, PLACE, in_reading_order

_SPECIAL = re.compile(rf"{PLACE.pattern}|{NOTE_SIGN}|<note>(.+?)</note><br>", re.S)


@dataclass(frozen=True)
class Piece:
    """A stretch of markup that stands as it is, or a picture, or the number of a note."""

    markup: str = ""
    picture: Any = None
    note: int = 0


@dataclass(frozen=True)
class Prose:
    """The pieces of a text in their order, and the markup of its notes."""

    pieces: list[Piece]
    notes: list[str]

    @property
    def placed(self) -> list[Any]:
        """The pictures that stand in the text."""
        return [piece.picture for piece in self.pieces if piece.picture]


def prose_of(markup: str, pictures: Iterable[Any] = (), *, marked: Callable[[str], str] = str) -> Prose:
    """Clean `markup` in pieces. `pictures` are the rows of its version; a place for any other picture is nothing.

    `marked` may put marks around words of the text in reading order (see `curation.rich_text.in_reading_order`).
    """
    rows = {row.picture.key: row for row in pictures if not row.picture.is_removed}
    ordered = marked(in_reading_order(markup))
    pieces: list[Piece] = []
    notes: list[str] = []
    end, number = 0, 0
    for found in _SPECIAL.finditer(ordered):
        pieces.append(Piece(ordered[end : found.start()]))
        end = found.end()
        key, note = found.groups()
        if note is not None:
            notes.append(note)
        elif key is None:
            number += 1
            pieces.append(Piece(note=number))
        elif key in rows:
            pieces.append(Piece(picture=rows[key]))
    pieces.append(Piece(ordered[end:]))
    return Prose([piece for piece in pieces if piece != Piece()], notes)
