"""The question of a live tile as a form: what is counted, of what, and among which; built with the filters of the list.

What is sent becomes the JSON that publications/infographics/question.py reads. What does not fit together (a facet of
cases in a question about lessons) is left out of it; what is missing is said beside the tile.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any

from django.http import QueryDict

from initiatives.facets import Facet, FacetValue
from publications.infographics.question import MOST_ROWS, USUAL_ROWS, Measure
from publications.infographics.subjects import SUBJECTS, Subject
from publications.models import Tile

Written = dict[str, Any]
Kind = Tile.Kind
MUNICIPALITY = "gemeente"
YEARS = ("jaar_van", "jaar_tot")
TEXTS = ("q", *YEARS)
FILTER, PART = "filter-", "part-"
_MEASURES = MappingProxyType(
    {
        Kind.FIGURE: (Measure.COUNT, Measure.SHARE, Measure.VALUES, Measure.SUM),
        Kind.BARS: (Measure.TOP,),
        Kind.MAP: (Measure.TOP,),
    }
)


@dataclass(frozen=True)
class Option:
    """A value to tick, with how many of all have it."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Group:
    """The values of one facet to tick; `name` is that of the inputs."""

    name: str
    label: Any
    options: list[Option]

    @property
    def number(self) -> int:
        return sum(option.is_chosen for option in self.options)


def written_in(kind: str, data: QueryDict) -> Written:
    """The question that a form sends, as JSON."""
    subject = _subject(kind, data.get("of", ""))
    measure = _chosen(data.get("measure", ""), measures_of(kind, subject))
    said: Written = {"measure": str(measure.value), "of": subject.name}
    if measure in {Measure.TOP, Measure.VALUES}:
        said["facet"] = MUNICIPALITY if kind == Kind.MAP else _chosen(data.get("facet", ""), list(subject.facets))
    if measure == Measure.SUM:
        said["quantity"] = _chosen(data.get("quantity", ""), list(subject.quantities))
    if kind == Kind.BARS:
        said["limit"] = _limit(data.get("limit", ""))
    said["filters"] = _sent(data, FILTER, subject.parameters)
    if measure == Measure.SHARE:
        said["part"] = _sent(data, PART, list(subject.facets))
    return {name: value for name, value in said.items() if value}


def subjects_of(kind: str) -> list[Subject]:
    """What a tile of this kind can be about: a map only about what has a municipality."""
    return [each for each in SUBJECTS.values() if kind != Kind.MAP or MUNICIPALITY in each.facets]


def measures_of(kind: str, subject: Subject) -> list[Measure]:
    return [each for each in _MEASURES[Kind(kind)] if each != Measure.SUM or subject.quantities]


class Builder:
    """The form of one question, as its page shows it."""

    def __init__(self, kind: str, written: Mapping[str, Any]) -> None:
        self.kind, self.written = kind, written
        self.subject = _subject(kind, str(written.get("of", "")))
        self.measure = _chosen(str(written.get("measure", "")), measures_of(kind, self.subject))

    @property
    def shape(self) -> str:
        """By which one sees whether other inputs belong to what is chosen."""
        return f"{self.measure.value}.{self.subject.name}"

    @property
    def measures(self) -> list[tuple[str, Any]]:
        return [(each.value, each.label) for each in measures_of(self.kind, self.subject)]

    @property
    def subjects(self) -> list[tuple[str, Any]]:
        return [(each.name, each.label) for each in subjects_of(self.kind)]

    @property
    def facets(self) -> list[tuple[str, Any]]:
        """What groups or different values can be asked of; none where that is not asked, or is no question."""
        if self.kind == Kind.MAP or self.measure not in {Measure.TOP, Measure.VALUES}:
            return []
        return [(facet.name, facet.label) for facet in self.subject.facets.values()]

    @property
    def quantities(self) -> list[tuple[str, Any]]:
        if self.measure != Measure.SUM:
            return []
        return [(name, quantity.label) for name, quantity in self.subject.quantities.items()]

    @property
    def limits(self) -> range | None:
        return range(1, MOST_ROWS + 1) if self.kind == Kind.BARS else None

    @property
    def filters(self) -> list[Group]:
        return self._groups(FILTER, self.written.get("filters", {}))

    @property
    def parts(self) -> list[Group]:
        return self._groups(PART, self.written.get("part", {})) if self.measure == Measure.SHARE else []

    @property
    def texts(self) -> list[tuple[str, Any, str]]:
        """The filters that are typed: the name of the parameter, its label, and what was typed."""
        asked, known = self.written.get("filters", {}), self.subject.filters.base_filters
        offered = [name for name in TEXTS if name in self.subject.parameters]
        return [(f"{FILTER}{name}", known[name].label, " ".join(asked.get(name, []))) for name in offered]

    @property
    def unseen(self) -> list[tuple[str, str]]:
        """What narrows the question and has no input of its own here: it stays as it is."""
        shown = {*TEXTS, *self.subject.facets}
        asked = self.written.get("filters", {})
        return [
            (f"{FILTER}{name}", value)
            for name, values in asked.items()
            if name not in shown and name in self.subject.parameters
            for value in values
        ]

    @cached_property
    def _index(self) -> Any:
        return self.subject.index()

    @cached_property
    def _hits(self) -> Any:
        return self._index.ask()

    def _groups(self, prefix: str, chosen: Mapping[str, list[str]]) -> list[Group]:
        found = (
            Group(f"{prefix}{facet.name}", facet.label, list(self._options(facet, chosen.get(facet.name, []))))
            for facet in self.subject.facets.values()
        )
        return [group for group in found if group.options]

    def _options(self, facet: Facet, texts: list[str]) -> Iterator[Option]:
        """The values that anything has, and those that are chosen, each under the word that it was chosen by."""
        values: list[FacetValue] = self._index.values.by_facet.get(facet, [])
        counts = self._hits.among(values)
        chosen = {self._index.values.resolve(facet, text): text for text in texts}
        for value in values:
            if value in chosen or counts.get(value):
                yield Option(chosen.get(value, value.slug), value.label, counts.get(value, 0), value in chosen)
        for value, text in chosen.items():
            if value is None or value not in values:
                yield Option(text, value.label if value else text, 0, is_chosen=True)


def _subject(kind: str, name: str) -> Subject:
    offered = {each.name: each for each in subjects_of(kind)}
    return offered.get(name) or next(iter(offered.values()))


def _chosen(said: str, offered: list[Any]) -> Any:
    """What was said when it is offered; else the first that is."""
    return next((each for each in offered if each == said), offered[0])


def _limit(said: str) -> int:
    number = int(said) if said.isascii() and said.isdigit() and len(said) < 4 else USUAL_ROWS
    return min(max(number, 1), MOST_ROWS)


def _sent(data: QueryDict, prefix: str, names: list[str]) -> dict[str, list[str]]:
    found = {}
    for name in names:
        values = [text.replace("\x00", "").strip() for text in data.getlist(f"{prefix}{name}")]
        if kept := list(dict.fromkeys(value for value in values if value)):
            found[name] = kept
    return found
