"""A stored question to the catalogue: what a live tile asks, as plain JSON, and the one place that reads it.

    {"measure": "share", "of": "initiatives", "filters": {"provincie": ["fryslan"]}, "part": {"toegang": ["publiek"]}}

`filters` are the parameters that the list itself takes in its address, with the same names and values.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MOST_ROWS = 30
USUAL_ROWS = 8

Parameters = Mapping[str, tuple[str, ...]]


class Measure(models.TextChoices):
    COUNT = "count", gettext_lazy("how many there are")
    SHARE = "share", gettext_lazy("which share of them")
    TOP = "top", gettext_lazy("the largest groups")
    VALUES = "values", gettext_lazy("how many different ones occur")
    SUM = "sum", gettext_lazy("something added up")


class QuestionNotUnderstood(Exception):
    """The question cannot be asked; `problems` say why, in sentences for people."""

    def __init__(self, *problems: str) -> None:
        super().__init__(" ".join(problems))
        self.problems = list(problems)


@dataclass(frozen=True)
class Question:
    """What is measured, of what, and among which.

    `facet` is what a top list or a number of different values is about, `quantity` what is added up, `part` what makes
    a share (values of facets; all of them must hold), and `limit` how many rows a top list shows (None: all).
    """

    measure: Measure
    of: str
    facet: str = ""
    quantity: str = ""
    filters: Parameters = field(default_factory=dict)
    part: Parameters = field(default_factory=dict)
    limit: int | None = None

    @classmethod
    def read(cls, written: Any) -> Self:
        """The question that was written as JSON. Raises QuestionNotUnderstood when it is not one.

        Whether the facets and their values exist is seen when it is asked.
        """
        if not isinstance(written, dict):
            raise QuestionNotUnderstood(_("This is not a question."))
        problems = [*_of_the_wrong_kind(written), *_missing(written)]
        if problems:
            raise QuestionNotUnderstood(*problems)
        return cls(
            Measure(written["measure"]),
            written["of"],
            written.get("facet", ""),
            written.get("quantity", ""),
            _parameters(written.get("filters", {})),
            _parameters(written.get("part", {})),
            written.get("limit"),
        )

    def written(self) -> dict[str, Any]:
        """As JSON; what is empty is left out."""
        said: dict[str, Any] = {
            "measure": str(self.measure.value),
            "of": self.of,
            "facet": self.facet,
            "quantity": self.quantity,
            "filters": {name: list(values) for name, values in self.filters.items()},
            "part": {name: list(values) for name, values in self.part.items()},
            "limit": self.limit,
        }
        return {name: value for name, value in said.items() if value}


_TEXTS = ("measure", "of", "facet", "quantity")
_NEEDED = {
    Measure.SHARE: ("part", gettext_lazy("Say which part of them the share is about.")),
    Measure.TOP: ("facet", gettext_lazy("Say of what the largest groups are to be shown.")),
    Measure.VALUES: ("facet", gettext_lazy("Say of what the different ones are to be counted.")),
    Measure.SUM: ("quantity", gettext_lazy("Say what is to be added up.")),
}


def _of_the_wrong_kind(written: dict[Any, Any]) -> list[str]:
    known = {*_TEXTS, "filters", "part", "limit"}
    problems = [_("“%(name)s” is no part of a question.") % {"name": name} for name in written if name not in known]
    problems += [_("“%(name)s” is not a text.") % {"name": name} for name in _TEXTS if not _is_text(written, name)]
    for name in ("filters", "part"):
        if not _are_parameters(written.get(name, {})):
            problems.append(_("“%(name)s” does not say which values are asked.") % {"name": name})
    limit = written.get("limit")
    if limit is not None and (type(limit) is not int or not 1 <= limit <= MOST_ROWS):
        problems.append(_("A list has 1 to %(most)s rows.") % {"most": MOST_ROWS})
    return problems


def _is_text(written: dict[Any, Any], name: str) -> bool:
    return isinstance(written.get(name, ""), str)


def _are_parameters(said: Any) -> bool:
    return isinstance(said, dict) and all(
        isinstance(name, str) and isinstance(values, list) and all(isinstance(value, str) for value in values)
        for name, values in said.items()
    )


def _missing(written: dict[Any, Any]) -> list[str]:
    measure = written.get("measure")
    if measure not in Measure.values:
        return [_("Say what is to be measured.")]
    name, problem = _NEEDED.get(Measure(measure), ("of", gettext_lazy("Say of what it is measured.")))
    return [] if written.get(name) and written.get("of") else [str(problem)]


def _parameters(said: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(values) for name, values in said.items() if values}
