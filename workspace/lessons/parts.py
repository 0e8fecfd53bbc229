"""The parts of a lesson, which two people may change at once without losing what the other wrote."""

from typing import Any

from django.http import QueryDict

from lessons.models import LessonVersion
from workspace.lessons.forms import LessonForm, LessonSourceRows
from workspace.parts import Part, Rows, Value, as_query, value_given, value_of
from workspace.writing import formset_data

SOURCES = Part("sources", (), rows=Rows("sources", LessonSourceRows, {"title": "title", "url": "url", "year": "year"}))
PARTS: dict[str, Part] = {
    **{name: Part(name, (name,)) for name in ("title", "statement", "explanation", "limits")},
    **{name: Part(name, (name,)) for name in ("audiences", "for_policy", "for_professionals", "for_residents")},
    **{name: Part(name, (name,)) for name in ("themes", "drawn_by", "cases")},
    "sources": SOURCES,
    "language": Part("language", ("language",)),
}


def values_of(version: LessonVersion) -> dict[str, Value]:
    """The value of every part as the version has it, in a fixed number of queries."""
    form = LessonForm(instance=version)
    return {name: value_of(part, version, form) for name, part in PARTS.items()}


def values_given(data: QueryDict) -> dict[str, Value]:
    """The value of every part as the form sends it."""
    return {name: value_given(part, data) for name, part in PARTS.items()}


def bound(version: LessonVersion, values: dict[str, Value]) -> tuple[LessonForm, Any]:
    """The form and the rows of sources that say these values."""
    data = QueryDict(mutable=True)
    for name, value in values.items():
        if name != SOURCES.name:
            for inputs, said in as_query(value).lists():
                data.setlist(inputs, said)
    rows = LessonSourceRows(formset_data(values[SOURCES.name]["rows"]), instance=version, prefix="row")
    return LessonForm(data, instance=version), rows
