"""One box for everything: cases, lessons, publications, themes and municipalities."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from pyroaring import BitMap

from initiatives import index
from initiatives.cards import Card, card_of, entries_by_number
from initiatives.listing import correction_of
from initiatives.models import CatalogueEntry
from initiatives.selection import Selection
from search import findable_text
from search.finding import Finding, finding_of
from search.matching import Matches, match
from search.models import Findable, Word
from search.query import LONGEST, parse
from search.words import words

CASES_SHOWN = 5
OTHERS_SHOWN = 10
SUGGESTED = 3
MOST_FORMS = 60

KINDS = {
    "municipality": _("Municipalities"),
    "theme": _("Themes"),
    "lesson": _("Lessons"),
    "publication": _("Publications"),
}
ONE = {
    "municipality": _("municipality"),
    "theme": _("theme"),
    "lesson": _("lesson"),
    "publication": _("publication"),
}
CASE = _("initiative")


@dataclass(frozen=True)
class Hit:
    """Something found beside cases."""

    row: Findable
    finding: Finding

    @property
    def slug(self) -> str:
        return self.row.address.rstrip("/").rpartition("/")[2]


@dataclass(frozen=True)
class Section:
    """What was found of one kind, best first; `total` may be more than is shown."""

    kind: str
    label: Any
    total: int
    hits: list[Hit]

    @property
    def is_short(self) -> bool:
        return self.kind in {"municipality", "theme"}


@dataclass(frozen=True)
class Found:
    """The answer to what was typed."""

    words: str
    cases: list[Card]
    cases_total: int
    sections: list[Section]
    corrected: str
    meant: str

    @property
    def query(self) -> str:
        return urlencode({"q": self.words})

    @property
    def correction_address(self) -> str:
        return f"{reverse('search')}?{urlencode({'q': self.meant})}"

    @property
    def total(self) -> int:
        return self.cases_total + sum(section.total for section in self.sections)


def find(typed: str) -> Found:
    """Everything that answers `typed`, by kind."""
    typed = typed.strip()[:LONGEST]
    catalogue = index.current()
    matches = catalogue.match(typed) or Matches()
    hits = catalogue.ask(Selection(words=typed), matches)
    numbers = hits.most_relevant(0, CASES_SHOWN) if typed else []
    entries = entries_by_number(numbers, found_by_words=True)
    others = match(parse(typed), findable_text.current(), _all_findables)
    corrected = {**others.corrected, **matches.corrected}
    return Found(
        words=typed,
        cases=[card_of(entry, catalogue.values, matches) for entry in entries],
        cases_total=hits.total if typed else 0,
        sections=_sections(others),
        corrected=", ".join(corrected),
        meant=correction_of(typed, corrected) if corrected else "",
    )


def suggest(typed: str) -> list[dict[str, str]]:
    """What somebody may be typing: things whose title has the words so far, by kind."""
    *before, last = words(typed[:LONGEST]) or [""]
    if not last:
        return []
    forms = sorted(set(Word.objects.starting_with(last).shortest_first()[:MOST_FORMS]), key=len)
    found = Findable.objects.titled(before, forms)
    rows = list(found.of_kind("municipality")[:SUGGESTED]) + list(found.of_kind("theme")[:SUGGESTED])
    cases = CatalogueEntry.objects.for_cards().titled(before, forms).newest_first()[:SUGGESTED]
    rest = [row for kind in ("lesson", "publication") for row in found.of_kind(kind)[:SUGGESTED]]
    return [
        *(_suggestion(row.title, ONE[row.kind], row.address) for row in rows),
        *(_suggestion(case.title, CASE, case.get_absolute_url()) for case in cases),
        *(_suggestion(row.title, ONE[row.kind], row.address) for row in rest),
    ]


def _suggestion(label: str, note: Any, address: str) -> dict[str, str]:
    return {"label": label, "note": str(note), "address": address}


def _all_findables() -> BitMap:
    return BitMap(Findable.objects.values_list("number", flat=True))


def _sections(matches: Matches) -> list[Section]:
    """By kind; a kind that has exactly what was typed as a title comes first."""
    ranked = [number for tier in matches.tiers for number in sorted(tier)]
    kinds = dict(Findable.objects.filter(number__in=ranked).values_list("number", "kind")) if ranked else {}
    by_kind = {kind: [number for number in ranked if kinds.get(number) == kind] for kind in KINDS}
    shown = [number for numbers in by_kind.values() for number in numbers[:OTHERS_SHOWN]]
    rows: dict[int, Findable] = Findable.objects.in_bulk(shown) if shown else {}
    sections = [
        Section(kind, KINDS[kind], len(numbers), _hits(numbers, rows, matches))
        for kind, numbers in by_kind.items()
        if numbers
    ]
    return sorted(sections, key=lambda section: ranked.index(by_kind[section.kind][0]))


def _hits(numbers: Sequence[int], rows: dict[int, Findable], matches: Matches) -> list[Hit]:
    return [Hit(rows[number], finding_of(rows[number], matches)) for number in numbers if number in rows]
