"""The entry page as one person sees it: each part with its value or what they typed, and what they must choose."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django.forms.utils import ErrorDict
from django.http import QueryDict

from accounts.models import User
from curation.forms import TermChoices
from curation.keys import keys_in
from initiatives.models import Actor, InitiativeVersion
from workspace.actors import actors_like, tidy
from workspace.forms import EntryForm
from workspace.models import PartChange, Typing
from workspace.parts import ANSWER, PARTS, Part, Value, as_query, canonical, revision, values_of
from workspace.sections import SECTIONS, Measure, Section, measures
from workspace.words import Words, as_words
from workspace.writing import Errors, Invalid, why_not


@dataclass(frozen=True)
class RowShown:
    """A row of a list; `alike` are the actors that may be meant by it."""

    key: str
    form: Any
    alike: list[Actor] = field(default_factory=list)
    answer: str = ""
    held: Any = None  # the picture or file that the row is about


@dataclass(frozen=True)
class Choice:
    """Two texts for one part: what this person typed, and what somebody else made of it meanwhile."""

    mine: Words
    theirs: Words
    change: PartChange | None


@dataclass(frozen=True)
class PartShown:
    """`base` is the revision that the person saw; `now` that of what the version says."""

    part: Part
    inputs: list[Any]
    certainty: Any
    rows: list[RowShown]
    blank: RowShown | None
    base: str
    now: str
    errors: list[str]
    is_typed: bool
    choice: Choice | None

    @property
    def has_errors(self) -> bool:
        return bool(
            self.errors or any(each.errors for each in self.inputs) or any(row.form.errors for row in self.rows)
        )


class EntryPage:
    """`names`: the parts to show, all when empty; `more_rows`: the lists that get an empty row to fill in."""

    def __init__(
        self,
        version: InitiativeVersion,
        person: User,
        *,
        names: Collection[str] = (),
        more_rows: Collection[str] = (),
    ) -> None:
        self.version, self.more_rows = version, more_rows
        self.values = values_of(version)
        self._names = list(names) or list(PARTS)
        self._typings = self._still_typed(Typing.objects.by_part(version.pk, person))
        self._refusals = {name: self._refusal(name) for name in self._typings}
        self._form = self._bound_form()
        self._lists: dict[Any, TermChoices] = {}
        self._kept: dict[str, dict[str, Any]] = {}

    @property
    def sections(self) -> list[tuple[Section, Measure, list[PartShown]]]:
        measured = {measure.section.name: measure for measure in measures(self.values)}
        return [(each, measured[each.name], [self.part(name) for name in each.part_names]) for each in SECTIONS]

    @property
    def waiting(self) -> list[PartShown]:
        """The parts that a person has to look at before what they typed is saved."""
        return [self.part(name) for name in self._names if name in self._typings]

    def part(self, name: str) -> PartShown:
        part, typing, refusal = PARTS[name], self._typings.get(name), self._refusals.get(name)
        now = revision(self.values[name])
        is_behind = typing is not None and typing.base != now
        certainty = self._form[part.certainty] if part.certainty else None
        return PartShown(
            part,
            [self._form[each] for each in part.inputs if each != part.certainty],
            certainty,
            self._rows(part, refusal),
            self._row(part, "__key__", {}, {}) if part.rows else None,
            typing.base if typing else now,
            now,
            refusal.errors.get("", []) if refusal else [],
            typing is not None,
            self._choice(part) if is_behind else None,
        )

    # ------------------------------------------------------------ what was typed
    def _still_typed(self, typings: Mapping[str, Any]) -> dict[str, Any]:
        """The typings of the parts shown; those that say what the version says by now are none."""
        return {
            name: typing
            for name, typing in typings.items()
            if name in self._names and name in PARTS and canonical(typing.value) != self.values[name]
        }

    def _refusal(self, name: str) -> Invalid | None:
        typing = self._typings[name]
        if typing.base != revision(self.values[name]):
            return None
        return why_not(PARTS[name], self.version.pk, typing.value)

    def _shown(self, name: str) -> Value:
        return self._typings[name].value if name in self._typings else self.values[name]

    def _choice(self, part: Part) -> Choice:
        mine, theirs = self._typings[part.name].value, self.values[part.name]
        return Choice(
            as_words(part, mine, self.version),
            as_words(part, theirs, self.version),
            self._changes.get(part.name),
        )

    @cached_property
    def _changes(self) -> dict[str, PartChange]:
        found = PartChange.objects.filter(version=self.version).select_related("by")
        return {change.part: change for change in found}

    # ------------------------------------------------------------ fields
    def _bound_form(self) -> EntryForm:
        """A form that shows what it is given, with the errors that are known already."""
        data: Any = QueryDict(mutable=True)
        for name in PARTS:
            data.update(as_query(self._shown(name) if name in self._names else self.values[name]))
        form = EntryForm(data, instance=self.version)
        refused = [refusal.errors for refusal in self._refusals.values() if refusal]
        _tell(form, {name: said for errors in refused for name, said in errors.items() if name in form.fields})
        return form

    # ------------------------------------------------------------ rows
    def _rows(self, part: Part, refusal: Invalid | None) -> list[RowShown]:
        if part.rows is None:
            return []
        given = self._shown(part.name)["rows"]
        wrong = refusal.rows if refusal else {}
        unsure = [row.get("actor_name", "") for number, row in enumerate(given) if number in wrong]
        alike = actors_like(unsure) if part.rows.asks else {}
        rows = [
            replace(
                self._row(part, str(number), row, wrong.get(number, {})),
                alike=alike.get(tidy(row.get("actor_name", "")), []) if number in wrong else [],
            )
            for number, row in enumerate(given)
        ]
        if not part.rows.holds and (not rows or part.name in self.more_rows):
            rows.append(self._row(part, str(len(rows)), {}, {}))
        return rows

    def _row(self, part: Part, key: str, row: Mapping[str, str], errors: Errors) -> RowShown:
        rows: Any = part.rows
        prefix = f"{part.name}-{key}"
        data = QueryDict(mutable=True)
        data.update({f"{prefix}-{column}": text for column, text in row.items()})
        form = rows.formset.form(data, prefix=prefix)
        for name, model in rows.formset.lists.items():
            form.fields[name].choices = self._choices(model, row.get(name, ""))
        _tell(form, errors)
        held = self._held(part).get(row.get(rows.holds, ""))
        return RowShown(key, form, answer=row.get(ANSWER, ""), held=held)

    def _held(self, part: Part) -> dict[str, Any]:
        """The pictures or files that the rows of a part are about, by their key as text."""
        rows: Any = part.rows
        if not rows.holds:
            return {}
        if part.name not in self._kept:
            found = getattr(self.version, rows.related).select_related(rows.holds)
            self._kept[part.name] = {str(getattr(row, f"{rows.holds}_id")): getattr(row, rows.holds) for row in found}
        return self._kept[part.name]

    def _choices(self, model: Any, chosen: str) -> list[tuple[Any, str]]:
        if model not in self._lists:
            self._lists[model] = TermChoices(model)
        return self._lists[model].beside(keys_in([chosen]))


def _tell(form: Any, errors: Errors) -> None:
    """Let a bound form show these errors instead of looking for its own."""
    form.cleaned_data = {}
    form._errors = ErrorDict({name or "__all__": form.error_class(said) for name, said in errors.items()})
