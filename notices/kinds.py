"""What notices of each kind say, and to which page they lead: the rooms above register theirs at start-up."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Strand(TextChoices):
    """What a notice comes from; each person chooses for each how to hear of it by mail."""

    WORK = "work", _("my work")
    FOLLOWING = "following", _("what I follow")


StillPublic = Callable[[Collection[int]], Collection[int]]


@dataclass(frozen=True)
class Kind:
    """`words` has %(by)s and %(title)s; `page` is the name of an address that takes the slug of the record,
    or the key of the job.

    `still_public` gives, of the keys of records, those that everybody may know of now; without it the reader of the
    notice may know of the record whatever becomes of it.
    """

    words: Any
    page: str
    strand: Strand = Strand.WORK
    still_public: StillPublic | None = None


_kinds: dict[str, Kind] = {}


def register(
    name: str, words: Any, *, page: str, strand: Strand = Strand.WORK, still_public: StillPublic | None = None
) -> None:
    _kinds[name] = Kind(words, page, strand, still_public)


def kind_of(name: str) -> Kind | None:
    """None for a kind that no room knows any more."""
    return _kinds.get(name)


def names_of(strand: Strand) -> list[str]:
    return [name for name, kind in _kinds.items() if kind.strand == strand]
