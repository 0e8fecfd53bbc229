"""Which cases share most with one."""

from collections.abc import Iterable

from django.db.models import F, Func, IntegerField, Value
from pyroaring import BitMap

from initiatives.facets import FacetValue
from initiatives.index import Catalogue
from initiatives.models import CatalogueEntry


def sharing_most(entry: CatalogueEntry, values: Iterable[FacetValue], catalogue: Catalogue, number: int) -> list[int]:
    """The numbers of the cases that share most of `values`, which `entry` has, with it; the newest of equals first.

    Those that share nothing are left out.
    """
    postings = catalogue.postings
    if postings is None:
        return _asked_of_the_database(entry, values, number)
    return in_most([postings.of(value) for value in values], number, but_for=entry.number)


def in_most(sets: Iterable[BitMap], number: int, *, but_for: int) -> list[int]:
    """The members of most of `sets`, the greatest of equals first."""
    levels: list[BitMap] = []  # those in 1 at least, in 2 at least, ...
    for members in sets:
        carried = members
        for place, level in enumerate(levels):
            levels[place], carried = level | carried, level & carried
        levels.append(carried)
    found: list[int] = []
    for level in reversed(levels):
        greatest = reversed(level[-number - len(found) - 1 :])
        found += [each for each in greatest if each != but_for and each not in found]
        if len(found) >= number:
            break
    return found[:number]


def _asked_of_the_database(entry: CatalogueEntry, values: Iterable[FacetValue], number: int) -> list[int]:
    codes = sorted(code for value in values for code in value.codes)
    if not codes:
        return []
    shared = Func(
        F("facets"),
        Value(codes),
        template="cardinality(array(select unnest(%(expressions)s::int[])))",
        arg_joiner=") intersect select unnest(",
        output_field=IntegerField(),
    )
    others = (
        CatalogueEntry.objects.filter(facets__overlap=codes).exclude(pk=entry.pk).order_by(shared.desc(), "-number")
    )
    return list(others.values_list("number", flat=True)[:number])
