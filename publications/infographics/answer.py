"""An answer of the catalogue to a stored question: the figure, the table behind it, and what is said of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from django.utils.formats import number_format

GROUPED_FROM = 10_000


@dataclass(frozen=True)
class Row:
    """A row of the table: a value of a facet, how many have it, and the address of the list of these (or nothing)."""

    slug: str
    names: Mapping[str, str]
    value: int
    url: str = ""


@dataclass(frozen=True)
class Said:
    """What is said of an answer in one language.

    `label` stands with the figure, `scope` says among which things was counted, `definition` how; `alternative` tells
    the whole to who does not see it.
    """

    label: str
    scope: str
    definition: str
    alternative: str


@dataclass(frozen=True)
class Answer:
    """What the catalogue answered at one moment, complete in itself: it can be kept as JSON and shown ever after.

    `value` is the figure; of a share, the part of `whole`. `total`: among how many things. `rows`: the groups, largest
    first, `more` the groups that are not in it, and `missing` how many things are in no group at all. `url` is the
    address of the list of what was counted. `said` is by language.
    """

    value: int
    whole: int | None
    total: int
    rows: tuple[Row, ...]
    more: int
    missing: int
    url: str
    asked_at: datetime
    said: Mapping[str, Said]

    @classmethod
    def read(cls, written: Mapping[str, Any]) -> Self:
        """The answer that was kept as JSON."""
        return cls(
            **{name: written[name] for name in ("value", "whole", "total", "more", "missing", "url")},
            rows=tuple(Row(**row) for row in written["rows"]),
            asked_at=datetime.fromisoformat(written["asked_at"]),
            said={language: Said(**said) for language, said in written["said"].items()},
        )

    def written(self) -> dict[str, Any]:
        """As JSON."""
        plain = {name: getattr(self, name) for name in ("value", "whole", "total", "more", "missing", "url")}
        return plain | {
            "rows": [vars(row) | {"names": dict(row.names)} for row in self.rows],
            "asked_at": self.asked_at.isoformat(),
            "said": {language: vars(said) for language, said in self.said.items()},
        }

    @property
    def counted(self) -> list[Any]:
        """All numbers of it: two answers with the same are the same answer, whenever they were given."""
        rows = [[row.slug, row.value] for row in self.rows]
        return [self.value, self.whole, self.total, self.missing, self.more, rows]

    @property
    def percentage(self) -> int | None:
        """Of a share, rounded to the nearest, half up; None when there is nothing to take a share of."""
        return (200 * self.value + self.whole) // (2 * self.whole) if self.whole else None

    @property
    def shown(self) -> str:
        """The figure as it is shown, in the language of the moment."""
        if self.whole is None:
            return in_figures(self.value)
        return "–" if self.percentage is None else f"{self.percentage}%"


def in_figures(number: int) -> str:
    """A number for people: 9999, 10.000."""
    return number_format(number, force_grouping=True) if number >= GROUPED_FROM else str(number)
