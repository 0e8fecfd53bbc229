"""A sheet: what the one form of a kind of record asks, in parts that two people may change at once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from workspace.comparing.readable import story_as_text
from workspace.parts import Part, Rows, Value, as_query, value_given, value_of
from workspace.sections import Section
from workspace.writing import formset_data

Known = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Sheet:
    """`form` is a model form that also takes `only`, the names of the parts it is to have, and has `save_rows` for
    what it keeps in rows. `known` gives, of values, by part the words for what they hold as keys."""

    parts: Mapping[str, Part]
    sections: Sequence[Section]
    form: type[Any]
    labels: Mapping[str, Any]
    known: Callable[[Iterable[Mapping[str, Value]]], Known]
    marked: str  # the part that is text with marks

    def values_of(self, version: Any) -> dict[str, Value]:
        """The value of every part as the version has it, in a fixed number of queries."""
        form = self.form(instance=version)
        return {name: value_of(part, version, form) for name, part in self.parts.items()}

    def values_given(self, data: QueryDict) -> dict[str, Value]:
        """The value of every part as the form sends it."""
        return {name: value_given(part, data) for name, part in self.parts.items()}

    def bound(self, version: Any, values: Mapping[str, Value]) -> "Bound":
        """The form and the lists that say these values."""
        data = QueryDict(mutable=True)
        for name, value in values.items():
            if self.parts[name].rows is None:
                for inputs, said in as_query(value).lists():
                    data.setlist(inputs, said)
        lists = {
            name: rows.formset(formset_data(values[name]["rows"]), instance=version, prefix="row")
            for name, rows in self.lists.items()
        }
        return Bound(self.form(data, instance=version, only=tuple(self.parts)), lists)

    @property
    def lists(self) -> dict[str, Rows]:
        return {name: part.rows for name, part in self.parts.items() if part.rows}

    def title_of(self, name: str) -> str:
        """What a part is called: the question that the form asks."""
        rows = self.parts[name].rows
        return str(rows.formset.model._meta.verbose_name_plural if rows else self.labels[name])

    def words_of(self, values: Iterable[Mapping[str, Value]]) -> Callable[[str, Mapping[str, Value]], str]:
        """What reads a part of some values in words; what they hold as keys is asked once."""
        known = self.known(values)

        def read(name: str, value: Mapping[str, Value]) -> str:
            said = value[name]
            if "rows" in said:
                return "\n".join(", ".join(filter(None, row.values())) for row in said["rows"])
            text = said[name]
            if name == self.marked:
                return story_as_text(text, {})
            names = known.get(name, {})
            if isinstance(text, list):
                return ", ".join(str(names.get(each, each)) for each in text)
            return "\n".join(str(names.get(each, each)) for each in text.split("\n"))

        return read


@dataclass(frozen=True)
class Bound:
    form: Any
    lists: Mapping[str, Any]

    def is_valid(self) -> bool:
        return all([self.form.is_valid(), *(rows.is_valid() for rows in self.lists.values())])
