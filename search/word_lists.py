"""Lists of the rows that have a word, made now and then: a word is then found without reading all of those rows.

They are of one moment in the log of changes. Whoever reads them asks the rows themselves of what has changed since;
when that is too much, the lists are of no use until they are made anew.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Set

from django.db import connection, models, transaction
from django.db.models import Max
from pyroaring import BitMap

from changes.models import Change, Kind
from curation.copying import copy_in
from search.models import WordList, WordListEdition

FEWEST_ROWS = 2000  # with fewer, reading the rows is as fast
MOST_CHANGED = 2000
READ_AT_ONCE = 2000
GATHERED_AT_ONCE = 50_000  # rows whose words are gathered before they are packed


class Gathered:
    """The words of rows that somebody wrote, so that they need not be read again for the lists."""

    def __init__(self) -> None:
        self.numbers: set[int] = set()
        self._since = _last_position()
        self._lists: dict[str, BitMap] = {}
        self._some: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))

    def add(self, number: int, words: Iterable[str]) -> None:
        """A row with this number and these words is new."""
        some = self._some
        for word in words:
            some[word].append(number)
        self.numbers.add(number)
        if len(self.numbers) % GATHERED_AT_ONCE == 0:
            self._pack()

    def lists(self) -> dict[str, BitMap]:
        self._pack()
        return self._lists

    def still_holds(self, kind: Kind) -> bool:
        """Whether each of the rows has been written once since this began, and not changed after that."""
        changes = Change.objects.filter(kind=kind, position__gt=self._since).values_list("numbers", flat=True)
        written = sorted(number for numbers in changes for number in numbers if number in self.numbers)
        return written == sorted(self.numbers)

    def _pack(self) -> None:
        lists = self._lists
        for word, numbers in self._some.items():
            packed = BitMap(numbers)
            lists[word] = lists[word] | packed if word in lists else packed
        self._some.clear()


def renew(model: type[models.Model], kind: Kind, gathered: Gathered | None = None) -> None:
    """Make the lists of a table anew, as of this moment; not inside a transaction. What is gathered is not read."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        position = _last_position()
        lists = _lists(model, gathered if gathered and gathered.still_holds(kind) else Gathered())
        WordList.objects.filter(kind=kind).delete()
        copy_in(
            WordList, ("kind", "word", "numbers"), [(kind, word, lists[word].serialize()) for word in sorted(lists)]
        )
        WordListEdition.objects.update_or_create(kind=kind, defaults={"position": position})


def needs_renewal(model: type[models.Model], kind: Kind) -> bool:
    """Whether so much has changed that the lists had better be made anew."""
    edition = edition_of(kind)
    if edition is None:
        return model._default_manager.count() >= FEWEST_ROWS
    return len(changed_since(edition, kind)) > MOST_CHANGED // 4


def changed_since(position: int, kind: Kind) -> set[int]:
    """The numbers of the rows that changed after `position`."""
    changes = Change.objects.filter(kind=kind, position__gt=position).values_list("numbers", flat=True)
    return {number for numbers in changes for number in numbers}


def edition_of(kind: Kind) -> int | None:
    """Up to which change the lists are right; None when there are none."""
    return WordListEdition.objects.filter(kind=kind).values_list("position", flat=True).first()


def read(kind: Kind, words: Iterable[str]) -> tuple[int | None, dict[str, BitMap]]:
    """The lists of those of `words` that have one, and the edition they are of."""
    edition = WordListEdition.objects.filter(kind=kind).values("position")
    rows = WordList.objects.filter(kind=kind, word__in=list(words)).annotate(edition=models.Subquery(edition))
    found = list(rows.values_list("word", "numbers", "edition"))
    lists = {word: BitMap.deserialize(bytes(numbers)) for word, numbers, _edition in found}
    return found[0][2] if found else None, lists


def _lists(model: type[models.Model], gathered: Gathered) -> dict[str, BitMap]:
    for number, words in _rows_without(model, gathered.numbers):
        gathered.add(number, words)
    return gathered.lists()


def _rows_without(model: type[models.Model], known: Set[int]) -> Iterator[tuple[int, list[str]]]:
    rows = model._default_manager.order_by().values_list("number", "words")
    if not known:
        yield from rows.iterator(READ_AT_ONCE)
        return
    others = sorted(set(rows.values_list("number", flat=True)) - known)
    for start in range(0, len(others), READ_AT_ONCE):
        yield from rows.filter(number__in=others[start : start + READ_AT_ONCE])


def _last_position() -> int:
    return Change.objects.aggregate(last=Max("position"))["last"] or 0
