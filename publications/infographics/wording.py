"""What is said of an answer, in the language of the moment: its label, scope, definition and alternative text."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from initiatives.facets import MUNICIPALITY, Facet, FacetValue
from publications.infographics.answer import Said, in_figures
from publications.infographics.question import Measure
from publications.infographics.understanding import Counted, Understood

MOST_NAMED = 12


def said_of(asked: Understood, counted: Counted) -> Said:
    """All that is said of it."""
    scope = _scope(asked, counted)
    return Said(
        capfirst(_LABELS[asked.question.measure](asked)),
        scope,
        " ".join([_DEFINITIONS[asked.question.measure](asked), *_caveats(asked, counted)]),
        " ".join([_told(asked, counted), scope]),
    )


def number_of(asked: Understood, number: int) -> str:
    """A number of what is counted: “29 published initiatives”."""
    return str(asked.subject.noun % {"number": in_figures(number), "count": number})


def _scope(asked: Understood, counted: Counted) -> str:
    narrowed = "; ".join(_filters_in_words(asked))
    if narrowed:
        return _("Counted among %(number)s with %(filters)s.") % {
            "number": number_of(asked, counted.total),
            "filters": narrowed,
        }
    return _("Counted among all %(number)s.") % {"number": number_of(asked, counted.total)}


def _filters_in_words(asked: Understood) -> Iterator[str]:
    filters, selection = asked.filterset.filters, asked.selection
    if selection.words:
        yield _("the words “%(words)s”") % {"words": selection.words}
    for name, year in (("jaar_van", selection.since), ("jaar_tot", selection.until)):
        if year:
            yield _labelled(filters[name].label, str(year))
    yield from _values_in_words(selection.chosen)
    if likeness := asked.filterset.likeness:
        yield _labelled(filters["zoals"].label, f"{likeness.here} ({likeness.number})")
    for value in asked.filterset.also:
        yield _labelled(value.facet.label, value.label)


def _values_in_words(chosen: Mapping[Facet, Iterable[FacetValue]]) -> Iterator[str]:
    for facet, values in chosen.items():
        yield _labelled(facet.label, get_text_list([value.label for value in values], _("or")))


def _labelled(label: Any, said: str) -> str:
    label = str(label)
    return f"{label[:1].lower()}{label[1:]}: {said}"


def _label_of_count(asked: Understood) -> str:
    return str(asked.subject.label)


def _label_of_share(asked: Understood) -> str:
    return "; ".join(_values_in_words(asked.part))


def _label_of_facet(asked: Understood) -> str:
    return str(asked.facet.label) if asked.facet else ""


def _label_of_sum(asked: Understood) -> str:
    return str(asked.subject.quantities[asked.question.quantity].label)


_LABELS = {
    Measure.COUNT: _label_of_count,
    Measure.SHARE: _label_of_share,
    Measure.TOP: _label_of_facet,
    Measure.VALUES: _label_of_facet,
    Measure.SUM: _label_of_sum,
}


def _definition_of_count(asked: Understood) -> str:
    return _("The number of published %(subject)s in the catalogue.") % {"subject": asked.subject.label}


def _definition_of_share(asked: Understood) -> str:
    return _("The share of these %(subject)s with %(part)s. One of which that is not known counts as without.") % {
        "subject": asked.subject.label,
        "part": _label_of_share(asked),
    }


def _definition_of_top(asked: Understood) -> str:
    return _("For each group: how many of these %(subject)s belong to it. One can belong to several groups.") % {
        "subject": asked.subject.label
    }


def _definition_of_values(asked: Understood) -> str:
    return _("How many different values of “%(facet)s” occur among these %(subject)s.") % {
        "facet": _label_of_facet(asked),
        "subject": asked.subject.label,
    }


def _definition_of_sum(asked: Understood) -> str:
    return _("All %(quantity)s that these %(subject)s name, added up.") % {
        "quantity": _label_of_sum(asked),
        "subject": asked.subject.label,
    }


_DEFINITIONS = {
    Measure.COUNT: _definition_of_count,
    Measure.SHARE: _definition_of_share,
    Measure.TOP: _definition_of_top,
    Measure.VALUES: _definition_of_values,
    Measure.SUM: _definition_of_sum,
}


def _caveats(asked: Understood, counted: Counted) -> Iterator[str]:
    if counted.more:
        more = ngettext(
            "%(number)s smaller group is left out.", "%(number)s smaller groups are left out.", counted.more
        )
        yield more % {"number": in_figures(counted.more)}
    if counted.missing:
        yield _("Of %(number)s this is not known.") % {"number": number_of(asked, counted.missing)}


def _told(asked: Understood, counted: Counted) -> str:
    """The answer itself, for who does not see it."""
    if asked.question.measure == Measure.TOP:
        return _rows_told(asked, counted)
    if asked.question.measure == Measure.SHARE:
        return _("%(part)s: %(value)s of %(whole)s.") % {
            "part": capfirst(_label_of_share(asked)),
            "value": in_figures(counted.value),
            "whole": number_of(asked, counted.total),
        }
    if asked.question.measure == Measure.COUNT:
        return f"{capfirst(number_of(asked, counted.value))}."
    return f"{capfirst(_LABELS[asked.question.measure](asked))}: {in_figures(counted.value)}."


def _rows_told(asked: Understood, counted: Counted) -> str:
    if not counted.rows:
        return _("%(facet)s: nothing yet.") % {"facet": _label_of_facet(asked)}
    named = [f"{value.label} {in_figures(number)}" for value, number in counted.rows[:MOST_NAMED]]
    rest = len(counted.rows) - len(named)
    if rest:
        named.append(ngettext("%(number)s more", "%(number)s more", rest) % {"number": in_figures(rest)})
    kind = _("Map of the Netherlands") if asked.facet is MUNICIPALITY else _("Bar chart")
    return f"{kind}. {_label_of_facet(asked)}: {', '.join(named)}."
