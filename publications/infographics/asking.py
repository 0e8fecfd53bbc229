"""Asking the catalogue a stored question: with the filters of the list itself, counted by the index of the list."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from initiatives.facets import Facet, FacetValue
from initiatives.filters import ALSO
from publications.infographics import wording
from publications.infographics.answer import Answer, Row
from publications.infographics.question import Measure, Question
from publications.infographics.understanding import Counted, Understood, query_of, understand

PART = "part"  # under this name the part of a share narrows a selection, beside what is chosen


def ask(question: Question) -> Answer:
    """What the catalogue answers now. Raises QuestionNotUnderstood when it no longer knows what is asked."""
    understood = understand(question)
    counted = _COUNT[question.measure](understood)
    said = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            said[language] = wording.said_of(understood, counted)
    return Answer(
        value=counted.value,
        whole=counted.whole,
        total=counted.total,
        rows=tuple(_row(value, number, understood) for value, number in counted.rows),
        more=counted.more,
        missing=counted.missing,
        url=_address(understood, understood.part),
        asked_at=timezone.now(),
        said=said,
    )


def _count(asked: Understood) -> Counted:
    total = asked.index.ask(asked.selection).total
    return Counted(total, total)


def _share(asked: Understood) -> Counted:
    whole = asked.index.ask(asked.selection).total
    known = _narrowed(asked, [asked.index.values.by_facet.get(facet, []) for facet in asked.part])
    return Counted(_narrowed(asked, asked.part.values()), whole, whole=whole, missing=whole - known)


def _top(asked: Understood) -> Counted:
    values, hits = _values_of_facet(asked), asked.index.ask(asked.selection)
    counts = hits.among(values)
    order = {value: place for place, value in enumerate(values)}
    largest = sorted(counts.items(), key=lambda item: (-item[1], order[item[0]]))
    rows = tuple(largest[: asked.question.limit])
    return Counted(
        rows[0][1] if rows else 0,
        hits.total,
        rows=rows,
        more=len(largest) - len(rows),
        missing=hits.total - _narrowed(asked, [values]),
    )


def _different(asked: Understood) -> Counted:
    values, hits = _values_of_facet(asked), asked.index.ask(asked.selection)
    missing = hits.total - _narrowed(asked, [values])
    return Counted(len(hits.among(values)), hits.total, missing=missing)


def _sum(asked: Understood) -> Counted:
    hits = asked.index.ask(asked.selection)
    return Counted(asked.subject.quantities[asked.question.quantity].add(asked.index, hits), hits.total)


_COUNT = {
    Measure.COUNT: _count,
    Measure.SHARE: _share,
    Measure.TOP: _top,
    Measure.VALUES: _different,
    Measure.SUM: _sum,
}


def _narrowed(asked: Understood, groups: Iterable[Iterable[FacetValue]]) -> int:
    """How many of what is asked have a value of each of these groups."""
    further = {**asked.selection.further, PART: tuple(tuple(group) for group in groups)}
    number: int = asked.index.ask(replace(asked.selection, further=further)).total
    return number


def _values_of_facet(asked: Understood) -> list[FacetValue]:
    facet = asked.facet
    return asked.index.values.by_facet.get(facet, []) if facet else []


def _row(value: FacetValue, number: int, asked: Understood) -> Row:
    names = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            names[language] = value.label
    return Row(value.slug, names, number, _address(asked, {value.facet: (value,)}))


def _address(asked: Understood, chosen: Mapping[Facet, tuple[FacetValue, ...]]) -> str:
    """The address of the list of what is asked, of which the chosen values hold too; empty when no address says that.

    What already narrows the same facet would widen it: the catalogue can narrow beside it, by one value at a time.
    """
    query = query_of(asked.question.filters)
    for facet, values in chosen.items():
        if facet.name not in query:
            query.setlist(facet.name, [value.slug for value in values])
        elif ALSO in asked.subject.parameters and len(values) == 1:
            query.appendlist(ALSO, f"{facet.name}.{values[0].slug}")
        else:
            return ""
    address = reverse(asked.subject.list_name)
    return f"{address}?{query.urlencode()}" if query else address
