"""A tile as a sheet: what is asked of its kind, in parts that two people may change at once."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.forms import ModelChoiceField
from django.http import QueryDict
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from curation.keys import keys_in
from media.models import Consent, Licence
from publications.infographics.asking import ask
from publications.infographics.question import Question, QuestionNotUnderstood
from publications.models import Tile
from publications.models.tiles import Scheme
from workspace.parts import Part, Value
from workspace.publications.infographics.forms import LABELS, LOOK, TileForm, form_of, names_of, written_alike
from workspace.publications.infographics.pictograms import PICTOGRAMS
from workspace.publications.infographics.questions import written_in
from workspace.records.sheets.sheet import Known, Sheet
from workspace.sections import Section

QUESTION = "question"


@dataclass(frozen=True)
class TileSheet(Sheet):
    """A sheet of which the question is sent in inputs of its own."""

    kind: str = ""

    def values_given(self, data: QueryDict) -> dict[str, Value]:
        given = super().values_given(data)
        if QUESTION in self.parts:
            given[QUESTION] = {QUESTION: written_alike(written_in(self.kind, data))}
        return given

    def words_of(self, values: Iterable[Mapping[str, Value]]) -> Callable[[str, Mapping[str, Value]], str]:
        read = super().words_of(values)
        return lambda name, value: in_words(value[name][QUESTION]) if name == QUESTION else read(name, value)


def sheet_of(tile: Tile) -> TileSheet:
    """The sheet on which this tile is written, as it is now."""
    names = names_of(tile)
    said = tuple(name for name in names if name not in LOOK)
    sections = (
        Section("says", gettext_lazy("What it says"), "", said),
        Section("look", gettext_lazy("How it looks"), "", tuple(name for name in names if name in LOOK)),
    )
    return TileSheet(
        {name: Part(name, (name,)) for name in names},
        tuple(section for section in sections if section.part_names),
        form_of(tile.kind),
        LABELS,
        lambda values: known_of(tile, values),
        marked="",
        kind=tile.kind,
    )


def known_of(tile: Tile, values: Iterable[Mapping[str, Value]]) -> Known:
    """The words for what the parts hold as keys."""
    several = list(values)
    found: Known = {
        "scheme": dict(Scheme.choices),
        "pictogram": PICTOGRAMS,
        "consent": dict(Consent.choices),
        "licence": dict(Licence.choices),
        "audience": dict(Tile._meta.get_field("audience").flatchoices),
        "is_decorative": {"on": _("yes")},
        "kept": {"on": _("yes")},
    }
    for name, field in TileForm(instance=tile).fields.items():
        if isinstance(field, ModelChoiceField) and field.queryset is not None:
            rows = field.queryset.filter(pk__in=keys_in(each.get(name, {}).get(name) or "" for each in several))
            found[name] = {str(row.pk): field.label_from_instance(row) for row in rows}
    return found


def in_words(written: str) -> str:
    """A question in words: what it would be called, and among which it counts."""
    try:
        answer = ask(Question.read(json.loads(written or "null")))
    except QuestionNotUnderstood as error:
        return " ".join(error.problems)
    said = answer.said.get(get_language() or "") or next(iter(answer.said.values()))
    return f"{said.label}. {said.scope}"
