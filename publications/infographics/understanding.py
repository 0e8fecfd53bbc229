"""What a stored question means now: the filters, facets and values that it names, looked up as the list itself does."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from initiatives.facets import Facet, FacetValue
from initiatives.questions import QuestionFilterSet
from initiatives.selection import Selection
from publications.infographics.question import Parameters, Question, QuestionNotUnderstood
from publications.infographics.subjects import SUBJECTS, Subject


@dataclass(frozen=True)
class Understood:
    """A question with the values that it names, as they are now."""

    question: Question
    subject: Subject
    index: Any
    filterset: QuestionFilterSet
    facet: Facet | None
    part: Mapping[Facet, tuple[FacetValue, ...]]

    @property
    def selection(self) -> Selection:
        return self.filterset.selection


@dataclass(frozen=True)
class Counted:
    """The numbers of an answer, before anything is said of them."""

    value: int
    total: int
    whole: int | None = None
    rows: tuple[tuple[FacetValue, int], ...] = ()
    more: int = 0
    missing: int = 0


def understand(question: Question) -> Understood:
    """The question with what it names looked up. Raises QuestionNotUnderstood with all that is not known."""
    subject = SUBJECTS.get(question.of)
    if subject is None:
        raise QuestionNotUnderstood(_("“%(name)s” cannot be counted.") % {"name": question.of})
    index = subject.index()
    filterset = _filterset(subject, index, question.filters)
    part = _filterset(subject, index, question.part)
    problems = [*_unknown(subject, question), *filterset.problems, *part.problems]
    if problems:
        raise QuestionNotUnderstood(*problems)
    facet = subject.facets.get(question.facet)
    return Understood(question, subject, index, filterset, facet, part.selection.chosen)


def _unknown(subject: Subject, question: Question) -> Iterable[str]:
    said = _("%(subject)s cannot be asked by “%(name)s”.")
    for name in question.filters:
        if name not in subject.parameters:
            yield said % {"subject": subject.label, "name": name}
    for name in (*question.part, question.facet):
        if name and name not in subject.facets:
            yield said % {"subject": subject.label, "name": name}
    if question.quantity and question.quantity not in subject.quantities:
        yield _("“%(name)s” of %(subject)s cannot be added up.") % {"subject": subject.label, "name": question.quantity}


def _filterset(subject: Subject, index: Any, parameters: Parameters) -> QuestionFilterSet:
    return subject.filters(query_of(parameters), values=index.values)


def query_of(parameters: Parameters) -> QueryDict:
    """The parameters as a list takes them in its address."""
    query = QueryDict(mutable=True)
    for name, values in parameters.items():
        query.setlist(name, list(values))
    return query
