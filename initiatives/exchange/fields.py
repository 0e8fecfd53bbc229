"""The fields of the exchange format: their names in their order, and the shape of each."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

# Longer than any story; a search document of more would not fit in PostgreSQL's limit of one megabyte.
LONGEST_TEXT = 200_000
LONGEST_ADDRESS = 2000


class Shape(Enum):
    """How a value is written. Inside, empty values are "", False or (); outside, what is missing is null."""

    TEXT = auto()
    MARKUP = auto()
    REFERENCE = auto()
    DATE = auto()
    FLAG = auto()
    LIST = auto()
    RECORDS = auto()


@dataclass(frozen=True)
class Field:
    """One key of a JSON object, or one column. `parts` are the keys of its records."""

    name: str
    shape: Shape
    longest: int = LONGEST_TEXT
    parts: tuple[str, ...] = ()

    @property
    def empty(self) -> Any:
        if self.shape is Shape.FLAG:
            return False
        return () if self.shape in {Shape.LIST, Shape.RECORDS} else ""


FIELDS = (
    Field("slug", Shape.TEXT, 120),
    Field("title", Shape.TEXT, 200),
    Field("summary", Shape.TEXT),
    Field("body", Shape.MARKUP),
    Field("municipality", Shape.REFERENCE, 120),
    Field("online", Shape.FLAG),
    Field("neighbourhood", Shape.TEXT, 200),
    Field("themes", Shape.LIST, 120),
    Field("keywords", Shape.LIST, 100),
    Field("target_groups", Shape.LIST, 120),
    Field("actors", Shape.RECORDS, 200, ("name", "kind", "role")),
    Field("accommodations", Shape.RECORDS, 200, ("name", "kind", "access")),
    Field("bonding", Shape.TEXT),
    Field("bridging", Shape.TEXT),
    Field("linking", Shape.TEXT),
    Field("community_work", Shape.LIST, 120),
    Field("started", Shape.DATE),
    Field("ended", Shape.DATE),
    Field("visited", Shape.DATE),
    Field("phase", Shape.REFERENCE, 120),
    Field("incomplete", Shape.FLAG),
    Field("uncertain", Shape.LIST, 120),
    Field("not_found", Shape.LIST, 120),
    Field("sources", Shape.RECORDS, LONGEST_ADDRESS, ("title", "url", "year")),
    Field("language", Shape.TEXT, 8),
)
BY_NAME = {field.name: field for field in FIELDS}
DEFAULT_LANGUAGE = "nl"

Values = dict[str, Any]
"""Values by field name, in the inner form: str, bool, tuple of str, or tuple of records, each a tuple of str."""


EMPTY: Values = {field.name: field.empty for field in FIELDS if field.name != "slug"} | {"language": DEFAULT_LANGUAGE}
"""What a case says when nothing is said."""


def to_json(values: Values) -> dict[str, Any]:
    """The values as one object of the exchange format, every field in its order."""
    return {field.name: _outside(field, values[field.name]) for field in FIELDS}


def _outside(field: Field, value: Any) -> Any:
    if field.shape is Shape.DATE:
        return _year_or_text(value)
    if field.shape is Shape.REFERENCE:
        return value or None
    if field.shape is Shape.LIST:
        return list(value)
    if field.shape is Shape.RECORDS:
        return [_record(field, record) for record in value]
    return value


def _record(field: Field, record: tuple[str, ...]) -> dict[str, Any]:
    return {
        part: _year_or_text(text) if part == "year" else text for part, text in zip(field.parts, record, strict=True)
    }


def _year_or_text(text: str) -> int | str | None:
    return int(text) if text.isdigit() else text or None
