"""Where tiles lie on the grid: one after another as they are read, on the first place that is free from there on.

This is what a browser does with `grid-auto-flow: row`, so that a page needs no places and files lie as the page does.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby

NARROW_COLUMNS = 6


def places_of(sizes: Iterable[tuple[int, int]], columns: int) -> list[tuple[int, int]]:
    """For each width and height, in their order: the column and the row of its left upper corner, from 0."""
    taken: set[tuple[int, int]] = set()
    places = []
    row = column = 0
    for asked, height in sizes:
        width = min(asked, columns)
        while column + width > columns or _overlap(taken, column, row, width, height):
            column += 1
            if column + width > columns:
                row, column = row + 1, 0
        places.append((column, row))
        taken.update((column + right, row + down) for right in range(width) for down in range(height))
        column += width
    return places


def _overlap(taken: set[tuple[int, int]], column: int, row: int, width: int, height: int) -> bool:
    return any((column + right, row + down) in taken for right in range(width) for down in range(height))


def narrow_widths(smalls: Sequence[str]) -> list[int]:
    """How wide tiles are on a narrow screen, of six columns: all of them, but for small ones that stand together.

    `smalls` has for each tile what kind of small one it is; empty for others. Pictograms stand three abreast when that
    leaves no hole, and otherwise two as others do, of which an odd one out is as wide as the screen.
    """
    widths: list[int] = []
    for kind, together in groupby(smalls):
        number = len(list(together))
        if not kind:
            widths += [NARROW_COLUMNS] * number
        elif kind == "pictogram" and number % 3 == 0:
            widths += [2] * number
        else:
            widths += [3] * (number // 2 * 2) + [NARROW_COLUMNS] * (number % 2)
    return widths
