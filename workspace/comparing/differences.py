"""All that differs between two versions, part by part, in the order of the entry page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from curation.word_changes import Kind, Run, word_changes
from workspace.comparing.readable import Names
from workspace.comparing.rows import Pair, is_reordered, matched
from workspace.guidance import LABELS
from workspace.parts import PARTS, SEVERAL, Part, Value
from workspace.sections import SECTIONS, Section

WIDE = 240  # of what is the same between two changes, so much is shown on either side


@dataclass(frozen=True)
class TextDifference:
    """A text in words that are the same, gone or new. `is_marks`: only its marks differ, such as what is bold."""

    label: str
    runs: list[Run]
    is_marks: bool = False

    @property
    def shown(self) -> list[tuple[Run, str, str]]:
        """Each run with its beginning and end; the end is empty when nothing is left out between them."""
        last = len(self.runs) - 1
        return [_shortened(run, number == 0, number == last) for number, run in enumerate(self.runs)]


@dataclass(frozen=True)
class RowDifference:
    """A row that changed, is gone or is new; `held` is the picture or file that it is about."""

    kind: str
    words: str
    texts: list[TextDifference] = field(default_factory=list)
    held: Any = None


@dataclass(frozen=True)
class Difference:
    """What differs in one part."""

    part: Part
    title: str
    texts: list[TextDifference]
    rows: list[RowDifference]
    is_reordered: bool = False


def differences(
    old: Mapping[str, Value], new: Mapping[str, Value], held: Mapping[str, Mapping[str, Any]]
) -> list[tuple[Section, list[Difference]]]:
    """The parts that differ, by section. `held`: pictures and files by the name of their list and their key."""
    names = Names([old, new], _named_pictures([old, new], held.get("pictures", {})))
    found = []
    for section in SECTIONS:
        changed = [name for name in section.part_names if old[name] != new[name]]
        if changed:
            each = [_difference(PARTS[name], old[name], new[name], names, held) for name in changed]
            found.append((section, each))
    return found


def _named_pictures(values: Iterable[Mapping[str, Value]], held: Mapping[str, Any]) -> dict[str, str]:
    """What each picture is called, by its key: what the newest says of it."""
    rows = [row for each in values for row in each["pictures"]["rows"] if row["picture"] in held]
    return {held[row["picture"]].key: row["caption"] or row["alternative_text"] for row in rows}


def _difference(part: Part, old: Value, new: Value, names: Names, held: Mapping[str, Mapping[str, Any]]) -> Difference:
    texts = [_text(part, name, old[name], new[name], names) for name in part.inputs if old[name] != new[name]]
    if part.rows is None:
        return Difference(part, title_of(part), texts, [])
    pairs = [pair for pair in matched(part.name, old["rows"], new["rows"]) if pair.old != pair.new]
    rows = [_row(part, pair, names, held.get(part.name, {})) for pair in pairs]
    return Difference(part, title_of(part), texts, rows, is_reordered(old["rows"], new["rows"]))


def title_of(part: Part) -> str:
    """What a part is called: the question that the entry page asks, or the name of the list."""
    if part.rows is not None:
        return str(part.rows.formset.model._meta.verbose_name_plural)
    return str(LABELS[part.inputs[0]])


def _text(part: Part, name: str, old: Any, new: Any, names: Names) -> TextDifference:
    label = "" if name == part.inputs[0] and part.rows is None else _label(part, name)
    if name in SEVERAL:
        return TextDifference(label, _listed(names.texts(name, old), names.texts(name, new)))
    runs = word_changes(names.text(name, old), names.text(name, new))
    return TextDifference(label, runs, is_marks=all(run.kind == Kind.SAME for run in runs))


def _listed(old: list[str], new: list[str]) -> list[Run]:
    """Terms, each as a whole: those that stayed, are gone and are new."""
    kinds = [
        (Kind.SAME, [each for each in new if each in old]),
        (Kind.GONE, [each for each in old if each not in new]),
        (Kind.NEW, [each for each in new if each not in old]),
    ]
    return [Run(kind, f"{', '.join(several)} ") for kind, several in kinds if several]


def _row(part: Part, pair: Pair, names: Names, held: Mapping[str, Any]) -> RowDifference:
    rows: Any = part.rows
    shown = pair.new or pair.old or {}
    picture = held.get(shown.get(rows.holds, ""))
    columns = [name for name in rows.columns if name != rows.holds]
    words = ", ".join(filter(None, (names.text(name, shown[name]) for name in columns)))
    if pair.old is None or pair.new is None:
        return RowDifference(Kind.NEW if pair.old is None else Kind.GONE, words, held=picture)
    texts = [
        TextDifference(_label(part, name), word_changes(names.text(name, pair.old[name]), names.text(name, said)))
        for name, said in pair.new.items()
        if said != pair.old[name]
    ]
    return RowDifference("changed", words, texts, picture)


def _label(part: Part, name: str) -> str:
    fields = part.rows.formset.form.base_fields if part.rows else {}
    if name == part.certainty:
        return _("How sure is this?")
    return str(fields[name].label if name in fields else LABELS.get(name, name))


def _shortened(run: Run, is_first: bool, is_last: bool) -> tuple[Run, str, str]:
    """What is the same far from any change is left out."""
    room = WIDE * (2 - is_first - is_last)
    if run.kind != Kind.SAME or len(run.text) <= room + WIDE or (is_first and is_last):
        return run, run.text, ""
    head, tail = ("" if is_first else run.text[:WIDE]), ("" if is_last else run.text[-WIDE:])
    return run, head, tail or " "
