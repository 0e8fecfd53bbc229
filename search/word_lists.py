"""Lists of the rows that have a word or a code, made now and then: to find or count them without reading the rows.

They are of one moment in the log of changes. Whoever reads them asks the rows themselves of what has changed since;
when that is too much, the lists are of no use until they are made anew.
"""

from array import array
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Any

from django.db import connection, models, transaction
from django.db.models import Max
from pyroaring import BitMap

from changes.models import Change, Kind
from curation.copying import copy_in
from search.documents import IN_TITLE, NEAR
from search.models import Word, WordList, WordListEdition

FEWEST_ROWS = 2000  # with fewer, reading the rows is as fast
MOST_CHANGED = 2000
READ_AT_ONCE = 2000
GATHERED_AT_ONCE = 50_000  # rows whose words are gathered before they are packed

CODE = "#"  # no word begins with it; by itself it stands for all rows
MANY_WORDS = 40  # a key that has these has lists of its own, so that they need not be put together from those
_FORMS, _COMPOUNDS = "@f", "@p"
_PLACES = ("", NEAR, IN_TITLE)


@dataclass(frozen=True)
class Codes:
    """The numbers of all rows and of those with each code, as of a place in the log of changes."""

    position: int
    every: BitMap
    by_code: dict[int, BitMap]


class Gathered:
    """The words and codes of rows that somebody wrote, so that they need not be read again for the lists."""

    def __init__(self) -> None:
        self.numbers: set[int] = set()
        self._since = _last_position()
        self._lists: dict[str, BitMap] = {}
        self._some: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))

    def add(self, number: int, words: Iterable[str], codes: Iterable[int]) -> None:
        """A row with this number, these words and these codes is new."""
        lists = map(self._some.__getitem__, chain(words, [f"{CODE}{code}" for code in codes], (CODE,)))
        deque(map(array.append, lists, repeat(number)), maxlen=0)  # a loop in C: these are hundreds of words a row
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


def renew(model: type[models.Model], kind: Kind, codes: str = "", gathered: Gathered | None = None) -> None:
    """Make the lists of a table anew, as of this moment; not inside a transaction. What is gathered is not read.

    `codes` is a column of integers, when the table has one to list too.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        position = _last_position()
        lists = _lists(model, codes, gathered if gathered and gathered.still_holds(kind) else Gathered())
        lists |= _of_keys(lists)
        WordList.objects.filter(kind=kind).delete()
        copy_in(
            WordList, ("kind", "word", "numbers"), [(kind, word, lists[word].serialize()) for word in sorted(lists)]
        )
        WordListEdition.objects.update_or_create(kind=kind, defaults={"position": position})


def forms_of(key: str, place: str) -> str:
    """The name of the list of rows that have a word with `key` at `place`."""
    return f"{_FORMS}{place}{key}"


def compounds_of(key: str, place: str) -> str:
    """The name of the list of rows that have a compound with `key` at `place`."""
    return f"{_COMPOUNDS}{place}{key}"


def names_of_key(key: str) -> list[str]:
    return [name(key, place) for name in (forms_of, compounds_of) for place in _PLACES]


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


def read_codes(kind: Kind) -> Codes | None:
    """The lists of all codes; None when there are none, or when too much has changed since."""
    position = edition_of(kind)
    if position is None or len(changed_since(position, kind)) > MOST_CHANGED:
        return None
    rows = WordList.objects.filter(kind=kind, word__startswith=CODE).values_list("word", "numbers")
    lists = {word.removeprefix(CODE): BitMap.deserialize(bytes(numbers)) for word, numbers in rows}
    every = lists.pop("", None)
    return Codes(position, every, {int(code): numbers for code, numbers in lists.items()}) if every else None


def _lists(model: type[models.Model], codes: str, gathered: Gathered) -> dict[str, BitMap]:
    for number, words, *coded in _rows_without(model, codes, gathered.numbers):
        gathered.add(number, words, *coded or [()])
    return gathered.lists()


def _rows_without(model: type[models.Model], codes: str, known: Set[int]) -> Iterator[tuple[Any, ...]]:
    rows = model._default_manager.order_by().values_list("number", "words", *([codes] if codes else []))
    if not known:
        yield from rows.iterator(READ_AT_ONCE)
        return
    others = sorted(set(rows.values_list("number", flat=True)) - known)
    for start in range(0, len(others), READ_AT_ONCE):
        yield from rows.filter(number__in=others[start : start + READ_AT_ONCE])


def _of_keys(lists: Mapping[str, BitMap]) -> dict[str, BitMap]:
    """The lists of the keys that many words have, from those of the words."""
    dictionary = Word.objects.order_by().values_list("word", "keys", "parts")
    number = Counter(key for _word, keys, parts in dictionary.iterator(READ_AT_ONCE) for key in {*keys, *parts})
    many = {key for key, count in number.items() if count >= MANY_WORDS}
    found: defaultdict[str, list[BitMap]] = defaultdict(list)
    for word, keys, parts in dictionary.iterator(READ_AT_ONCE):
        for place in _PLACES:
            if numbers := lists.get(place + word):
                for key in many.intersection(keys):
                    found[forms_of(key, place)].append(numbers)
                for key in many.intersection(parts):
                    found[compounds_of(key, place)].append(numbers)
    return {name: BitMap.union(*having) for name, having in found.items()}


def _last_position() -> int:
    return Change.objects.aggregate(last=Max("position"))["last"] or 0
