"""Lists of the rows that have a word, made now and then: a word is then found without reading all of those rows.

They are of one moment in the log of changes. Whoever reads them asks the rows themselves of what has changed since;
when that is too much, the lists are of no use until they are made anew.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable

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


def renew(model: type[models.Model], kind: Kind) -> None:
    """Make the lists of a table anew, as of this moment; not inside a transaction."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        position = Change.objects.aggregate(last=Max("position"))["last"] or 0
        lists = _gathered(model)
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


def _gathered(model: type[models.Model]) -> dict[str, BitMap]:
    lists: dict[str, BitMap] = {}
    some: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
    rows = model._default_manager.order_by().values_list("number", "words").iterator(READ_AT_ONCE)
    for count, (number, words) in enumerate(rows, start=1):
        for word in words:
            some[word].append(number)
        if count % GATHERED_AT_ONCE == 0:
            _pack(some, lists)
    _pack(some, lists)
    return lists


def _pack(some: defaultdict[str, "array[int]"], lists: dict[str, BitMap]) -> None:
    for word, numbers in some.items():
        packed = BitMap(numbers)
        lists[word] = lists[word] | packed if word in lists else packed
    some.clear()
