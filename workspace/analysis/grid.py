"""The matrix: lessons or themes against cases, with what was found, where nothing was, and where nobody looked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from django.core.paginator import EmptyPage, Page, Paginator
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from initiatives.address import Address
from initiatives.cards import Card
from initiatives.catalogue import Result
from initiatives.downloads.rows import Question, Value
from initiatives.listing import PageNotFound
from initiatives.map import level
from lessons.models import Looked
from workspace.analysis.kinds import KINDS, USUAL, Found, Kind, Row

ROWS_A_PAGE = 50
BATCH = 200
KIND, ROWS_PAGE = "wat", "rijenblad"


@dataclass(frozen=True)
class Cell:
    """What is known of a lesson or theme in a case. `is_own`: the case itself says that it is about this."""

    row: Row
    case: str
    found: Found | None
    looked: Looked | None
    is_own: bool
    level: int = 0

    @property
    def state(self) -> str:
        """ "found", "looked" (looked for, and not found) or "nobody"."""
        return "found" if self.found else "looked" if self.looked else "nobody"

    @property
    def words(self) -> str:
        """All of it in words, for who does not see signs, and for files."""
        said = [*self._found_words(), *([_("theme of the case itself")] if self.is_own else [])]
        if self.found is None:
            said.append(_("looked for, not found") if self.looked else _("nobody has looked"))
        return "; ".join(said)

    @property
    def signs(self) -> str:
        found = self.found.signs if self.found else "∅" if self.looked else "?"
        proposed = "*" if self.found and self.found.proposed else ""
        return f"{found}{proposed} ●" if self.is_own else f"{found}{proposed}"

    def _found_words(self) -> Iterator[str]:
        if self.found is None:
            return
        if self.found.stances:
            yield ", ".join(f"{number} {stance.label}" for stance, number in self.found.stances)
        else:
            number = self.found.number
            yield ngettext("%(number)d passage", "%(number)d passages", number) % {"number": number}
        if self.found.proposed:
            yield _("%(number)d only proposed") % {"number": self.found.proposed}


class Grid:
    """A page of the matrix that a query string asks for. Raises PageNotFound."""

    def __init__(self, query: QueryDict) -> None:
        self.kind = KINDS.get(query.get(KIND, ""), KINDS[USUAL])
        self.result = Result(query)
        self.problems = list(self.result.problems)
        if query.get(KIND) and query[KIND] not in KINDS:
            self.problems.append(_("“%(value)s” is not known here and is left out.") % {"value": query[KIND][:60]})
        self.rows_page = self._read_rows_page(query.get(ROWS_PAGE, ""))

    @property
    def kinds(self) -> list[tuple[str, str, bool]]:
        """The kinds of rows, each with its address and whether it is shown."""
        rest = self.result.address
        return [(str(each.label), str(rest.having(KIND, each.name)), each is self.kind) for each in KINDS.values()]

    @property
    def address(self) -> Address:
        """What is asked, without any page."""
        return self.result.address.having(KIND, self.kind.name)

    @property
    def here(self) -> Address:
        """What is asked, with its pages: where a cell leads back to."""
        here = self.address
        if self.rows_page.number > 1:
            here = here.having(ROWS_PAGE, str(self.rows_page.number))
        return here.having("pagina", str(self.result.page_number)) if self.result.page_number > 1 else here

    @property
    def case_pages(self) -> Address:
        """The ground of the links to other cases."""
        number = self.rows_page.number
        return self.address.having(ROWS_PAGE, str(number)) if number > 1 else self.address

    @property
    def row_pages(self) -> list[tuple[int, str, bool]]:
        """The pages of rows: number, address, and whether it is this one."""
        pages = self.rows_page.paginator.num_pages
        ground = self.address
        if self.result.page_number > 1:
            ground = ground.having("pagina", str(self.result.page_number))
        return [
            (number, str(ground.having(ROWS_PAGE, str(number) if number > 1 else "")), number == self.rows_page.number)
            for number in range(1, pages + 1)
        ]

    @cached_property
    def cards(self) -> list[Card]:
        return self.result.cards

    @cached_property
    def lines(self) -> list[tuple[Row, list[Cell]]]:
        """Each row with its cells, in the order of the cases."""
        rows = [self.kind.row(thing) for thing in self.rows_page]
        cells = _cells(self.kind, rows, self.cards)
        most = max((cell.found.number for line in cells for cell in line if cell.found), default=0)
        return [(row, [_with_level(cell, most) for cell in line]) for row, line in zip(rows, cells, strict=True)]

    def _read_rows_page(self, text: str) -> Page:
        paginator = Paginator(self.kind.rows(), ROWS_A_PAGE)
        number = int(text[:9]) if text.isascii() and text.isdigit() else 1
        try:
            return paginator.page(max(1, number))
        except EmptyPage as error:
            raise PageNotFound from error


class WholeGrid:
    """All rows against all cases that are asked for, a line a case, for a file."""

    def __init__(self, query: QueryDict) -> None:
        self.kind = KINDS.get(query.get(KIND, ""), KINDS[USUAL])
        self.question = Question(Result(query))
        self._rows = [self.kind.row(thing) for thing in self.kind.rows()]

    @property
    def head(self) -> list[str]:
        return ["slug", "titel", "gemeente", *(row.slug for row in self._rows)]

    def lines(self) -> Iterator[list[Value]]:
        cards = (card for _version, card in self.question.cards())
        while batch := list(islice(cards, BATCH)):
            by_row = _cells(self.kind, self._rows, batch)
            for number, card in enumerate(batch):
                about: list[Value] = [card.entry.slug, card.entry.title, card.place]
                yield about + [_in_file(line[number]) for line in by_row]

    def about(self, written: int) -> Iterator[tuple[Value, Value]]:
        """What the second sheet says: the rows by their titles too, and what empty cells mean."""
        yield _("Address"), self.question.address
        yield _("Filters"), "; ".join(self.question.filters) or _("none")
        yield _("Downloaded at"), self.question.at.isoformat(timespec="seconds")
        yield _("Initiatives in this file"), written
        yield _("Empty"), _("nobody has looked")
        for row in self._rows:
            yield row.slug, row.title


def _cells(kind: Kind, rows: Sequence[Row], cards: Sequence[Card]) -> list[list[Cell]]:
    """The cells of these rows and cases, in two queries."""
    keys, cases = [row.key for row in rows], [card.entry.initiative_id for card in cards]
    found, own = kind.found(keys, cases), kind.own(cards)
    looked: dict[Any, Looked] = {
        (getattr(each, f"{kind.field}_id"), each.initiative_id): each
        for each in Looked.objects.in_cells(kind.field, keys, cases)
    }
    return [
        [
            Cell(
                row,
                card.entry.slug,
                found.get((row.key, case)),
                looked.get((row.key, case)),
                (row.slug, case) in own,
            )
            for card, case in zip(cards, cases, strict=True)
        ]
        for row in rows
    ]


def _with_level(cell: Cell, most: int) -> Cell:
    number = cell.found.number if cell.found else 0
    return Cell(cell.row, cell.case, cell.found, cell.looked, cell.is_own, level(number, most)) if number else cell


def _in_file(cell: Cell) -> str:
    return "" if cell.state == "nobody" and not cell.is_own else cell.words
