"""The passages that a quotation can be of: those with certain words, and the one that is chosen already."""

from dataclasses import dataclass

from django.db.models import Q

from curation.keys import key_in
from lessons.models import Passage
from workspace.publications.infographics.forms import quotable

MOST = 8


@dataclass(frozen=True)
class Offered:
    key: str
    words: str
    case: str
    language: str
    is_chosen: bool


def offered(words: str, chosen: str) -> tuple[list[Offered], int]:
    """The chosen passage, and the newest that have all these words, in themselves or in the title of their case.

    With them how many more there are.
    """
    found = quotable()
    for word in words.replace("\x00", "").split()[:8]:
        found = found.filter(Q(exact__icontains=word) | Q(version__title__icontains=word))
    found = found.exclude(exact="")
    rows = list(found.select_related("version").order_by("-pk")[:MOST])
    key = key_in(chosen)
    if key is not None and not any(row.pk == key for row in rows):
        rows = [*Passage.objects.filter(pk=key).select_related("version"), *rows]
    more = found.exclude(pk__in=[row.pk for row in rows]).count() if len(rows) >= MOST else 0
    several = [
        Offered(str(row.pk), row.exact, row.version.title, row.version.language, str(row.pk) == chosen) for row in rows
    ]
    return several, more
