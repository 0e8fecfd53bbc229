"""The parts of a version: what is typed, saved and merged as one. A field with its certainty, or a list of rows.

The value of a part is what its inputs hold: texts by the name of the input, lists of texts where several can be chosen,
and under "rows" the rows of a list, each again texts by column. The revision of a part is a digest of its value, so it
holds whoever changes a version, by whatever door.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from initiatives.models import InitiativeVersion
from initiatives.models.records import Knowable
from workspace.forms import (
    AccommodationRows,
    AttachmentRows,
    EntryForm,
    InvolvementRows,
    PictureForm,
    PictureRows,
    SourceRows,
    certainty_in,
    certainty_of,
)

Value = dict[str, Any]

MOST_ROWS = 300
ANSWER = "same_as"  # says which actor is meant; no column of its own


@dataclass(frozen=True)
class Rows:
    """A list that a version owns: its related name, its formset, its columns, and the fields to read them from."""

    related: str
    formset: Any
    columns: Mapping[str, str]
    asks: tuple[str, ...] = ()
    holds: str = ""  # the column that says which picture or file a row is about: those that are there, no others

    def of(self, version: Any) -> list[dict[str, str]]:
        rows = getattr(version, self.related).order_by(*(("position",) if self.holds else ()), "pk")
        found = rows.values_list(*self.columns.values())
        return [dict(zip(self.columns, map(_text, row), strict=True)) for row in found]


@dataclass(frozen=True)
class Part:
    """`makes_new`: saving makes terms or actors of new names, so a name is not saved while it is being typed."""

    name: str
    inputs: tuple[str, ...]
    knowable: Knowable | None = None
    rows: Rows | None = None
    makes_new: bool = False

    @property
    def certainty(self) -> str:
        """The name of the input that says how sure it is; "" where nobody asks."""
        return certainty_of(self.knowable) if self.knowable else ""


def _field(name: str, knowable: Knowable | None = None, *others: str, makes_new: bool = False, part: str = "") -> Part:
    certainty = (certainty_of(knowable),) if knowable else ()
    return Part(part or name, (name, *others, *certainty), knowable, makes_new=makes_new)


def _list(name: str, rows: Rows, knowable: Knowable | None = None, *, makes_new: bool = False) -> Part:
    return Part(name, (certainty_of(knowable),) if knowable else (), knowable, rows, makes_new)


PARTS = {
    part.name: part
    for part in (
        _field("title"),
        _field("summary"),
        _field("themes", Knowable.THEMES),
        _field("keywords", makes_new=True),
        _field("started", Knowable.STARTED),
        _field("ended", Knowable.ENDED),
        _field("phase", Knowable.PHASE),
        _field("visited", Knowable.VISITED),
        _field("language"),
        _field("incomplete"),
        _field("municipality", Knowable.MUNICIPALITY, "online"),
        _field("neighbourhood", Knowable.NEIGHBOURHOOD),
        _field("target_group_terms", Knowable.TARGET_GROUPS, part="target_groups"),
        _list(
            "actors",
            Rows(
                "involvements",
                InvolvementRows,
                {"actor_name": "actor__name", "actor_kind": "actor__kind", "role": "role"},
                asks=(ANSWER,),
            ),
            Knowable.ACTORS,
            makes_new=True,
        ),
        _field("community_work_terms", Knowable.COMMUNITY_WORK, part="community_work"),
        _list(
            "accommodations",
            Rows("accommodations", AccommodationRows, {"name": "name", "kind": "kind", "access": "access"}),
            Knowable.ACCOMMODATIONS,
        ),
        _field("bonding", Knowable.BONDING),
        _field("bridging", Knowable.BRIDGING),
        _field("linking", Knowable.LINKING),
        _field("body", part="story"),
        _list(
            "pictures",
            Rows("pictures", PictureRows, {name: name for name in PictureForm.Meta.fields}, holds="picture"),
        ),
        _list("attachments", Rows("attachments", AttachmentRows, {"file": "file", "title": "title"}, holds="file")),
        _list("sources", Rows("sources", SourceRows, {"title": "title", "url": "url", "year": "year"})),
    )
}


def values_of(version: InitiativeVersion) -> dict[str, Value]:
    """The value of every part as the version has it, in a fixed number of queries."""
    form = EntryForm(instance=version)
    return {part.name: value_of(part, version, form) for part in PARTS.values()}


def value_of(part: Part, version: Any, form: Any) -> Value:
    """The value of one part as a version has it; `form` shows that version."""
    if part.rows is None:
        return canonical({name: _input(form[name].value()) for name in part.inputs})
    said = {part.certainty: certainty_in(version, part.knowable)} if part.knowable else {}
    return canonical(said | {"rows": part.rows.of(version)})


def value_given(part: Part, data: QueryDict) -> Value:
    """The value of a part as a form sends it: as typed, without what no text may hold."""
    value: Value = {
        name: [_text(each) for each in data.getlist(name)] if name in SEVERAL else _text(data.get(name, ""))
        for name in part.inputs
    }
    if part.rows is not None:
        value["rows"] = _rows_given(part, part.rows, data)
    return value


def _rows_given(part: Part, rows: Rows, data: QueryDict) -> list[dict[str, str]]:
    columns = (*rows.columns, *rows.asks)
    given = [
        {column: _text(data.get(f"{part.name}-{key}-{column}", "")) for column in columns}
        for key in data.getlist(part.name)[:MOST_ROWS]
    ]
    return [row for row in given if any(text.strip() for text in row.values())]


def canonical(value: Value) -> Value:
    """The value such that two are the same exactly when they say the same."""
    found: Value = {}
    for name, said in value.items():
        if name == "rows":
            found[name] = [
                {column: text.strip() for column, text in row.items() if column != ANSWER}
                for row in said
                if any(text.strip() for column, text in row.items() if column != ANSWER)
            ]
        else:
            found[name] = sorted(said) if isinstance(said, list) else said.strip()
    return found


def revision(value: Value) -> str:
    """By which one sees whether a part is still what one saw: sixteen hexadecimal digits."""
    said = json.dumps(canonical(value), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


SEVERAL = frozenset({"audiences", "themes", "target_group_terms", "community_work_terms"})


def as_query(value: Value) -> QueryDict:
    """The inputs of a value, without its rows, as a form takes them."""
    data = QueryDict(mutable=True)
    for name, said in value.items():
        if name != "rows":
            data.setlist(name, said if isinstance(said, list) else [said] if said else [])
    return data


def _input(value: object) -> Any:
    """What an input shows, as it would be sent."""
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [_text(getattr(each, "pk", each)) for each in value]
    return _text(value)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "on" if value else ""
    text = "" if value is None else str(value)
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
