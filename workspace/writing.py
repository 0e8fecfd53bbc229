"""Writing the value of one part into a version, by the rules of the forms of a case."""

from typing import Any

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from initiatives.models import InitiativeVersion
from workspace.actors import who_are_meant
from workspace.forms import EntryForm, say_certainty
from workspace.parts import Part, Value, as_query

Errors = dict[str, list[str]]


class Invalid(Exception):
    """The value cannot be saved. `errors` by input, "" for the part as a whole; `rows` the same for each row."""

    def __init__(self, errors: Errors, rows: dict[int, Errors] | None = None) -> None:
        super().__init__(str(errors or rows))
        self.errors, self.rows = errors, rows or {}


def write(part: Part, version: int, value: Value) -> None:
    """Write `value` into the version with this key; raises Invalid, and then nothing is written."""
    with transaction.atomic():
        fresh = InitiativeVersion.objects.get(pk=version)
        if part.rows is None:
            _write_fields(part, fresh, value)
        else:
            _write_rows(part, fresh, value)


def why_not(part: Part, version: int, value: Value) -> Invalid | None:
    """What would stand in the way of writing `value`, for who sees it again; nothing is written."""
    try:
        with transaction.atomic():
            write(part, version, value)
            transaction.set_rollback(True)
    except Invalid as refusal:
        return refusal
    return None


def _write_fields(part: Part, version: InitiativeVersion, value: Value) -> None:
    form = EntryForm(as_query(value), instance=version, only=part.inputs)
    if not form.is_valid():
        raise Invalid({("" if name == "__all__" else name): list(map(str, said)) for name, said in form.errors.items()})
    form.save_part()


def _write_rows(part: Part, version: InitiativeVersion, value: Value) -> None:
    """Put the rows of `value` in the place of those the version has; their order is that in which they are made."""
    kind: Any = part.rows
    rows = _with_actors_meant(value["rows"]) if kind.asks else value["rows"]
    if kind.holds:
        rows = _of_what_is_there(version, kind, rows)
    if part.knowable:
        say_certainty(version, part.knowable, value.get(part.certainty, ""))
    version.save(update_fields=["uncertain", "not_found", "changed_at"])
    getattr(version, kind.related).all().delete()
    formset = kind.formset(formset_data(rows), instance=version, prefix="row")
    if not formset.is_valid():
        raise Invalid(
            {"": list(map(str, formset.non_form_errors()))} if formset.non_form_errors() else {},
            {number: _row_errors(form) for number, form in enumerate(formset.forms) if form.errors},
        )
    formset.save()


def _of_what_is_there(version: InitiativeVersion, kind: Any, rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Without rows about what this version does not show: nobody shows what they were not given."""
    keys = getattr(version, kind.related).values_list(kind.holds, flat=True)
    there = {str(key) for key in keys}
    return [row for row in rows if row.get(kind.holds) in there]


def _with_actors_meant(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    meant = who_are_meant(rows)
    if unsure := {number for number, (_row, alike) in enumerate(meant) if alike}:
        question = _("There is an actor with a name like this: say whether you mean that one.")
        raise Invalid({}, {number: {"actor_name": [question]} for number in unsure})
    return [row for row, _alike in meant]


def _row_errors(form: Any) -> Errors:
    return {("" if name == "__all__" else name): list(map(str, said)) for name, said in form.errors.items()}


def formset_data(rows: list[dict[str, str]]) -> QueryDict:
    """Rows as a formset with the prefix “row” takes them."""
    data = QueryDict(mutable=True)
    data.update({"row-TOTAL_FORMS": str(len(rows)), "row-INITIAL_FORMS": "0"})
    for number, row in enumerate(rows):
        data.update({f"row-{number}-{column}": text for column, text in row.items()})
    return data
